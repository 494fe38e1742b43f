import type { Answer } from './answer.js';
import type { ConnectionInfo } from './client-address.js';

/**
 * What the endpoint reads of a request. The platform's `Request` is one; what Node's parser
 * has read can be one without a `Request` being made of it.
 */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: AskedHeaders;
  /** Aborted when the visitor leaves. */
  readonly signal: AbortSignal;
}

/** As `Headers` does: no matter how names are spelt, and equal ones joined. */
export interface AskedHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
}

/** One request, however it came. */
export interface Question {
  readonly request: AskedRequest;
  readonly connection: ConnectionInfo;
  /**
   * Reads the body, at most 4 KiB of it.
   *
   * @throws {Refusal} `body_too_large`, `malformed_json` where it broke off
   */
  readonly readBody: () => Promise<Uint8Array>;
}

/** Answers requests without the platform's `Request` and `Response`. */
export type Pipeline = (question: Question) => Promise<Answer>;

/** By what hands requests to them: who wraps a `fetch` gets every request. */
const pipelines = new WeakMap<object, Pipeline>();

/** Notes what stands behind an endpoint's `fetch`. */
export function registerPipeline(fetch: object, pipeline: Pipeline): void {
  pipelines.set(fetch, pipeline);
}

/** Finds what stands behind an endpoint's `fetch`; `undefined` where that is a wrapper. */
export function findPipeline(endpoint: { readonly fetch: object }): Pipeline | undefined {
  return pipelines.get(endpoint.fetch);
}
