import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';

let endpoint;

/** What the tag would ask for. */
export async function getGrant(name) {
  endpoint ??= createEndpoint();
  const question = new Request('http://localhost/livebox/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: 'http://localhost' },
    body: JSON.stringify({ name, width: '640px', height: '360px' }),
  });
  const answer = await endpoint.fetch(question);
  if (!answer.ok) throw new Error(await answer.text());
  return await answer.json();
}

function createEndpoint() {
  const { LIVEBOX_SERVER: server, LIVEBOX_USERNAME: username } = process.env;
  const { LIVEBOX_KEY: key, LIVEBOX_SERVER_KEY: serverKey } = process.env;
  const livebox = new LiveboxClient({ server, username, key, serverKey });
  const conferences = { 'Conference-1': { access: 'public', enable: 'visitors' } };
  return createTokenEndpoint({ livebox, conferences });
}
