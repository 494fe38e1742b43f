import { fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { LiveboxEventMap } from '../../src/element/conference-events.js';
import type { ConferenceStatus } from '../../src/element/conference-state.js';
import '../../src/element/livebox-conference.js';
import type { LiveboxConferenceElement } from '../../src/element/livebox-conference-element.js';
import type { Grant } from '../../src/embed-protocol/grant.js';
import type { TestServers } from './test-servers.js';

/** The servers of test-servers.ts. */
export const servers = (await (await fetch('/test-servers.json')).json()) as TestServers;

/** A grant for a meeting page that exists. */
export function grantFor(name = 'Conference-1', members: Partial<Grant> = {}): Grant {
  return {
    version: 1,
    name,
    enabled: true,
    src: `${servers.frames}/meeting?name=${name}`,
    frameOrigins: [servers.frames],
    ...members,
  };
}

/** An answer of the token endpoint. */
export function json(value: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(value), { ...init, headers });
}

/** A problem as the token endpoint answers it. */
export function problem(
  status: number,
  code: string,
  members: object = {},
  headers: Record<string, string> = {},
): Response {
  return json(
    { type: 'about:blank', title: code, status, code, retryable: false, ...members },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );
}

export interface FixtureOptions {
  /** Attributes of the tag; `name` is Conference-1 unless told. */
  attributes?: Record<string, string>;
  /** Called before the tag is inserted. */
  prepare?: (element: LiveboxConferenceElement) => void;
  /** Answers each request; `undefined` leaves it to the endpoint. */
  respond?: (request: Request) => Response | Promise<Response> | undefined;
}

/** A tag in the page whose requests are answered by `respond`: by default with a grant. */
export async function conferenceFixture(
  options: FixtureOptions = {},
): Promise<LiveboxConferenceElement> {
  const { attributes = {}, prepare, respond = () => json(grantFor()) } = options;
  const element = document.createElement('livebox-conference');
  for (const [name, value] of Object.entries({ name: 'Conference-1', ...attributes })) {
    element.setAttribute(name, value);
  }
  element.addEventListener('livebox-request', (event) => {
    const answer = respond(event.request);
    if (answer) event.respondWith(answer);
  });
  element.retryDelay = 0;
  prepare?.(element);
  const parent = await fixture<HTMLElement>(html`<div style="width: 640px"></div>`);
  parent.append(element);
  return element;
}

/** A tag that is in the page and has not had its first update yet; the test takes it out. */
export function insertTag(loading: LiveboxConferenceElement['loading'] = 'eager'): {
  element: LiveboxConferenceElement;
  requests: Request[];
} {
  const requests: Request[] = [];
  const element = document.createElement('livebox-conference');
  Object.assign(element, { name: 'Conference-1', loading });
  element.addEventListener('livebox-request', (event) => {
    requests.push(event.request);
    event.respondWith(json(grantFor()));
  });
  document.body.append(element);
  return { element, requests };
}

/** The next event of a type. */
export async function next<Type extends keyof LiveboxEventMap>(
  target: EventTarget,
  type: Type,
): Promise<LiveboxEventMap[Type]> {
  return (await oneEvent(target, type)) as unknown as LiveboxEventMap[Type];
}

/** Waits until the tag is in a state and, where a panel belongs to it, shows that. */
export async function inState(
  element: LiveboxConferenceElement,
  state: ConferenceStatus,
): Promise<void> {
  while (element.state !== state) await next(element, 'livebox-statechange');
  await element.updateComplete;
  if (WITH_PANEL.includes(state)) await waitUntil(() => panelText(element), `the ${state} panel`);
}

const WITH_PANEL: readonly ConferenceStatus[] = ['waiting', 'failed', 'closed'];

/** A tag whose meeting page has loaded. */
export async function readyFixture(
  options: FixtureOptions = {},
): Promise<LiveboxConferenceElement> {
  const element = await conferenceFixture(options);
  await next(element, 'livebox-ready');
  await element.updateComplete;
  return element;
}

/** The text that a visitor sees in the panel. */
export function panelText(element: LiveboxConferenceElement): string {
  const panel = element.shadowRoot?.querySelector<HTMLElement>('.panel');
  return panel && !panel.hidden ? panel.innerText.trim() : '';
}

/** The panel's button, if there is one. */
export function panelButton(element: LiveboxConferenceElement): HTMLButtonElement | null {
  return element.shadowRoot?.querySelector('button') ?? null;
}
