import type { LiveboxClient } from '../../livebox-api/livebox-client.js';
import { LiveboxError } from '../../livebox-api/livebox-error.js';
import type { LiveboxSource } from '../../token-endpoint/token-endpoint.js';

/** A call to the Livebox server that has ended. */
export interface UpstreamCall {
  readonly operation: string;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  readonly seconds: number;
}

/** Tells of every call that the endpoint makes. */
export function observeLivebox(
  client: LiveboxClient,
  onCall: (call: UpstreamCall) => void,
): LiveboxSource {
  const observe = async <Answer>(operation: string, call: Promise<Answer>): Promise<Answer> => {
    const start = performance.now();
    const tell = (outcome: string): void =>
      onCall({ operation, outcome, seconds: (performance.now() - start) / 1000 });
    try {
      const answer = await call;
      tell('ok');
      return answer;
    } catch (error) {
      tell(error instanceof LiveboxError ? error.code : 'internal');
      throw error;
    }
  };
  return {
    origin: client.origin,
    containsSecret: (text) => client.containsSecret(text),
    listConferences: async (options) => observe('listConferences', client.listConferences(options)),
    createConference: async (name, settings, options) =>
      observe('createConference', client.createConference(name, settings, options)),
    enableConference: async (name, options) =>
      observe('enableConference', client.enableConference(name, options)),
    getEmbedCode: async (name, size, options) =>
      observe('getEmbedCode', client.getEmbedCode(name, size, options)),
  };
}
