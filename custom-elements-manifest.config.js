import { liveboxElement } from './scripts/manifest-plugin.js';

export default {
  globs: ['src/element/livebox-conference-element.ts'],
  outdir: 'dist',
  // package.json names the published file already.
  packagejson: false,
  plugins: [liveboxElement()],
};
