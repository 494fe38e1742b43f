/** What can stand in a log line. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where `livebox serve` logs to: a pino logger is one. */
export interface Logger {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** How much is logged: `info` means every request. */
export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

const LEVELS = { info: 30, warn: 40, error: 50, silent: 100 } as const;

/** Whether a value can be logged to. */
export function isLogger(value: unknown): value is Logger {
  if (typeof value !== 'object' || value === null) return false;
  const methods: Record<string, unknown> = { ...inherit(value) };
  return ['info', 'warn', 'error'].every((level) => typeof methods[level] === 'function');
}

function inherit(value: object): Record<string, unknown> {
  return {
    info: Reflect.get(value, 'info'),
    warn: Reflect.get(value, 'warn'),
    error: Reflect.get(value, 'error'),
  };
}

/** Creates a logger of JSON lines on stdout: pino where it is installed, else a plain one. */
export async function createLogger(level: LogLevel): Promise<Logger> {
  try {
    const { pino } = await import('pino');
    // pino's own type has any member, `then` too: not one to return from here.
    // To the stream, not the descriptor: there pino loses lines when the reader is slow.
    const logger: Logger = pino({ level, base: null }, process.stdout);
    return logger;
  } catch {
    return createLineLogger(level);
  }
}

/** The lines that pino would write, without pino. */
export function createLineLogger(
  level: LogLevel,
  write: (line: string) => unknown = (line) => process.stdout.write(line),
): Logger {
  const log =
    (name: Exclude<LogLevel, 'silent'>) =>
    (fields: LogFields, message: string): void => {
      if (LEVELS[name] < LEVELS[level]) return;
      const entry = { level: LEVELS[name], time: Date.now(), ...fields, msg: message };
      write(`${JSON.stringify(entry)}\n`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
