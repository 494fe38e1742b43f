// The folder table of the design as a lint rule: dependencies run one way.

/**
 * For each folder of `src/`: the folders and the packages that it may import, types too.
 * `node:*` stands for Node's own modules: a folder without it runs on any server or in a
 * browser. `adapters` are single files that may import more.
 *
 * @type {Record<string, { folders: string[], packages: string[], adapters?: Record<string, string[]> }>}
 */
export const FOLDERS = {
  'embed-protocol': { folders: [], packages: [] },
  element: {
    folders: ['embed-protocol'],
    packages: ['lit-html', '@lit/reactive-element', 'react'],
  },
  'livebox-api': { folders: [], packages: ['valibot', 'cockatiel'] },
  'token-endpoint': {
    folders: ['embed-protocol', 'livebox-api'],
    packages: ['jose', 'valibot', 'lru-cache', 'cockatiel'],
    adapters: {
      'node-listener.ts': ['node:*', '@hono/node-server'],
      'node-request.ts': ['node:*'],
      'redis-connection.ts': ['ioredis'],
      'redis-fill-store.ts': ['ioredis', '@verrou/core'],
      'request-limits.ts': ['ioredis', 'rate-limiter-flexible'],
    },
  },
  emulator: {
    folders: ['livebox-api', 'embed-protocol'],
    // The last two are optional peers: the call in the meeting page.
    packages: ['node:*', '@hono/node-server', 'valibot', 'peerjs', 'ws'],
  },
  cli: {
    folders: ['embed-protocol', 'livebox-api', 'token-endpoint', 'emulator'],
    packages: [
      'node:*',
      '@hono/node-server',
      'commander',
      'jose',
      'valibot',
      // Optional peers.
      'ioredis',
      'pino',
      'prom-client',
    ],
  },
};

const OUTSIDE_SRC = ['bench', 'demo', 'dist', 'scripts', 'test'];

/**
 * ESLint configurations that enforce {@link FOLDERS}.
 *
 * @param {object[]} restrictedSyntax what `no-restricted-syntax` forbids in `src/` besides:
 *   a later configuration replaces a rule's options
 * @returns {import('eslint').Linter.Config[]}
 */
export function folderConfigs(...restrictedSyntax) {
  return Object.entries(FOLDERS).flatMap(([folder, { packages, adapters = {} }]) => [
    folderConfig(folder, `src/${folder}/**/*.ts`, packages, restrictedSyntax),
    ...Object.entries(adapters).map(([file, more]) =>
      folderConfig(folder, `src/${folder}/${file}`, [...packages, ...more], restrictedSyntax),
    ),
  ]);
}

function folderConfig(folder, files, packages, restrictedSyntax) {
  const patterns = [forbiddenFolders(folder), forbiddenPackages(folder, packages)];
  return {
    files: [files],
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      // `import('…')`, as an expression and as a type, is not seen by the rule above.
      'no-restricted-syntax': ['error', ...restrictedSyntax, ...patterns.flatMap(dynamicImports)],
    },
  };
}

function forbiddenFolders(folder) {
  const { folders } = FOLDERS[folder];
  const forbidden = Object.keys(FOLDERS).filter(
    (name) => name !== folder && !folders.includes(name),
  );
  const names = [...forbidden, ...OUTSIDE_SRC].join('|');
  return {
    regex: `^\\.\\.?/(?:.*/)?(?:${names})/`,
    message: `src/${folder} may import ${list(folders)} (scripts/folder-rule.js): turn the dependency round or move the code.`,
  };
}

function forbiddenPackages(folder, packages) {
  const allowed = packages.map((name) => (name === 'node:*' ? 'node:.*' : `${name}(?:/.*)?`));
  return {
    regex: `^(?!(?:${allowed.join('|')})$)[^.]`,
    message: `src/${folder} may import ${list(packages)} from outside (scripts/folder-rule.js).`,
  };
}

function dynamicImports({ regex, message }) {
  // A selector's pattern can't hold a slash.
  const pattern = regex.replaceAll('/', '\\u002f');
  return [
    { selector: `ImportExpression[source.value=/${pattern}/]`, message },
    { selector: `TSImportType[source.value=/${pattern}/]`, message },
  ];
}

function list(names) {
  return names.length > 0 ? names.join(', ') : 'nothing';
}
