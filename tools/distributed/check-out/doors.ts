import { Refused } from '../../door/client';
import { pause, type ServiceProcess } from '../service-process';

const ANSWER_MS_MAX = 60_000;
const PATIENCE_MS = 180_000;
const LOOK_AGAIN_MS = 200;
/** How Node tells that the other side went away in the middle. */
const CUT: ReadonlySet<string> = new Set(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']);

interface Problem {
  readonly code?: string;
  readonly retryable?: boolean;
}

/** The processes of one service as a caller sees them who has all their addresses: whoever does not answer is no reason to give up. */
export class Doors {
  /** Requests that a process had taken when it went away. */
  cutOff = 0;
  private readonly answers = new Map<ServiceProcess, number>();

  constructor(readonly services: readonly ServiceProcess[], private readonly key: string) {}

  /** Answers that a process has given here. */
  answersOf(service: ServiceProcess): number {
    return this.answers.get(service) ?? 0;
  }

  /** Nobody but one of them. */
  only(service: ServiceProcess): Doors {
    return new Doors([service], this.key);
  }

  /**
   * Asks one process, `first` of them, and then the next ones under the same key until the answer is known.
   * Throws `Refused` for what asking again cannot change, and an error after three minutes without an answer.
   */
  async ask<Answer>(first: number, method: string, path: string, body?: object, idempotencyKey?: string): Promise<Answer> {
    for (let [at, until] = [first, Date.now() + PATIENCE_MS]; Date.now() < until; at += 1) {
      const service = this.services[at % this.services.length]!;
      const answer = await this.once<Answer>(service, method, path, body, idempotencyKey);
      if (answer !== undefined) return answer;
      await pause(LOOK_AGAIN_MS);
    }
    throw new Error(`${method} ${path} had no answer for ${PATIENCE_MS} ms`);
  }

  /** Undefined: nobody knows what became of it, or it may succeed later. */
  private async once<Answer>(service: ServiceProcess, method: string, path: string, body?: object, idempotencyKey?: string): Promise<Answer | undefined> {
    const headers = {
      authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    const request = { method, headers, signal: AbortSignal.timeout(ANSWER_MS_MAX), ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const said = await fetch(`${service.url}${path}`, request).then(async (response) => ({ response, answer: (await response.json()) as Answer & Problem })).catch((error: unknown) => this.noAnswer(error));
    if (said === undefined) return undefined;
    const { response, answer } = said;
    if (!response.ok && answer.retryable === true) return undefined;
    this.answers.set(service, this.answersOf(service) + 1);
    if (response.ok) return answer;
    throw new Refused(response.status, answer);
  }

  /** A connection that was never made, or was cut: the latter says nothing about what became of the request. */
  private noAnswer(error: unknown): undefined {
    const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
    if (code !== undefined && CUT.has(code)) this.cutOff += 1;
  }
}
