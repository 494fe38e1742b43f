/// <reference types="vite/client" />
import type { DemoFacts } from './servers.js';
import { grantAnswer, inMinutes, problemAnswer } from './static-answers.js';

/** Whether the site was built for a host that has no token endpoint. */
export const IS_STATIC = import.meta.env.MODE === 'site';

/** What the page tells about itself when no server stands behind it. */
export const STATIC_FACTS: DemoFacts = {
  server: 'No server stands behind this page: it answers its tag itself, by respondWith().',
  conferences: {
    'Conference-1': 'Open to everyone.',
    Later: 'Opens in an hour.',
    Host: 'Only its host starts it.',
    Private: 'Needs an embed token.',
    Over: 'Has ended.',
  },
};

const ANSWERS = new Map<string, () => Response>([
  ['Conference-1', () => grantAnswer('Conference-1', 'meeting/index.html')],
  ['Later', () => problemAnswer(403, 'conference_not_open', { opensAt: inMinutes(60) })],
  ['Host', () => problemAnswer(403, 'conference_not_open')],
  ['Private', () => problemAnswer(401, 'token_missing')],
  ['Over', () => problemAnswer(410, 'conference_over')],
]);

async function answer(request: Request): Promise<Response> {
  const { name } = (await request.json()) as { name: string };
  return ANSWERS.get(name)?.() ?? problemAnswer(404, 'conference_unavailable');
}

if (IS_STATIC) {
  document.addEventListener('livebox-request', (event) => {
    event.respondWith(answer(event.request.clone()));
  });
}
