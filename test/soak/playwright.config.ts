import { defineConfig } from '@playwright/test';
import config from '../../playwright.config.js';

/** Tests that take minutes: `npm run test:all`. */
export default defineConfig(config, {
  testDir: '.',
  outputDir: '../../test-results/soak',
  workers: 1,
  timeout: 300_000,
});
