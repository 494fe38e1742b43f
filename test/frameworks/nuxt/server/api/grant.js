import { getGrant } from '../utils/grant.js';

export default defineEventHandler(() => getGrant('Conference-1'));
