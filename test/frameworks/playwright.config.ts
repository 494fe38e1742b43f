import { defineConfig } from '@playwright/test';
import config from '../../playwright.config.js';

/** Apps in many frameworks: `npm run test:all`, or `npm test -- frameworks`. */
export default defineConfig(config, {
  testDir: '.',
  outputDir: '../../test-results/frameworks',
  globalSetup: './package-under-test.ts',
  workers: 1,
  // Development servers compile while the page waits.
  expect: { timeout: 15_000 },
});
