import { getEndpoint } from '$lib/server/livebox.js';

export const POST = ({ request }) => getEndpoint().fetch(request);
