// Everything that a visit needs only when it does not go straight to the meeting: one
// module, so that the element loads it as one file, when there is trouble or a wait.
export { ConferencePanel } from './conference-panel.js';
export { readOtherAnswer } from './other-answer.js';
export { policyError } from './policy-error.js';
export { recover } from './recovery.js';
