import { DomainError, isDomainError } from '@loyalty/kernel';
import type { ServiceSettings } from '../settings';
import { errorOfProblem } from './problem-error';

/** A retry takes all messages of a key before it is answered. */
const ANSWER_WITHIN_MS = 120_000;

/** One running service, asked over its HTTP door as anyone else would ask it. */
export class ServiceClient {
  constructor(private readonly settings: ServiceSettings) {}

  /** @throws what the service refuses with, unavailable `service_unreachable`, `service_unknown` */
  get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    const search = new URLSearchParams(query).toString();
    return this.ask<T>(search === '' ? path : `${path}?${search}`, {});
  }

  /** Gives a command; the same key with the same body has one effect, however often it is sent. @throws as `get` */
  async command<T>(path: string, body: object, idempotencyKey: string): Promise<T> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    try {
      return await this.ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
    } catch (error) {
      if (!isDomainError(error) || !error.retryable) throw error;
      // It may have been taken all the same: whoever gives it again must be able to say that it is the same one.
      throw new DomainError(error.category, error.code, `${error.message}. To give this very command again: --idempotency-key ${idempotencyKey}`, { ...error.facts, idempotencyKey }, { retryable: true, cause: error });
    }
  }

  private async ask<T>(path: string, { headers, ...request }: RequestInit & { headers?: Readonly<Record<string, string>> }): Promise<T> {
    const { url, key } = this.settings;
    const { status, text } = await this.exchange(`${url}${path}`, { ...request, redirect: 'error', headers: { ...headers, authorization: `Bearer ${key}` } });
    const body = parsed(text);
    if (status === 200 && body !== undefined) return body as T;
    throw errorOfProblem(body) ?? new DomainError('unavailable', 'service_unknown', `What answers at ${url} is no service of the ledger (HTTP ${status}); see --service`, { url, status });
  }

  private async exchange(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new DomainError('unavailable', 'service_unreachable', `No answer from ${this.settings.url}: ${reasonOf(error)}. Is the service running there? See --service`, { url: this.settings.url }, { cause: error });
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the status
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { cause, message, name } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `nothing within ${ANSWER_WITHIN_MS / 1000} s`;
  return cause?.code ?? cause?.message ?? message;
}
