import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The demo site: `demo/start.ts` starts it together with the servers it talks to. */
const demo: UserConfig = {
  root: path('demo'),
  // Lit's production build: visitors of the demo look into the console, too.
  resolve: { conditions: ['module', 'browser'] },
  server: {
    host: 'localhost',
    fs: { allow: [path('.')] },
  },
};

/** One self-contained module for a script tag. */
const cdn: UserConfig = {
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: path('dist/cdn'),
    minify: true,
    sourcemap: true,
    lib: {
      entry: path('src/element/livebox-conference.ts'),
      formats: ['es'],
      fileName: () => 'livebox-conference.js',
    },
    // Vite leaves the white space of a library in: bundlers read it. Nobody reads this one.
    rolldownOptions: { output: { minify: true, codeSplitting: false, comments: false } },
  },
};

export default defineConfig(({ mode }) => (mode === 'cdn' ? cdn : demo));
