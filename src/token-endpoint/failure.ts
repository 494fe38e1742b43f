import { BrokenCircuitError, TaskCancelledError } from 'cockatiel';
import { EmbedCodeError } from '../embed-protocol/embed-code.js';
import type { ProblemCode } from '../embed-protocol/problem.js';
import { LiveboxError } from '../livebox-api/livebox-error.js';
import { UnsafeAnswerError } from './conference-fill.js';
import { Refusal } from './refusal.js';

/**
 * Turns whatever was thrown into what the visitor is told. Nothing of a foreign error but
 * its kind comes along; the error itself is the refusal's `cause`, for the site's log.
 */
export function toRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(readCode(error), {}, error);
}

function readCode(error: unknown): ProblemCode {
  if (error instanceof EmbedCodeError || error instanceof UnsafeAnswerError) {
    return 'upstream_invalid';
  }
  if (error instanceof TaskCancelledError) return 'upstream_timeout';
  if (error instanceof BrokenCircuitError) return 'upstream_unavailable';
  return error instanceof LiveboxError ? readLiveboxCode(error.code) : 'internal';
}

function readLiveboxCode(code: string): ProblemCode {
  switch (code) {
    case 'credentials_refused':
      return 'upstream_refused';
    case 'timeout':
      return 'upstream_timeout';
    case 'unavailable':
    case 'aborted':
      return 'upstream_unavailable';
    case 'answer_invalid':
    case 'conference_unknown':
    case 'conference_off':
    case 'name_taken':
      return 'upstream_invalid';
    default:
      return 'internal';
  }
}
