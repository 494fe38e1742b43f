import { describe } from 'node:test';
import { testContract } from './contract-tests.js';
import { NEXT } from './next.js';
import { findProgram } from './package-staging.js';
import { WORKERD } from './workerd.js';

describe('on other runtimes', () => {
  testContract(WORKERD);
  testContract({
    name: 'deno',
    prepare: async (_site, port) => {
      const rights = ['--allow-env', '--allow-net=127.0.0.1'];
      const options = [...rights, '--no-remote', '--node-modules-dir=manual'];
      const address = [`--port=${port}`, '--host=127.0.0.1'];
      return [await findProgram('deno'), 'serve', ...options, ...address, 'deno.js'];
    },
  });
  testContract({
    name: 'bun',
    prepare: async () => [await findProgram('bun'), 'run', 'bun.js'],
  });
  testContract(NEXT);
});
