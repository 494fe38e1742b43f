import { getEndpoint } from '../../lib/livebox.js';

export const prerender = false;
export const POST = ({ request }) => getEndpoint().fetch(request);
