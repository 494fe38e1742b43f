import { LiveboxClient } from 'livebox-conference/api';
import { createTokenEndpoint } from 'livebox-conference/endpoint';

const PUBLIC = { access: 'public', enable: 'visitors' };
let endpoint;

/** The site's token endpoint, made when it is asked: a build has no keys. */
export function getEndpoint() {
  endpoint ??= createEndpoint(process.env);
  return endpoint;
}

function createEndpoint(env) {
  const livebox = new LiveboxClient({
    server: env.LIVEBOX_SERVER,
    username: env.LIVEBOX_USERNAME,
    key: env.LIVEBOX_KEY,
    serverKey: env.LIVEBOX_SERVER_KEY,
  });
  return createTokenEndpoint({
    livebox,
    conferences: { 'Conference-1': PUBLIC, 'Conference-2': PUBLIC },
    origins: [env.SITE_ORIGIN],
  });
}

/** What the tag would be given, so that it need not ask. */
export async function getGrant(name) {
  const origin = process.env.SITE_ORIGIN;
  const question = new Request(`${origin}/livebox/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ name, width: '640px', height: '360px' }),
  });
  const answer = await getEndpoint().fetch(question);
  if (!answer.ok) throw new Error(await answer.text());
  return await answer.json();
}
