import type { EndReason } from '../room-messages.js';
import type { Card } from './meeting-view.js';

/** What visitors read when the meeting is over for everybody, or has not begun. */
export function describeEnd(reason: EndReason): Card {
  switch (reason) {
    case 'off':
      return {
        title: 'The meeting has ended',
        text: 'Its host has switched the conference off.',
        action: 'Look again',
      };
    case 'removed':
      return { title: 'The meeting has ended', text: 'Its host has removed the conference.' };
    case 'early':
      return {
        title: 'The meeting was moved',
        text: 'Its host has changed when it takes place.',
        action: 'See when it opens',
      };
    case 'over':
      return { title: 'The meeting is over', text: 'Its time has run out.' };
    case 'stopped':
      return {
        title: 'The meeting has ended',
        text: 'The video conferencing service was stopped.',
        action: 'Look again',
      };
    case 'restarted':
      return {
        title: 'The meeting was interrupted',
        text: 'The video conferencing service was restarted.',
        action: 'Join again',
      };
  }
}
