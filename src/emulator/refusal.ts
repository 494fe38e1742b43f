/**
 * Status of a refused API call. The vendor documents no errors, so these are the
 * emulator's reading: 400 malformed, 401 bad credentials, 403 API permission missing or
 * origin not registered, 404 unknown conference, 409 name taken or conference off,
 * 503 while the conferencing service is stopped.
 */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 503;

/** Thrown anywhere in an API call; the API handler turns it into the answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;

  /** @param message reaches the caller: no credential may stand in it */
  constructor(status: RefusalStatus, message: string) {
    super(message);
    this.status = status;
  }

  /** The answer, `{ "status": "failure", "message": "…" }`. */
  toResponse(): Response {
    return Response.json(
      { status: 'failure', message: this.message },
      { status: this.status, headers: { 'cache-control': 'no-store' } },
    );
  }
}
