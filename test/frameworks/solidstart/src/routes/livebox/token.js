import { getEndpoint } from '../../lib/livebox.js';

export const POST = ({ request }) => getEndpoint().fetch(request);
