import { getGrant } from '$lib/server/livebox.js';

export async function load() {
  return { grant: await getGrant('Conference-1') };
}
