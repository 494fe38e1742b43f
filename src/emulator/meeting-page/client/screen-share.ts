import type { MediaNotice } from './media-notice.js';

/** A screen, or why there is none. No notice: the visitor changed their mind. */
export type ScreenResult = { stream: MediaStream } | { notice?: MediaNotice };

/** Whether this browser can share a screen: phones can't. */
export function canShareScreen(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** Lets the visitor choose a screen, a window or a tab. */
export async function openScreen(): Promise<ScreenResult> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: 15 } },
      audio: false,
    });
    return { stream };
  } catch (error) {
    return explain(error instanceof DOMException ? error : undefined);
  }
}

function explain(error: DOMException | undefined): ScreenResult {
  if (error?.name === 'NotAllowedError' && /policy/i.test(error.message)) {
    return {
      notice: {
        title: 'This site does not pass on screen sharing',
        text: 'The page around this meeting blocks it inside its frame. Its owner has to allow it: allow="display-capture" on the frame, and no Permissions-Policy header against it.',
        isRetryable: false,
      },
    };
  }
  if (error?.name === 'NotAllowedError' && /system/i.test(error.message)) {
    return {
      notice: {
        title: 'Your computer does not let the browser see the screen',
        text: 'Allow screen recording for this browser in the privacy settings of your computer, then share again.',
        isRetryable: false,
      },
    };
  }
  if (error?.name === 'NotAllowedError' || error?.name === 'AbortError') return {};
  return {
    notice: {
      title: 'Your screen could not be shared',
      text: 'Try again, with another window or the whole screen.',
      isRetryable: false,
    },
  };
}
