// Plain TypeScript: the tag's class, its events on the tag and on the document.
import { ConferenceError, LiveboxConferenceElement } from 'livebox-conference';

const element: LiveboxConferenceElement = document.createElement('livebox-conference');
element.width = '800px';
element.token = async () => 'token';
// @ts-expect-error -- no such way of loading
element.loading = 'never';
// @ts-expect-error -- read only
element.state = 'ready';

element.addEventListener('livebox-ready', ({ conference }) => conference.name.length);
document.addEventListener('livebox-error', ({ error }) => {
  const { code, retryable }: ConferenceError = error;
  return retryable ? code : undefined;
});
// @ts-expect-error -- no field of this event
element.addEventListener('livebox-embed', ({ conference }) => conference);
document.querySelector('livebox-conference')?.close();
