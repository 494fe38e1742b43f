import type { ConsoleSnapshot } from '../console-snapshot.js';
import { act, type ConsoleAction } from './act.js';
import { ConferenceList } from './conference-list.js';
import { find } from './dom.js';
import { NoticeList } from './notice-list.js';
import { RequestList } from './request-list.js';

const facts = find('facts', HTMLElement);
const line = find('line', HTMLElement);
const problem = find('problem', HTMLElement);
const create = find('create', HTMLFormElement);
const nameField = find('create-name', HTMLInputElement);
const presetField = find('create-preset', HTMLSelectElement);

const conferences = new ConferenceList(perform);
const notices = new NoticeList(perform);
const requests = new RequestList();

function show(snapshot: ConsoleSnapshot): void {
  facts.textContent = `${location.origin} · API user ${snapshot.username} · clock ${snapshot.timeZone}`;
  notices.show(snapshot);
  conferences.show(snapshot);
  requests.show(snapshot);
}

function showLine(state: 'live' | 'connecting', text: string): void {
  if (line.dataset['state'] === state) return;
  line.dataset['state'] = state;
  line.textContent = text;
}

/** @returns whether it was done */
async function perform(action: ConsoleAction): Promise<boolean> {
  const result = await act(action);
  problem.textContent = result.problem ?? '';
  if (result.snapshot) show(result.snapshot);
  return result.snapshot !== undefined;
}

create.addEventListener('submit', (event) => {
  event.preventDefault();
  const action = { action: 'create', name: nameField.value, preset: presetField.value } as const;
  void perform(action).then((isDone) => {
    if (isDone) nameField.value = '';
    nameField.focus();
  });
});

// The browser connects again by itself.
const events = new EventSource('/console/events');
events.addEventListener('message', ({ data }: MessageEvent<string>) => {
  showLine('live', 'Live');
  show(JSON.parse(data) as ConsoleSnapshot);
});
events.addEventListener('error', () => showLine('connecting', 'The emulator does not answer'));
