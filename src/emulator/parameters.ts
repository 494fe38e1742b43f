import { isConferenceName } from '../embed-protocol/conference-name.js';
import { Refusal } from './refusal.js';

/** A parameter's value: a string, or one nested object of strings. */
export type ParameterValue = string | ReadonlyMap<string, string>;

/** A call's parameters. A map, so that a parameter called `__proto__` is only a name. */
export type Parameters = ReadonlyMap<string, ParameterValue>;

/**
 * A string parameter.
 *
 * @returns `undefined` when it is missing
 * @throws {Refusal} 400 when it is an object
 */
export function readString(parameters: Parameters, name: string): string | undefined {
  const value = parameters.get(name);
  if (value !== undefined && typeof value !== 'string') {
    throw new Refusal(400, `The parameter ${name} must be a string.`);
  }
  return value;
}

/**
 * A string parameter that must be there and not empty.
 *
 * @throws {Refusal} 400
 */
export function requireString(parameters: Parameters, name: string): string {
  const value = readString(parameters, name);
  if (!value) throw new Refusal(400, `The parameter ${name} is missing.`);
  return value;
}

/**
 * A parameter that holds the name of a conference or a preset.
 *
 * @throws {Refusal} 400
 */
export function requireName(parameters: Parameters, name: string): string {
  const value = requireString(parameters, name);
  if (!isConferenceName(value)) {
    throw new Refusal(
      400,
      `The parameter ${name} must be 1 to 64 letters, digits, hyphens and underscores.`,
    );
  }
  return value;
}

/**
 * A flag. Every documented value is a string, so the JSON values `true` and `false` are
 * refused: a Livebox server need not take them.
 *
 * @returns `false` when it is missing
 * @throws {Refusal} 400
 */
export function readFlag(parameters: Parameters, name: string): boolean {
  const value = readString(parameters, name);
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Refusal(400, `The parameter ${name} must be the string "true" or "false".`);
  }
  return value === 'true';
}
