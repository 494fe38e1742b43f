import { getEndpoint } from '../../utils/livebox.js';

export default defineEventHandler((event) => getEndpoint().fetch(toWebRequest(event)));
