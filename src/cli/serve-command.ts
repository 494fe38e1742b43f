import type { Command } from 'commander';
import { parsePort } from './argument-parsers.js';
import { EXIT_CODES } from './cli-error.js';
import { type CommandContext, openSettings } from './command-context.js';
import { type EndpointSettings, readEndpointSettings } from './endpoint-settings.js';
import { createMissingError } from './missing-settings.js';
import { createReport } from './serve/serve-report.js';
import { readServeSettings, type ServeFlags } from './serve/serve-settings.js';
import { createClient } from './settings.js';
import { assertKeysReadable } from './token-settings.js';
import { untilSignal } from './until-signal.js';

/** Adds `livebox serve`. */
export function addServeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('serve')
    .description('run a token endpoint, with settings from the environment or a file')
    .option('--config <file>', 'settings file, JSON or JavaScript (LIVEBOX_CONFIG)')
    .option('--host <host>', 'address to listen on (LIVEBOX_HOST); default 127.0.0.1')
    .option('--port <port>', 'port to listen on (LIVEBOX_PORT); default 3000', parsePort)
    .option('--path <path>', 'path of the endpoint (LIVEBOX_PATH); default /livebox/token')
    .option('--metrics', 'serve /metrics for Prometheus (LIVEBOX_METRICS=true)')
    .option('--dry-run', 'show the settings, and end');
  command.action(async (flags: ServeFlags) => {
    const { terminal } = context;
    const settings = await openSettings(context, command);
    const endpoint = await readEndpointSettings(settings);
    const serve = await readServeSettings(settings, flags);
    const report = createReport(settings, endpoint, serve);
    const isComplete = report.missing.length === 0;
    if (isComplete || flags.dryRun) terminal.note(report.text);
    if (!isComplete || !hasConferences(endpoint)) {
      throw createMissingError(report.missing, settings.envFile);
    }
    const { EndpointService } = await import('./serve/endpoint-service.js');
    const client = createClient(settings);
    const service = await EndpointService.create(
      client,
      endpoint,
      serve,
      settings.file.serve?.logger,
    );
    await assertKeysReadable(endpoint.tokens);
    if (flags.dryRun) return;
    const signal = untilSignal();
    await service.start();
    await service.stop(await signal);
    // A call to Livebox that nobody waits for any more must not hold the process.
    process.exit(EXIT_CODES.ok);
  });
}

function hasConferences(endpoint: Partial<EndpointSettings>): endpoint is EndpointSettings {
  return endpoint.conferences !== undefined;
}
