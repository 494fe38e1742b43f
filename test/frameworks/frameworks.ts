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
  /** Whether its own server is the token endpoint, too. */
  hasEndpoint?: boolean;
  /** Whether the server's answer holds a grant, so that the tag asks for none. */
  hasGrant?: boolean;
  /** Whether its tag has a function for tokens, which each request has to ask. */
  hasToken?: boolean;
  /** Whether the frame itself is in the server's answer. */
  hasFrame?: boolean;
}

const VITE_DEVELOPMENT = {
  program: 'node_modules/vite/bin/vite.js',
  args: ['--host', '127.0.0.1', '--strictPort', '--port', '{PORT}'],
  isDevelopment: true,
} as const;

const NEXT = {
  program: 'node_modules/next/dist/bin/next',
  args: ['start', '--hostname', '127.0.0.1', '--port', '{PORT}'],
} as const;

const ASTRO = { program: 'dist/server/entry.mjs', args: [] } as const;

const REACT_ROUTER = {
  program: 'node_modules/@react-router/serve/bin.js',
  args: ['build/server/index.js'],
} as const;

/** What Nuxt and SolidStart build. */
const NITRO = { program: '.output/server/index.mjs', args: [] } as const;

const SVELTEKIT = { program: 'build/index.js', args: [] } as const;

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
  { title: 'Preact', folder: 'preact', server: 'static' },
  { title: 'Vue 3', folder: 'vue', server: 'static' },
  { title: 'Svelte 5', folder: 'svelte', server: 'static' },
  { title: 'Solid', folder: 'solid', server: 'static' },
  { title: 'Angular', folder: 'angular', server: 'static' },
  {
    title: 'Angular, server-rendered',
    folder: 'angular-ssr',
    server: { program: 'dist/server/server.mjs', args: [] },
    isServerRendered: true,
    hasToken: true,
  },
  {
    title: 'Next, server-rendered',
    folder: 'next',
    server: NEXT,
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'Next, StrictMode in development',
    folder: 'next',
    server: { ...NEXT, args: ['dev', ...NEXT.args.slice(1)], isDevelopment: true },
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'Next, with the server’s grant',
    folder: 'next',
    server: NEXT,
    path: '/granted',
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
    hasGrant: true,
  },
  {
    title: 'React Router, server-rendered',
    folder: 'react-router',
    server: REACT_ROUTER,
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'React Router, with the server’s grant',
    folder: 'react-router',
    server: REACT_ROUTER,
    path: '/granted',
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
    hasGrant: true,
  },
  {
    title: 'Nuxt, server-rendered',
    folder: 'nuxt',
    server: NITRO,
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'Nuxt, with the server’s grant',
    folder: 'nuxt',
    server: NITRO,
    path: '/granted',
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
    hasGrant: true,
  },
  {
    title: 'Nuxt, the component for Vue 3',
    folder: 'nuxt',
    server: NITRO,
    path: '/plain',
    isServerRendered: true,
    hasEndpoint: true,
  },
  {
    title: 'SvelteKit, server-rendered',
    folder: 'sveltekit',
    server: SVELTEKIT,
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'SvelteKit, with the server’s grant',
    folder: 'sveltekit',
    server: SVELTEKIT,
    path: '/granted',
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
    hasGrant: true,
  },
  {
    title: 'SolidStart, server-rendered',
    folder: 'solidstart',
    server: NITRO,
    isServerRendered: true,
    hasEndpoint: true,
    hasToken: true,
  },
  {
    title: 'Astro, static',
    folder: 'astro',
    server: ASTRO,
    isServerRendered: true,
    hasEndpoint: true,
  },
  {
    title: 'Astro, server-rendered',
    folder: 'astro',
    server: ASTRO,
    path: '/server',
    isServerRendered: true,
    hasEndpoint: true,
  },
  {
    title: 'Astro, with the server’s frame',
    folder: 'astro',
    server: ASTRO,
    path: '/granted',
    isServerRendered: true,
    hasEndpoint: true,
    hasGrant: true,
    hasFrame: true,
  },
];
