// The server entries, as a server's code imports them.
import { LiveboxClient } from 'livebox-conference/api';
import { createEmulator } from 'livebox-conference/emulator';
import { createTokenEndpoint } from 'livebox-conference/endpoint';
import { parseGrant, type ProblemCode } from 'livebox-conference/protocol';

const { credentials } = createEmulator();
const livebox = new LiveboxClient({ server: 'https://livebox.example', ...credentials });
const endpoint = createTokenEndpoint({ livebox, conferences: { 'Conference-1': {} } });
export const answer: Promise<Response> = endpoint.fetch(new Request('https://site.example/token'));
export const grant = parseGrant({});
export const code: ProblemCode = 'token_missing';
// @ts-expect-error -- no conferences
createTokenEndpoint({ livebox });
