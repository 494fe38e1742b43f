import { toResponse } from './answer.js';
import { readRequestBody } from './json-body.js';
import { type Pipeline, registerPipeline } from './pipeline.js';
import type { TokenEndpoint } from './token-endpoint.js';

/**
 * Turns a pipeline into a `fetch`. A listener that finds the pipeline behind it does without
 * `Request` and `Response`.
 */
export function createFetch(pipeline: Pipeline): TokenEndpoint['fetch'] {
  const fetch: TokenEndpoint['fetch'] = async (request, connection = {}) => {
    const readBody = (): Promise<Uint8Array> => readRequestBody(request);
    return toResponse(await pipeline({ request, connection, readBody }));
  };
  registerPipeline(fetch, pipeline);
  return fetch;
}
