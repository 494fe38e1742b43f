import * as v from 'valibot';

/**
 * An option of the token endpoint is not valid. Thrown when the endpoint is created, so
 * that a mistake shows at the start and not to the first visitor.
 *
 * @example
 * try {
 *   createTokenEndpoint({ livebox, conferences: {} });
 * } catch (error) {
 *   if (error instanceof EndpointOptionsError) console.error(error.option, error.message);
 * }
 */
export class EndpointOptionsError extends Error {
  override readonly name = 'EndpointOptionsError';
  readonly code = 'options_invalid';
  /** Which one, such as `conferences.Conference-1.access`. */
  readonly option: string;

  constructor(option: string, reason: string) {
    super(`The token endpoint's option ${option} is not valid. ${reason}`);
    this.option = option;
  }
}

/**
 * Checks a value against a schema.
 *
 * @param option the value's own path, for the error; empty for the options themselves
 * @throws {EndpointOptionsError} about the first mistake
 */
export function checkOption(schema: v.GenericSchema, value: unknown, option: string): void {
  const { issues } = v.safeParse(schema, value, { abortEarly: true });
  if (!issues) return;
  const [issue] = issues;
  const path = v.getDotPath(issue);
  const whole = [option, path].filter(Boolean).join('.') || 'object';
  throw new EndpointOptionsError(whole, `${describe(issue, schema)}.`);
}

/** In words for who writes options: the schema's own are about keys and types. */
function describe(issue: v.BaseIssue<unknown>, schema: v.GenericSchema): string {
  const { type, expected, message, path = [] } = issue;
  if (type !== 'strict_object' || path.length === 0) return message.replace(/^Invalid \w+: /, '');
  if (expected !== 'never') return 'It is required';
  const names = path.length === 1 && 'entries' in schema ? Object.keys(schema.entries ?? {}) : [];
  return ['There is no such option', names.join(', ')].filter(Boolean).join('; there are ');
}
