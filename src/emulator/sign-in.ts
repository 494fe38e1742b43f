import type { AccountStore, Account } from './account-store.js';
import type { ConferenceSettings } from './conference-settings.js';
import type { Conference } from './conference-store.js';
import type { JoinMessage, RefusedMessage, SignInWay } from './meeting-page/room-messages.js';
import type { SignInThrottle } from './sign-in-throttle.js';

/** Longest name of a participant, in UTF-16 code units. */
const MAX_NAME_LENGTH = 40;

/** What a visitor who walks in is called. */
const DEFAULT_NAME = 'Guest';

/** A visitor who may come in. */
export interface Admitted {
  readonly name: string;
  readonly preset: string;
}

/** What signing in works with. */
export interface SignInContext {
  readonly accounts: AccountStore;
  readonly throttle: SignInThrottle;
}

/** The ways into a conference that are switched on. None: nobody gets in. */
export function listWays({ authentication }: ConferenceSettings): SignInWay[] {
  if (!authentication) return ['open'];
  const { signUp, guest, usernamePassword, pin } = authentication;
  const ways: [SignInWay, boolean][] = [
    ['password', usernamePassword],
    ['pin', pin],
    ['guest', guest !== false],
    ['sign-up', signUp !== false],
  ];
  return ways.filter(([, isOn]) => isOn).map(([way]) => way);
}

/**
 * Decides on a visitor who wants to come in.
 *
 * @see "Signing in to a conference" is the knowledge base's; the API only switches the ways
 */
export function signIn(
  request: JoinMessage,
  conference: Conference,
  context: SignInContext,
): Admitted | RefusedMessage {
  const { settings } = conference;
  if (!listWays(settings).includes(request.way)) {
    return refuse('input', 'This conference does not offer that way of signing in any more.');
  }
  switch (request.way) {
    case 'open':
      return { name: cleanName(request.name) || DEFAULT_NAME, preset: settings.preset };
    case 'guest':
      return admitGuest(request, settings);
    case 'sign-up':
      return signUp(request, settings, context.accounts);
    case 'password': {
      const { username = '', password = '' } = request;
      const key = `${conference.hashKey} password ${username}`;
      const account = () => context.accounts.findByPassword(username, password);
      return admitAccount(account, key, 'The username or the password', conference, context);
    }
    case 'pin': {
      const account = () => context.accounts.findByPin(request.pin ?? '');
      return admitAccount(account, `${conference.hashKey} pin`, 'The PIN', conference, context);
    }
  }
}

/** A name as others see it: one line, no invisible controls, not too long. */
export function cleanName(name = ''): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .trim();
}

function admitGuest(
  request: JoinMessage,
  { authentication, preset }: ConferenceSettings,
): Admitted | RefusedMessage {
  const name = cleanName(request.name);
  if (!name) return refuse('input', 'Enter the name that others will see.');
  const guest = authentication && authentication.guest;
  return { name, preset: guest ? guest.preset : preset };
}

function signUp(
  request: JoinMessage,
  { authentication, preset }: ConferenceSettings,
  accounts: AccountStore,
): Admitted | RefusedMessage {
  const username = cleanName(request.username);
  const { password = '' } = request;
  if (!username || !password) return refuse('input', 'Choose a username and a password.');
  const choice = authentication && authentication.signUp;
  const account = { username, password, preset: choice ? choice.preset : preset };
  if (!accounts.add(account)) {
    return refuse('taken', `The username ${username} is taken. Choose another one.`);
  }
  return { name: username, preset: account.preset };
}

function admitAccount(
  find: () => Account | undefined,
  key: string,
  subject: string,
  conference: Conference,
  { throttle }: SignInContext,
): Admitted | RefusedMessage {
  const wait = throttle.wait(key);
  if (wait > 0) return refuse('wait', `Too many wrong tries.`, wait);
  const account = find();
  if (!account) return refuse('wrong', `${subject} is wrong.`, throttle.fail(key));
  throttle.succeed(key);
  return { name: account.username, preset: account.preset ?? conference.settings.preset };
}

function refuse(code: RefusedMessage['code'], message: string, retryAfter = 0): RefusedMessage {
  return { type: 'refused', code, message, ...(retryAfter > 0 && { retryAfter }) };
}
