import type { FactAnswer } from '@loyalty/contracts';

/** A running service and a key for it. */
export interface Door {
  readonly url: string;
  readonly key: string;
}

/** What a service said to a request that it refused. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: { readonly code?: string; readonly detail?: string; readonly facts?: object }) {
    super(`${status} ${problem.code ?? ''} ${problem.detail ?? ''}`);
  }
}

const ATTEMPTS_MAX = 8;

/** Asks the public door; a service that is overloaded or restarting is asked again, under the same key. */
export async function call<Answer>(door: Door, method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<Answer> {
  return (await command<Answer>(door, method, path, body, idempotencyKey)).answer;
}

/** The same, and whether the answer is one that was given before to the same request under the same key. */
export async function command<Answer>(door: Door, method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<{ readonly answer: Answer; readonly repeated: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${door.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${door.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer & { code?: string; detail?: string };
    if (response.ok) return { answer, repeated: response.headers.get('idempotency-replayed') === 'true' };
    if (response.status !== 503 || attempt === ATTEMPTS_MAX) throw new Refused(response.status, answer);
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
}

/** Facts in one request, with the answer to each. The key follows from the facts, so a repeat is known as one. */
export async function tell(door: Door, facts: readonly { readonly factId: string }[]): Promise<readonly FactAnswer[]> {
  const { answers } = await call<{ answers: readonly FactAnswer[] }>(door, 'POST', '/v1/commerce/facts', { facts }, `${facts[0]!.factId}..${facts.length}`);
  return answers;
}
