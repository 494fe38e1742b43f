import {
  LiveboxAnswerError,
  LiveboxArgumentError,
  LiveboxConferenceError,
  LiveboxCredentialsError,
  type LiveboxError,
  LiveboxUnavailableError,
} from './livebox-error.js';
import { type Operation, type OperationName, OPERATIONS } from './operations.js';

/** An answer whose status is outside 2xx. */
export interface FailedAnswer {
  readonly operation: OperationName;
  readonly status: number;
  /** Origin of the server, for messages. */
  readonly server: string;
  /** Whether the body is a page for people: a web server's own answer, not the API's. */
  readonly isHtml: boolean;
  /** What the server says, fit for a message. */
  readonly message: string | undefined;
}

/**
 * The error for a status outside 2xx. The API documents no errors: these are this
 * project's readings.
 */
export function createStatusError(answer: FailedAnswer): LiveboxError {
  const { operation, status, message } = answer;
  const details = { operation, status };
  const says = message ? ` It says: “${message.replace(/\.$/, '')}”.` : '';
  const refused = `The Livebox server refused ${operation} (status ${status}).${says}`;
  if (status >= 500 || status === 408 || status === 429) {
    return new LiveboxUnavailableError(
      `The Livebox server can't answer ${operation} now (status ${status}).${says} Try again ` +
        'later; if it lasts, ask the Livebox administrator whether the conferencing service runs.',
      details,
    );
  }
  if (status === 401) {
    return new LiveboxCredentialsError(
      `${refused} Ask the Livebox administrator to check this API user's username and key, and ` +
        'the server secret key or native app key.',
      details,
    );
  }
  if (status === 403) {
    return new LiveboxCredentialsError(
      `${refused} Ask the Livebox administrator to give this user's role the API permission, ` +
        'and to check the Development and Production URLs registered for it.',
      details,
    );
  }
  return createParameterError(answer, refused);
}

function createParameterError(answer: FailedAnswer, refused: string): LiveboxError {
  const { operation, status, server, isHtml } = answer;
  const details = { operation, status };
  if (status === 400 && hasParameters(OPERATIONS[operation])) {
    const hint = 'Check the arguments; does the server have this preset?';
    return new LiveboxArgumentError(undefined, `${refused} ${hint}`, details);
  }
  if (status === 404 && !isHtml && namesConference(OPERATIONS[operation])) {
    const hint = 'No conference has this name: create it first, or check the spelling.';
    return new LiveboxConferenceError('conference_unknown', `${refused} ${hint}`, details);
  }
  if (status === 409 && operation === 'createConference') {
    const hint = 'A conference has this name already: choose another, or change its settings.';
    return new LiveboxConferenceError('name_taken', `${refused} ${hint}`, details);
  }
  if (status === 409 && operation === 'getEmbedCode') {
    const hint = 'The conference is off: enable it first.';
    return new LiveboxConferenceError('conference_off', `${refused} ${hint}`, details);
  }
  return new LiveboxAnswerError(`${refused} Check that ${server} is a Livebox server.`, details);
}

function hasParameters({ required, optional }: Operation): boolean {
  return required.length + optional.length > 0;
}

function namesConference({ required, optional }: Operation): boolean {
  return [...required, ...optional].some((name) => name === 'name' || name === 'conferenceName');
}
