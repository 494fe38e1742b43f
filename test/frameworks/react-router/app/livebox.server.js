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
  const conferences = { 'Conference-1': PUBLIC, 'Conference-2': PUBLIC };
  return createTokenEndpoint({ livebox, conferences, onError: console.error });
}

/** What the tag would be given, so that it need not ask. */
export function getGrant(name) {
  return getEndpoint().grant(name, { width: '640px', height: '360px' });
}
