import { API_PATH } from '../livebox-api/operations.js';
import type { Handler } from './handler.js';

/** Sends calls of the API to one handler and everything else to the pages. */
export function createRouter({ api, pages }: { api: Handler; pages: Handler }): Handler {
  return (request, call) =>
    new URL(request.url).pathname.startsWith(API_PATH) ? api(request, call) : pages(request, call);
}
