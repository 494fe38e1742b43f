/** Why an emulator could not be created or could not listen. */
export type EmulatorErrorCode =
  'production_refused' | 'option_invalid' | 'hostname_refused' | 'port_in_use' | 'listen_failed';

/**
 * The emulator can't be created or can't listen. The message says what to change.
 *
 * @example
 * try {
 *   await emulator.listen({ port: 4000 });
 * } catch (error) {
 *   if (error instanceof EmulatorError && error.code === 'port_in_use') await emulator.listen();
 * }
 */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
