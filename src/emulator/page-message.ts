import * as v from 'valibot';
import type { PageMessage } from './meeting-page/room-messages.js';

const text = v.pipe(v.string(), v.maxLength(200));

const pageMessage = v.variant('type', [
  v.object({
    type: v.literal('join'),
    way: v.picklist(['open', 'guest', 'sign-up', 'password', 'pin']),
    name: v.exactOptional(text),
    username: v.exactOptional(text),
    password: v.exactOptional(text),
    pin: v.exactOptional(text),
  }),
  v.object({
    type: v.literal('media'),
    media: v.object({ camera: v.boolean(), microphone: v.boolean(), screen: v.boolean() }),
  }),
  v.object({ type: v.literal('rename'), name: text }),
  v.object({ type: v.literal('leave') }),
]);

/** @returns what a page sent, or `undefined` when it is no message that the room knows */
export function parsePageMessage(data: string): PageMessage | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), pageMessage), data);
  return result.success ? result.output : undefined;
}
