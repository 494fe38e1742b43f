import { parseGrant } from '../../embed-protocol/grant.js';
import { type ContractCheck, NotApplicable } from './contract-check.js';
import {
  describeAnswer,
  isEmbedCodeAnswer,
  isUncached,
  parseBody,
  readMediaType,
} from './expectations.js';

const NO_GRANT = new NotApplicable('there was no grant');

/** What the answer to a permitted request must be. */
export const GRANT_CHECKS: readonly ContractCheck[] = [
  {
    id: 'grant-answered',
    level: 'must',
    rule: 'A permitted POST is answered with 200.',
    async run(target) {
      const answer = await target.grant();
      if (answer.status === 200) return undefined;
      const { name, origin, token } = target.options;
      const hint = `Is ${name} configured and on, may ${origin} ask, ${token === undefined ? 'and is a token needed (--token -)' : 'and is the token fresh'}?`;
      return `got ${describeAnswer(answer)}. ${hint}`;
    },
  },
  {
    id: 'grant-form',
    level: 'must',
    rule: 'It is a grant of version 1 as application/json (or the embed code in one of the accepted forms).',
    async run(target) {
      const answer = await target.grant();
      if (answer.status !== 200) return NO_GRANT;
      const body = parseBody(answer);
      if (isEmbedCodeAnswer(answer)) return undefined;
      if (readMediaType(answer) !== 'application/json') {
        return `Content-Type is ${readMediaType(answer) || 'missing'}`;
      }
      if (parseGrant(body)) return undefined;
      return 'version, name, enabled, src, frameOrigins or a time is missing or not valid';
    },
  },
  {
    id: 'grant-name',
    level: 'must',
    rule: 'It is for the conference that was asked for.',
    async run(target) {
      const grant = parseGrant(parseBody(await target.grant()));
      if (!grant) return NO_GRANT;
      return grant.name === target.options.name ? undefined : 'it names another conference';
    },
  },
  {
    id: 'grant-frame-origin',
    level: 'must',
    rule: 'Its src is on one of its frameOrigins.',
    async run(target) {
      const grant = parseGrant(parseBody(await target.grant()));
      if (!grant) return NO_GRANT;
      const { origin } = new URL(grant.src);
      return grant.frameOrigins.includes(origin) ? undefined : `${origin} is not among them`;
    },
  },
  {
    id: 'grant-lifetime',
    level: 'must',
    rule: 'Its times are in UTC, and it has not expired when it is answered.',
    async run(target) {
      const answer = await target.grant();
      const grant = parseGrant(parseBody(answer));
      if (!grant) return NO_GRANT;
      const { expiresAt, opensAt, closesAt } = grant;
      const local = [expiresAt, opensAt, closesAt].find((time) => time && !time.endsWith('Z'));
      if (local !== undefined) return `${local} is not in UTC (…Z)`;
      const now = Date.parse(answer.headers.get('Date') ?? new Date().toISOString());
      if (expiresAt !== undefined && Date.parse(expiresAt) <= now) return `expired at ${expiresAt}`;
      return undefined;
    },
  },
  {
    id: 'grant-no-html',
    level: 'must',
    rule: 'A grant passes no HTML on.',
    async run(target) {
      const answer = await target.grant();
      if (!parseGrant(parseBody(answer))) return NO_GRANT;
      return /<\s*iframe/i.test(answer.body) ? 'there is an <iframe> in it' : undefined;
    },
  },
  {
    id: 'grant-not-stored',
    level: 'must',
    rule: 'It is answered with Cache-Control: no-store.',
    async run(target) {
      const answer = await target.grant();
      if (answer.status !== 200) return NO_GRANT;
      if (isUncached(answer)) return undefined;
      return `Cache-Control is ${answer.headers.get('Cache-Control') ?? 'missing'}`;
    },
  },
];
