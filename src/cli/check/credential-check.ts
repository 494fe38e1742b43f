import { Secrets } from '../../livebox-api/secrets.js';
import { type ContractCheck, NotApplicable } from './contract-check.js';

/**
 * No answer carries a Livebox credential, raw or encoded.
 *
 * @param credentials those that the settings hold
 */
export function createCredentialCheck(credentials: readonly string[]): ContractCheck {
  const secrets = new Secrets(credentials);
  return {
    id: 'no-credential',
    level: 'must',
    rule: 'No answer carries a credential, raw or encoded.',
    async run(target) {
      if (credentials.length === 0) {
        return new NotApplicable(
          'set LIVEBOX_KEY and LIVEBOX_SERVER_KEY to search for them (--env-file .env)',
        );
      }
      const bad = target.answers.find(({ answer }) =>
        secrets.contains(`${JSON.stringify([...answer.headers])}\n${answer.body}`),
      );
      return bad && `the answer to a ${bad.sent.method} does (status ${bad.answer.status})`;
    },
  };
}
