import { getEndpoint } from '../livebox.server.js';

export const action = ({ request }) => getEndpoint().fetch(request);
