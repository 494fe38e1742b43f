function icon(name: string, paths: string): string {
  return (
    `<svg class="icon icon-${name}" viewBox="0 0 24 24" width="24" height="24" fill="none" ` +
    `stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" ` +
    `aria-hidden="true">${paths}</svg>`
  );
}

const MICROPHONE =
  '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>';
const CAMERA =
  '<rect x="3" y="6.5" width="12.5" height="11" rx="2.5"/><path d="m15.5 11 5-3v8l-5-3"/>';
const STROKE_THROUGH = '<path d="m4 3.5 16 17"/>';

/** Icons of the meeting page, as SVG. */
export const ICONS = {
  microphone: icon('on', MICROPHONE),
  microphoneOff: icon('off', MICROPHONE + STROKE_THROUGH),
  camera: icon('on', CAMERA),
  cameraOff: icon('off', CAMERA + STROKE_THROUGH),
  expand: icon('on', '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>'),
  shrink: icon('off', '<path d="M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5"/>'),
  person: icon(
    'person',
    '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
  ),
} as const;

/** The icon of the page's tab. */
export const TAB_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" ' +
  'fill="#1b2a41"/><g fill="none" stroke="#8ec5ff" stroke-width="1.8" stroke-linecap="round" ' +
  `stroke-linejoin="round">${CAMERA}</g></svg>`;
