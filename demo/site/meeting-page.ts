import { writeMeetingRoom } from '../../src/emulator/meeting-page/meeting-page-html.js';
import { MEETING_STYLE } from '../../src/emulator/meeting-page/meeting-page-style.js';

/** The page in the frame where no Livebox server stands behind the site. */
export function renderMeetingPage(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="dark" />
    <meta name="robots" content="noindex" />
    <title>A meeting in this browser</title>
    <link rel="icon" href="/icon.svg" />
    <style>${MEETING_STYLE}</style>
    <script type="module" src="/meeting/main.ts"></script>
  </head>
  <body data-phase="connecting">
    ${writeMeetingRoom('Meeting', 'A demonstration, in this browser only')}
  </body>
</html>
`;
}
