import type { LiveboxEventMap } from '../src/element/conference-events.js';

/** What the log says of each event beside its name. */
const DETAILS: { [Type in keyof LiveboxEventMap]: (event: LiveboxEventMap[Type]) => string } = {
  'livebox-request': ({ request }) => `${request.method} ${new URL(request.url).pathname}`,
  'livebox-enabled': (event) => event.conference.name,
  'livebox-embed': ({ src }) => new URL(src).origin,
  'livebox-ready': (event) => event.conference.name,
  'livebox-waiting': ({ opensAt }) => opensAt?.toLocaleTimeString() ?? 'for the host',
  'livebox-error': ({ error }) => error.code,
  'livebox-closed': ({ reason }) => reason,
  'livebox-statechange': ({ oldState, newState }) => `${oldState} → ${newState}`,
  'livebox-message': ({ data }) => JSON.stringify(data),
};

const list = document.querySelector('#events');

function logEvents(type: keyof LiveboxEventMap): void {
  document.addEventListener(type, (event) => {
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString([], { hour12: false });
    const describe = DETAILS[type] as (event: Event) => string;
    row.append(time, `${type.replace('livebox-', '')}  ${describe(event)}`);
    list?.prepend(row);
  });
}

for (const type of Object.keys(DETAILS) as (keyof LiveboxEventMap)[]) logEvents(type);
