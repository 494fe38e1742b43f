import { getEndpoint } from '../../livebox.js';

export const POST = (request) => getEndpoint().fetch(request);
