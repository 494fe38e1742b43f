import { ExponentialBackoff } from 'cockatiel';
import { readFailureMessage } from './answer.js';
import { type ClientSettings, MAX_DELAY } from './client-options.js';
import { runWithDeadline, wait } from './deadline.js';
import { type Exchange, exchange, MAX_ANSWER_BYTES } from './http-exchange.js';
import {
  LiveboxAbortError,
  LiveboxAnswerError,
  LiveboxError,
  LiveboxTimeoutError,
  LiveboxUnavailableError,
} from './livebox-error.js';
import { API_PATH, type Operation, type OperationName, OPERATIONS } from './operations.js';
import type { WireParameters } from './parameters.js';
import { copyCause } from './safe-cause.js';
import type { Secrets } from './secrets.js';
import { createStatusError } from './status-error.js';

const MAX_ATTEMPTS = 3;
const MAX_REDIRECTS = 3;

/** Longest answer that an error quotes from: to search a megabyte for credentials takes long. */
const MAX_QUOTED_LENGTH = 16_384;

/** Sends operations to a Livebox server and turns what goes wrong into a {@link LiveboxError}. */
export class LiveboxConnection {
  readonly #settings: ClientSettings;
  readonly #secrets: Secrets;

  constructor(settings: ClientSettings, secrets: Secrets) {
    this.#settings = settings;
    this.#secrets = secrets;
  }

  /**
   * Sends one operation, up to three times when it is safe to repeat.
   *
   * @returns the body of an answer whose status is 2xx
   * @throws {LiveboxError}
   */
  async call(
    name: OperationName,
    parameters: WireParameters,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    // Cockatiel's own retry policy would wait to the end of a delay after an abort.
    let backoff = new ExponentialBackoff({
      initialDelay: this.#settings.retryDelay,
      maxDelay: MAX_DELAY,
    }).next();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(name, parameters, signal);
      } catch (error) {
        const isWorthRepeating = error instanceof LiveboxError && error.retryable;
        const { isSafeToRepeat } = OPERATIONS[name];
        if (!isSafeToRepeat || !isWorthRepeating || attempt === MAX_ATTEMPTS) throw error;
      }
      await wait(backoff.duration, signal);
      backoff = backoff.next(undefined);
    }
  }

  /** The error for an answer that is none of the documented ones. */
  createAnswerError(operation: OperationName, text: string): LiveboxAnswerError {
    const message = this.#readMessage(text);
    return new LiveboxAnswerError(
      `The Livebox server's answer to ${operation} is not the documented one` +
        `${message ? `: “${message}”` : ''}. Check that ${this.#server} is a Livebox server ` +
        'and that it can do this.',
      { operation },
    );
  }

  get #server(): string {
    return this.#secrets.redact(this.#settings.origin);
  }

  async #attempt(
    operation: OperationName,
    parameters: WireParameters,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    if (signal?.aborted) throw this.#createAbortError(operation, signal);
    const { timeout } = this.#settings;
    const result = await runWithDeadline(timeout, signal, (attemptSignal) =>
      this.#exchange(operation, parameters, attemptSignal),
    );
    if ('value' in result) return this.#readText(operation, result.value);
    const { error, isTimeout } = result;
    if (error instanceof LiveboxError) throw error;
    if (isTimeout) {
      throw new LiveboxTimeoutError(
        `The Livebox server did not answer ${operation} within ${timeout} ms. Try again, or ` +
          'raise the option timeout.',
        { operation },
      );
    }
    if (signal?.aborted) throw this.#createAbortError(operation, signal);
    throw this.#createNetworkError(operation, error);
  }

  /** Only 307 and 308 are followed: the others would turn the POST into a GET. */
  async #exchange(
    operation: OperationName,
    parameters: WireParameters,
    signal: AbortSignal,
  ): Promise<Exchange> {
    const { path, isSafeToRepeat } = OPERATIONS[operation];
    const { origin, fetch } = this.#settings;
    const body = JSON.stringify(this.#addCredentials(OPERATIONS[operation], parameters));
    let url = `${origin}${API_PATH}${path}`;
    for (let redirects = 0; ; redirects++) {
      const answer = await exchange({ url, body, fetch, signal });
      if (!answer.isRedirect) return answer;
      const { status, location } = answer;
      const isFollowed = isSafeToRepeat && (status === 307 || status === 308);
      if (!isFollowed || location?.origin !== origin || redirects === MAX_REDIRECTS) {
        throw this.#createRedirectError(operation, answer);
      }
      url = location.href;
    }
  }

  #addCredentials(operation: Operation, parameters: WireParameters): object {
    const { username, key, application } = this.#settings.credentials;
    const user = { username, key };
    return {
      ...operation.discriminator,
      ...parameters,
      ...(operation.credentials === 'top-level' ? user : { [operation.credentials]: user }),
      ...application,
    };
  }

  #readText(operation: OperationName, { status, text }: Exchange): string {
    if (status < 200 || status > 299) {
      throw createStatusError({
        operation,
        status,
        server: this.#server,
        isHtml: /^\s*</.test(text ?? ''),
        message: this.#readMessage(text ?? ''),
      });
    }
    if (text !== undefined) return text;
    throw new LiveboxAnswerError(
      `The Livebox server's answer to ${operation} is longer than ${MAX_ANSWER_BYTES} bytes ` +
        `and was cut off. Check that ${this.#server} is a Livebox server.`,
      { operation, status },
    );
  }

  #readMessage(text: string): string | undefined {
    if (text.length > MAX_QUOTED_LENGTH) return undefined;
    const message = readFailureMessage(text);
    return message && this.#secrets.redact(message);
  }

  #createAbortError(operation: OperationName, signal: AbortSignal): LiveboxAbortError {
    return new LiveboxAbortError(`${operation} was aborted by its caller.`, {
      operation,
      cause: signal.reason,
    });
  }

  #createRedirectError(operation: OperationName, { status, location }: Exchange): LiveboxError {
    const target = location ? ` to ${this.#secrets.redact(location.origin)}` : '';
    return new LiveboxAnswerError(
      `The Livebox server redirected ${operation}${target}: not followed, because the key would ` +
        'go there. If that is the right server, put its address into the option server.',
      { operation, status },
    );
  }

  #createNetworkError(operation: OperationName, error: unknown): LiveboxUnavailableError {
    return new LiveboxUnavailableError(
      `The Livebox server ${this.#server} can't be reached for ${operation}. Check its address, ` +
        'the network and its certificate; the cause says more.',
      { operation, cause: copyCause(error, this.#secrets) },
    );
  }
}
