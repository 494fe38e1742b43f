import { type Environment, readVariable } from './environment.js';

/**
 * Reads an embed token.
 *
 * @param given as an argument; `-` for the standard input; default: `LIVEBOX_TOKEN`
 */
export async function readToken(
  given: string | undefined,
  environment: Environment,
): Promise<string | undefined> {
  if (given === undefined) return readVariable(environment, 'LIVEBOX_TOKEN');
  return given === '-' ? readInput() : given;
}

async function readInput(): Promise<string> {
  const chunks: string[] = [];
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin as AsyncIterable<string>) chunks.push(chunk);
  return chunks.join('').trim();
}
