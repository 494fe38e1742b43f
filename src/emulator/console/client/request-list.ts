import type { ConsoleSnapshot } from '../console-snapshot.js';
import { create, find } from './dom.js';

type ConsoleRequest = ConsoleSnapshot['requests'][number];

/** The last requests. One that is shown stays as it is, so that an open one stays open. */
export class RequestList {
  readonly #list = find('requests', HTMLElement);
  readonly #empty = find('no-requests', HTMLElement);
  readonly #items = new Map<number, HTMLElement>();

  show({ requests }: ConsoleSnapshot): void {
    const numbers = new Set(requests.map(({ number }) => number));
    for (const [number, item] of this.#items) {
      if (numbers.has(number)) continue;
      item.remove();
      this.#items.delete(number);
    }
    for (const request of [...requests].reverse()) {
      if (this.#items.has(request.number)) continue;
      const item = renderRequest(request);
      this.#items.set(request.number, item);
      this.#list.prepend(item);
    }
    this.#empty.hidden = requests.length > 0;
  }
}

function renderRequest(request: ConsoleRequest): HTMLElement {
  const { status, operation, origin, faults } = request;
  const badge = create('span', 'badge', status === 0 ? 'none' : String(status));
  badge.dataset['tone'] = status >= 200 && status < 400 ? 'good' : 'bad';
  const time = create('time', '', new Date(request.time).toLocaleTimeString('en', CLOCK));
  time.dateTime = request.time;
  const path = create('span', 'path mono', `${request.method} ${shorten(request.path)}`);
  const from = [origin && `from ${origin}`, faults && `fault ${faults}`].filter(Boolean);
  const summary = create(
    'summary',
    '',
    time,
    badge,
    create('span', 'call', ...(operation ? [create('strong', '', operation)] : []), path),
    create('span', 'from', from.join(' · ')),
  );
  const text =
    Object.keys(request.parameters).length > 0
      ? JSON.stringify(request.parameters, null, 2)
      : 'No parameters.';
  return create('li', '', create('details', '', summary, create('pre', '', text)));
}

/** All calls of the API have the same beginning. */
function shorten(path: string): string {
  return path.replace(/^\/livebox\/appsservice\/api\/(?=.)/, '…/');
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
