/** Why an emulator could not be created, could not listen or could not take a fault. */
export type EmulatorErrorCode =
  | 'production_refused'
  | 'option_invalid'
  | 'fault_invalid'
  | 'data_file_invalid'
  | 'data_file_unusable'
  | 'hostname_refused'
  | 'port_in_use'
  | 'listen_failed';

/**
 * The emulator can't do what it was told: be created, listen, misbehave. The message says what to change.
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
