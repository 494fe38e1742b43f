import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { sitePlugin } from './demo/site/site-plugin.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The site: `demo/start.ts` starts it together with the servers it talks to, and
 * `npm run build:site` builds it for a host of static files, in whichever folder.
 */
const site = (isStatic: boolean): UserConfig => ({
  base: isStatic ? './' : '/',
  plugins: [sitePlugin(isStatic)],
  build: {
    target: 'es2022',
    // The oldest browsers that the element is for: their own light-dark() follows any change.
    cssTarget: ['chrome125', 'firefox126', 'safari17.5'],
    outDir: path('dist-site'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  root: path('demo'),
  // Lit's production build: visitors of the demo look into the console, too.
  resolve: { conditions: ['module', 'browser'] },
  server: {
    host: 'localhost',
    fs: { allow: [path('.')] },
  },
});

/** Vite leaves the white space of style sheets in template literals. */
const minifyStyles: Plugin = {
  name: 'minify-styles',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return undefined;
    return {
      code: code.replace(/\s+/g, ' ').replace(/ ?([{};]) ?|(: )/g, (match) => match.trim()),
      map: null,
    };
  },
};

/** Another minifier after the first: a tenth of a kilobyte, which the budget is glad of. */
const squeeze: Plugin = {
  name: 'squeeze',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const options = { module: true, ecma: 2020, compress: { passes: 3 } } as const;
      const sourceMap = chunk.map ? { content: JSON.stringify(chunk.map), asObject: true } : false;
      const { code, map } = await minify(chunk.code, { ...options, sourceMap });
      if (code === undefined) throw new Error(`${chunk.fileName} could not be minified`);
      chunk.code = code;
      if (chunk.map && typeof map === 'object') Object.assign(chunk.map, map);
    }
  },
};

/**
 * The module for a script tag, which holds all that a visit needs that goes straight to the
 * meeting, and beside it what is loaded when there is trouble or a wait.
 */
const cdn: UserConfig = {
  publicDir: false,
  plugins: [minifyStyles, squeeze],
  build: {
    target: 'es2022',
    outDir: path('dist/cdn'),
    minify: true,
    sourcemap: true,
    modulePreload: false,
    lib: {
      entry: path('src/element/livebox-conference.cdn.ts'),
      formats: ['es'],
      fileName: () => 'livebox-conference.js',
    },
    rolldownOptions: {
      // What both files need stays in the first one: no further request on the way to a meeting.
      preserveEntrySignatures: 'allow-extension',
      // Vite leaves the white space of a library in: bundlers read it. Nobody reads this one.
      output: {
        minify: true,
        comments: false,
        chunkFileNames: 'livebox-conference-[name].js',
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'cdn' ? cdn : site(mode === 'site')));
