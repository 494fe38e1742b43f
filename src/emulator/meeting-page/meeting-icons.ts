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
const SCREEN = '<rect x="3" y="4" width="18" height="12.5" rx="2.5"/><path d="M8.5 20.5h7"/>';
const STROKE_THROUGH = '<path d="m4 3.5 16 17"/>';

/** Icons of the meeting page, as SVG. */
export const ICONS = {
  microphone: icon('on', MICROPHONE),
  microphoneOff: icon('off', MICROPHONE + STROKE_THROUGH),
  camera: icon('on', CAMERA),
  cameraOff: icon('off', CAMERA + STROKE_THROUGH),
  share: icon('off', `${SCREEN}<path d="M12 13V7.5m-2.5 2L12 7l2.5 2.5"/>`),
  stopSharing: icon('on', `${SCREEN}<path d="m9.7 8 4.6 4.6m0-4.6-4.6 4.6"/>`),
  expand: icon('off', '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>'),
  shrink: icon('on', '<path d="M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5"/>'),
  settings: icon(
    'settings',
    '<path d="M4 7h9m5 0h2M4 17h2m5 0h9"/><circle cx="15.5" cy="7" r="2.5"/><circle cx="8.5" cy="17" r="2.5"/>',
  ),
  leave: icon(
    'leave',
    '<path d="M3 14.2c0-1 .3-2 1.200-2.700C6.200 9.900 9 9 12 9s5.800.900 7.800 2.500c.900.700 1.200 1.700 1.200 2.700v.900c0 .900-.800 1.500-1.600 1.400l-2.700-.500c-.700-.100-1.200-.700-1.200-1.400v-1.500c-1-.300-2.200-.500-3.500-.500s-2.500.200-3.500.500v1.500c0 .700-.500 1.300-1.200 1.400l-2.700.500C3.800 16.600 3 16 3 15.100z"/>',
  ),
  people: icon(
    'people',
    '<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 19.500a6.500 6.500 0 0 1 13 0M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14.200a6.500 6.500 0 0 1 3.500 5.300"/>',
  ),
} as const;

/** The icon of the page's tab. */
export const TAB_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" ' +
  'fill="#1b2a41"/><g fill="none" stroke="#8ec5ff" stroke-width="1.8" stroke-linecap="round" ' +
  `stroke-linejoin="round">${CAMERA}</g></svg>`;
