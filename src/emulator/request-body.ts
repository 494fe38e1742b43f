import type { Parameters, ParameterValue } from './parameters.js';
import { Refusal } from './refusal.js';

/** Longest body that is read, in bytes. */
export const MAX_BODY_LENGTH = 64 * 1024;

/**
 * Reads the parameters of an API call in any of the documented encodings:
 * `application/json`, `text/json` or `application/x-www-form-urlencoded`, the last with
 * jQuery's nested keys such as `AllowSignup[Preset]`.
 *
 * @throws {Refusal} 400 for another encoding, a malformed body, a value that is no string,
 *   or more than {@link MAX_BODY_LENGTH} bytes
 */
export async function readParameters(request: Request): Promise<Parameters> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  switch (mediaType) {
    case 'application/json':
    case 'text/json':
      return parseJson(await readText(request));
    case 'application/x-www-form-urlencoded':
      return parseForm(await readText(request));
    default:
      throw new Refusal(
        400,
        'The Content-Type must be application/json, text/json or application/x-www-form-urlencoded.',
      );
  }
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new Refusal(400, `The body is larger than ${String(MAX_BODY_LENGTH)} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_LENGTH) throw tooLarge;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for await (const chunk of readChunks(request.body)) {
    length += chunk.byteLength;
    if (length > MAX_BODY_LENGTH) throw tooLarge;
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

/** Not `for await` over the stream itself: browsers' and some runtimes' streams lack it. */
async function* readChunks(body: Request['body']): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // A body that was cut off stays unread: that the rest can't be cancelled is no failure.
    await reader.cancel().catch(() => undefined);
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new Refusal(400, 'The body is not UTF-8.');
  }
}

function parseJson(text: string): Parameters {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
  if (!isObject(body)) throw new Refusal(400, 'The body must be a JSON object.');
  const parameters = new Map<string, ParameterValue>();
  for (const [name, value] of Object.entries(body)) {
    parameters.set(name, isObject(value) ? parseNested(name, value) : checkString(name, value));
  }
  return parameters;
}

function parseNested(name: string, value: object): Map<string, string> {
  return new Map(
    Object.entries(value).map(([member, text]) => [member, checkString(`${name}.${member}`, text)]),
  );
}

function checkString(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const label = /^[\w.-]{1,64}$/.test(name) ? `The parameter ${name}` : 'Every parameter';
  throw new Refusal(400, `${label} must be a string; write true and false as "true" and "false".`);
}

function parseForm(text: string): Parameters {
  const parameters = new Map<string, string | Map<string, string>>();
  for (const [name, value] of new URLSearchParams(text)) {
    const nested = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name);
    const [, outer, inner] = nested ?? [];
    // Of a parameter that is sent twice the last one counts, as in PHP.
    if (outer === undefined || inner === undefined) {
      parameters.set(name, value);
      continue;
    }
    const object = parameters.get(outer);
    if (object instanceof Map) object.set(inner, value);
    else parameters.set(outer, new Map([[inner, value]]));
  }
  return parameters;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
