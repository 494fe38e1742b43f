import { getGrant } from '$lib/server/grant.js';

export async function load() {
  return { grant: await getGrant('Conference-1') };
}
