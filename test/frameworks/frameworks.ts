/** An app of this folder, and how it is run. */
export interface Framework {
  title: string;
  /** The folder of its sources beside this file. */
  folder: string;
  /**
   * `static`: its `dist` is served. Otherwise the program, in its folder, that serves it on the
   * port of the environment's `PORT`; `isDevelopment`: without a build before.
   */
  server: 'static' | { program: string; args: readonly string[]; isDevelopment?: boolean };
  /** Path of the page. */
  path?: string;
  /** Whether the tag already stands in what the server answers. */
  isServerRendered?: boolean;
}

const VITE_DEVELOPMENT = {
  program: 'node_modules/vite/bin/vite.js',
  args: ['--host', '127.0.0.1', '--strictPort', '--port', '{PORT}'],
  isDevelopment: true,
} as const;

const ASTRO = { program: 'dist/server/entry.mjs', args: [] } as const;

/** Every framework that the package is tried in, as `docs/frameworks.md` lists them. */
export const FRAMEWORKS: readonly Framework[] = [
  { title: 'Plain HTML', folder: 'html', server: 'static', isServerRendered: true },
  { title: 'React 19', folder: 'react-19', server: 'static' },
  {
    title: 'React 19, StrictMode in development',
    folder: 'react-19',
    server: VITE_DEVELOPMENT,
  },
  { title: 'React 19, the tag itself', folder: 'react-19-tag', server: 'static' },
  {
    title: 'React 19, the tag itself, StrictMode in development',
    folder: 'react-19-tag',
    server: VITE_DEVELOPMENT,
  },
  { title: 'React 18', folder: 'react-18', server: 'static' },
  {
    title: 'React 18, StrictMode in development',
    folder: 'react-18',
    server: VITE_DEVELOPMENT,
  },
  { title: 'Vue 3', folder: 'vue', server: 'static' },
  { title: 'Svelte 5', folder: 'svelte', server: 'static' },
  { title: 'Solid', folder: 'solid', server: 'static' },
  {
    title: 'Next, server-rendered',
    folder: 'next',
    server: {
      program: 'node_modules/next/dist/bin/next',
      args: ['start', '--hostname', '127.0.0.1', '--port', '{PORT}'],
    },
    isServerRendered: true,
  },
  { title: 'Astro, static', folder: 'astro', server: ASTRO, isServerRendered: true },
  {
    title: 'Astro, server-rendered',
    folder: 'astro',
    server: ASTRO,
    path: '/server',
    isServerRendered: true,
  },
  { title: 'Angular', folder: 'angular', server: 'static' },
];
