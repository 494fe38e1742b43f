// The entry `livebox-conference/protocol`: for those who write their own endpoint.
export { isConferenceName } from './conference-name.js';
export { EmbedCodeError, readEmbedCode } from './embed-code.js';
export { type FrameMessage, parseFrameMessage } from './frame-message.js';
export { isLoopback, parseFrameOrigin, parseFrameUrl } from './frame-url.js';
export { type Grant, parseGrant, serializeGrant } from './grant.js';
export {
  DEFAULT_SIZE,
  type GrantRequest,
  isPixelSize,
  parseGrantRequest,
} from './grant-request.js';
export {
  createProblem,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  type ProblemCode,
  type ProblemKind,
  PROBLEMS,
} from './problem.js';
