import { canonicalJson, isDomainError, sha256Hex, type Clock } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import {
  adjustPoints, captureHold, clawBackAward, defineWallet, earnPoints, freezeAccount, holdPoints, publishProgram, recordFact, redeemPoints, reinstateRedemption, releaseHold, transferPoints,
} from '../product';
import type { Body, Reply, Request } from './request';

/** The doors of a process: a request comes in, the product's own use cases answer it. */
export interface Service {
  handle(request: Request): Promise<Reply>;
}

const fingerprints = new WeakMap<Body, string>();

/** Worked out once for each body: a request is sent, repeated and checked many times. */
export function fingerprintOf(body: Body): string {
  let known = fingerprints.get(body);
  if (known === undefined) fingerprints.set(body, (known = sha256Hex(canonicalJson(body.kind === 'fact' ? body.fact : body)).slice(0, 32)));
  return known;
}

export function serviceOf(ledger: Ledger, clock: Clock): Service {
  return {
    async handle({ id, body }) {
      try {
        if (body.kind === 'fact') return await told(ledger, clock, body);
        const { answer, position, repeated } = await perform(ledger, { id, fingerprint: fingerprintOf(body), actor: 'client' }, body);
        return { ok: true, answer, position, repeated };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        return { ok: false, code: error.code, retryable: error.retryable, facts: error.facts };
      }
    },
  };
}

async function told(ledger: Ledger, clock: Clock, { fact }: Extract<Body, { kind: 'fact' }>): Promise<Reply> {
  const { status, code, position, repeated = false, retryable = false } = await recordFact({ ledger, clock }, fact, { actor: 'shop' });
  if (status === 'rejected') return { ok: false, code: code ?? '', retryable, facts: {} };
  return { ok: true, answer: { status, ...(code === undefined ? {} : { code }) }, position: position ?? -1, repeated };
}

function perform(ledger: Ledger, command: Command, body: Exclude<Body, { kind: 'fact' }>): Promise<Result<unknown>> {
  const reference = { kind: 'manual' as const, id: 'simulated' };
  switch (body.kind) {
    case 'earn': return earnPoints(ledger, command, { ...rest(body), source: reference });
    case 'hold': return holdPoints(ledger, command, { ...rest(body), reference });
    case 'capture': return captureHold(ledger, command, rest(body));
    case 'release': return releaseHold(ledger, command, rest(body));
    case 'redeem': return redeemPoints(ledger, command, { ...rest(body), reference });
    case 'adjust': return adjustPoints(ledger, command, { ...rest(body), reasonCode: 'goodwill', text: 'simulated' });
    case 'clawBack': return clawBackAward(ledger, command, { ...rest(body), reference });
    case 'reinstate': return reinstateRedemption(ledger, command, { ...rest(body), reference });
    case 'freeze':
    case 'unfreeze': return freezeAccount(ledger, command, { ...body, reasonCode: 'review' });
    case 'transfer': return transferPoints(ledger, command, rest(body));
    case 'wallet': return defineWallet(ledger, command, body.wallet, body.policy);
    case 'program': return publishProgram(ledger, command, body.program);
  }
}

function rest<B extends { readonly kind: string }>({ kind: _, ...other }: B): Omit<B, 'kind'> {
  return other;
}
