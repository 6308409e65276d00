import { DomainError, type ErrorCategory } from '@loyalty/kernel';
import type { PointsService, Problem } from '@loyalty/platform';

/** Somebody waits at a check-out. */
const ANSWER_WITHIN_MS = 5_000;

const REFUSALS: Readonly<Record<number, ErrorCategory>> = { 400: 'validation', 404: 'not_found', 409: 'conflict', 422: 'state' };

/**
 * One POST to the points service and its answer. A refusal is thrown as points said it; everything else that is no answer
 * (silence, a fault, a key that is not known there) is unavailable `points_unreachable`.
 */
export async function exchange<Answer>({ url, apiKey }: PointsService, path: string, body: object | undefined, idempotencyKey?: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
  const { status, text } = await sent(`${url}${path}`, { method: 'POST', redirect: 'error', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const said = parsed(text);
  if (status === 200 && said !== undefined) return said as Answer;
  throw refusalOf(status, said) ?? unreachable(`it answered with HTTP ${status}`, { status });
}

async function sent(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const { cause, name } = error as Error & { cause?: NodeJS.ErrnoException };
    throw unreachable(name === 'TimeoutError' ? `nothing came within ${ANSWER_WITHIN_MS / 1_000} s` : (cause?.code ?? name), {}, error);
  }
}

function refusalOf(status: number, said: unknown): DomainError | undefined {
  const category = REFUSALS[status];
  const { code, detail, facts, retryable } = (said ?? {}) as Partial<Problem>;
  if (category === undefined || typeof code !== 'string' || typeof detail !== 'string') return undefined;
  return new DomainError(category, code, detail, facts ?? {}, { retryable: retryable === true });
}

function unreachable(why: string, facts: Readonly<Record<string, unknown>>, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'points_unreachable', `The points service could not be asked: ${why}`, facts, cause === undefined ? {} : { cause });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the status
  }
}
