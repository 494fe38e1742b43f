import assert from 'node:assert/strict';
import { after } from 'node:test';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.js';
import { API_PATH } from '../../src/livebox-api/operations.js';

export const KEYS = {
  key: 'user-key-3f9a',
  serverKey: 'server key/81cc',
  nativeAppKey: 'native-key-d07e',
} as const;

/** An answer that has been read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/** An emulator that listens for the duration of the tests around it. */
export interface Fixture {
  emulator: Emulator;
  url: string;
  /** Sends a JSON body with the right credentials. */
  call(path: string, parameters?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a body as it stands. */
  send(path: string, body: BodyInit, headers: Record<string, string>): Promise<Answer>;
  /** `videoConfSettings` with the action and parameters given. */
  act(action: string, parameters?: object): Promise<Answer>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Fixture> {
  const emulator = createEmulator({ ...KEYS, ...options });
  const { url, close } = await emulator.listen();
  after(close);
  const send: Fixture['send'] = async (path, body, headers) =>
    read(await fetch(url + API_PATH + path, { method: 'POST', body, headers }));
  const call: Fixture['call'] = (path, parameters = {}, headers = {}) => {
    const credentials = { username: 'apiuser', key: KEYS.key };
    const isNested = path === 'changeSchedulingMode';
    const body = { ...(isNested ? { AuthenticationDetails: credentials } : credentials) };
    return send(path, JSON.stringify({ ...body, ...parameters }), {
      'content-type': 'application/json',
      ...headers,
    });
  };
  const act: Fixture['act'] = (action, parameters = {}) =>
    call('videoConfSettings', { action, ...parameters });
  return { emulator, url, call, send, act };
}

export async function read(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The conferences as `get` lists them. */
export async function list(fixture: Fixture): Promise<Record<string, string>[]> {
  const { status, body } = await fixture.act('get');
  assert.equal(status, 200);
  return JSON.parse(body) as Record<string, string>[];
}

/** Asserts the emulator's form of a refusal. */
export function assertRefused(answer: Answer, status: number, message: RegExp): void {
  assert.equal(answer.status, status, answer.body);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  const body = JSON.parse(answer.body) as { status: string; message: string };
  assert.deepEqual(Object.keys(body), ['status', 'message']);
  assert.equal(body.status, 'failure');
  assert.match(body.message, message);
}

export function assertWord(answer: Answer, word: string): void {
  assert.deepEqual({ status: answer.status, body: answer.body }, { status: 200, body: word });
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
}
