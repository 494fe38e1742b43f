import { getGrant } from '../utils/livebox.js';

export default defineEventHandler(() => getGrant('Conference-1'));
