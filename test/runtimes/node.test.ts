import { describe } from 'node:test';
import { testContract } from './contract-tests.js';

describe('on Node', () => {
  for (const name of ['node', 'express', 'fastify', 'hono']) {
    testContract({ name, prepare: async () => [process.execPath, `${name}.js`] });
  }
});
