import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, send, type Sent } from './exchange.js';

/** Longest `Retry-After` that is waited for, in seconds. */
const MAX_WAIT = 60;

/** What `livebox check` is asked to look at. */
export interface TargetOptions {
  readonly url: URL;
  /** The conference that grants are asked for. */
  readonly name: string;
  /** Origin of the page that asks. */
  readonly origin: string;
  readonly token: string | undefined;
  /** Hears that the suite waits for a rate limit. */
  readonly onWait: (seconds: number) => void;
}

/** A part of a request to change. */
export interface Variation {
  readonly method?: string;
  /** `undefined` takes a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isChunked?: boolean;
  readonly query?: Readonly<Record<string, string>>;
}

/** The endpoint under test, asked as the element in a browser would. */
export class Target {
  readonly options: TargetOptions;
  /** Every answer so far, with what led to it. */
  readonly answers: { readonly sent: Sent; readonly answer: Answer }[] = [];
  #grant: Promise<Answer> | undefined;

  constructor(options: TargetOptions) {
    this.options = options;
  }

  /** Whether the page that asks is of another origin than the endpoint. */
  get isCrossOrigin(): boolean {
    return this.options.origin !== this.options.url.origin;
  }

  /** The answer to a request that should be granted; asked once. */
  async grant(): Promise<Answer> {
    return (this.#grant ??= this.post());
  }

  /** Asks for a grant, with variations. */
  async post(variation: Variation = {}): Promise<Answer> {
    const { name } = this.options;
    const body = variation.body ?? JSON.stringify({ name, width: '800px', height: '450px' });
    return this.#send({ method: 'POST', ...variation, body });
  }

  /** Asks by GET, as for public conferences. */
  async get(variation: Variation = {}): Promise<Answer> {
    const { name } = this.options;
    const headers = { 'Content-Type': undefined, Authorization: undefined, ...variation.headers };
    return this.#send({ method: 'GET', query: { name }, ...variation, headers });
  }

  /** Asks as a browser does before a request of another origin. */
  async preflight(): Promise<Answer> {
    return this.#send({
      method: 'OPTIONS',
      headers: {
        'Content-Type': undefined,
        Authorization: undefined,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });
  }

  async #send({
    query = {},
    headers = {},
    ...rest
  }: Variation & { method: string }): Promise<Answer> {
    const url = new URL(this.options.url);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const all = Object.entries({ ...this.#browserHeaders(), ...headers });
    const given = all.filter((entry): entry is [string, string] => entry[1] !== undefined);
    const sent: Sent = { ...rest, headers: Object.fromEntries(given) };
    const answer = await this.#sendPatiently(url, sent);
    this.answers.push({ sent, answer });
    return answer;
  }

  async #sendPatiently(url: URL, sent: Sent): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await send(url, sent);
      const seconds = Number(answer.headers.get('Retry-After') ?? Number.NaN);
      const isWorthWaiting = answer.status === 429 && seconds <= MAX_WAIT && tries < 3;
      if (!isWorthWaiting) return answer;
      this.options.onWait(seconds);
      await wait(seconds * 1000);
    }
  }

  #browserHeaders(): Record<string, string> {
    const { origin, token } = this.options;
    return {
      Accept: '*/*',
      'Content-Type': 'application/json',
      Origin: origin,
      'Sec-Fetch-Site': this.isCrossOrigin ? 'cross-site' : 'same-origin',
      'Sec-Fetch-Mode': 'cors',
      'Sec-Fetch-Dest': 'empty',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
  }
}
