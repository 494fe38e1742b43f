import * as v from 'valibot';
import { parseFrameOrigin } from '../embed-protocol/frame-url.js';
import type { LiveboxClient } from '../livebox-api/livebox-client.js';
import { type CacheOptions, type CacheSettings, parseCacheOptions } from './cache-options.js';
import type { AuthorizeHook } from './conference-access.js';
import {
  type ConferenceDirectory,
  type ConferenceLookup,
  createDirectory,
} from './conference-directory.js';
import type { ConferenceOptions } from './conference-options.js';
import { type EmbedTokenOptions, parseTokenOptions } from './embed-token-options.js';
import type { RequestLimits } from './limits.js';
import { checkOption, EndpointOptionsError } from './option-check.js';
import type { ErrorHook, EventHook, RefusalHook } from './reporter.js';
import { TokenVerifier } from './token-verifier.js';

/** The part of {@link LiveboxClient} that the endpoint uses. */
export type LiveboxSource = Pick<
  LiveboxClient,
  | 'origin'
  | 'containsSecret'
  | 'listConferences'
  | 'createConference'
  | 'enableConference'
  | 'getEmbedCode'
>;

/** What `createTokenEndpoint()` takes. */
export interface TokenEndpointOptions {
  /** The client that holds the credentials. */
  livebox: LiveboxSource;
  /**
   * The conferences that may be asked for: by name, or a lookup in the site's database. No
   * other one ever reaches Livebox.
   */
  conferences: Readonly<Record<string, ConferenceOptions>> | ConferenceLookup;
  /** How embed tokens are recognised. Without it, nobody has one. */
  tokens?: EmbedTokenOptions;
  /** The site's decision for conferences with `access: 'authorize'`. */
  authorize?: AuthorizeHook;
  /**
   * Exact origins of the pages that may ask, such as `https://site.example`. Without it,
   * only pages of the endpoint's own origin may.
   */
  origins?: readonly string[];
  /** Exact origins that the meeting page may come from; default: the Livebox server's. */
  frameOrigins?: readonly string[];
  /** How long a grant may be used to load the frame, in seconds: 1 to 86400, default 300. */
  grantLifetime?: number;
  /** The clock; default: the machine's. */
  now?: () => Date;
  /** How long what Livebox said is used, and who shares it. */
  cache?: CacheOptions;
  /**
   * Whether the endpoint looks at the meeting page when it learns its address: whether it
   * answers, and may be framed. Default `false`: the browser finds out, and can't say why.
   */
  probe?: boolean;
  /** How often one client may do what, such as `createRequestLimits()`. Default: no limit. */
  limits?: RequestLimits;
  /**
   * How many proxies of the site's own stand in front and add to `X-Forwarded-For`: 0 to 10,
   * default 0. A number that is too high lets clients choose the address they count for.
   */
  trustedProxies?: number;
  /**
   * Hears of every failure that is not the visitor's doing, for the site's log; once, when
   * many visitors share it. The error is the cause and holds no credential. What the hook
   * throws is ignored.
   */
  onError?: ErrorHook;
  /**
   * Hears why visitors were refused, which the answers do not tell: a name that is not listed, a
   * conference that is off, another origin. Of use while a site is built: later, visitors can
   * call it as often as they like. What it throws is ignored.
   */
  onRefusal?: RefusalHook;
  /** Hears what happens inside, for the site's metrics. What it throws is ignored. */
  onEvent?: EventHook;
}

/** The options, checked and complete. */
export interface EndpointSettings {
  readonly livebox: LiveboxSource;
  readonly conferences: ConferenceDirectory;
  readonly tokens: TokenVerifier | undefined;
  readonly authorize: AuthorizeHook | undefined;
  /** `undefined`: the endpoint's own origin only. */
  readonly origins: ReadonlySet<string> | undefined;
  readonly frameOrigins: readonly string[];
  /** Seconds. */
  readonly grantLifetime: number;
  readonly cache: CacheSettings;
  readonly probe: boolean;
  readonly limits: RequestLimits | undefined;
  readonly trustedProxies: number;
  readonly now: () => Date;
  readonly onError: ErrorHook | undefined;
  readonly onRefusal: RefusalHook | undefined;
  readonly onEvent: EventHook | undefined;
}

const OPTIONAL_FUNCTION = v.optional(v.function());

const OPTIONS = v.strictObject({
  livebox: v.looseObject({ origin: v.string(), containsSecret: v.function() }),
  conferences: v.union([v.function(), v.record(v.string(), v.unknown())]),
  tokens: v.optional(v.looseObject({})),
  authorize: OPTIONAL_FUNCTION,
  origins: v.optional(v.array(v.string())),
  frameOrigins: v.optional(v.array(v.string())),
  grantLifetime: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400))),
  now: OPTIONAL_FUNCTION,
  cache: v.optional(v.looseObject({})),
  probe: v.optional(v.boolean()),
  limits: v.optional(v.looseObject({ consume: v.function(), check: v.function() })),
  trustedProxies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
  onError: OPTIONAL_FUNCTION,
  onRefusal: OPTIONAL_FUNCTION,
  onEvent: OPTIONAL_FUNCTION,
});

/**
 * Checks the endpoint's options once, at its creation.
 *
 * @throws {EndpointOptionsError} naming the first option that is not valid
 */
export function parseEndpointOptions(options: TokenEndpointOptions): EndpointSettings {
  checkOption(OPTIONS, options, '');
  const { livebox, origins, frameOrigins = [livebox.origin], grantLifetime = 300 } = options;
  const { authorize, tokens, now = () => new Date() } = options;
  return {
    livebox,
    conferences: createDirectory(options.conferences, authorize !== undefined, now),
    tokens: tokens && new TokenVerifier(parseTokenOptions(tokens), now),
    authorize,
    origins: origins && new Set(parseOrigins(origins, 'origins')),
    frameOrigins: parseOrigins(frameOrigins, 'frameOrigins'),
    grantLifetime,
    cache: parseCacheOptions(options.cache),
    probe: options.probe ?? false,
    limits: options.limits,
    trustedProxies: options.trustedProxies ?? 0,
    now,
    onError: options.onError,
    onRefusal: options.onRefusal,
    onEvent: options.onEvent,
  };
}

function parseOrigins(origins: readonly string[], option: string): string[] {
  if (origins.length === 0) {
    throw new EndpointOptionsError(option, 'List at least one origin, or leave the option out.');
  }
  return origins.map((value, index) => {
    const origin = parseFrameOrigin(value);
    if (origin === value) return value;
    throw new EndpointOptionsError(
      `${option}[${index}]`,
      origin
        ? `Write it as browsers do: "${origin}".`
        : 'It must be one exact origin, such as "https://site.example": https (http on loopback only), no path, no wildcard.',
    );
  });
}
