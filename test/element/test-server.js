// Loaded by web-test-runner.config.js, under tsx.
export { testServers as default } from './test-servers.ts';
