import type { Ledger, Result } from '@loyalty/ledger';
import { fingerprintOf, product, type Body, type Mutation, type Reply, type Service } from '@loyalty/testing/simulator';
import { withDecider } from './deciders';

/** A hold that was captured stays open. */
export const doubleCapture = (): Mutation => ({
  name: 'a hold can be captured twice',
  ledger: (ledger) => withDecider(ledger, 'pointsAccount', (decider) => ({
    ...decider,
    evolve(state: product.AccountState, event) {
      const next = decider.evolve(state, event) as product.AccountState;
      return event.type === 'points.captured.v1' ? { ...next, holds: state.holds } : next;
    },
  })),
});

/** Nobody counts what was taken back of an award before. */
export const uncountedClawBacks = (): Mutation => ({
  name: 'claw-back without counter',
  ledger: (ledger) => withDecider(ledger, 'pointsReversal', (decider) => ({
    ...decider,
    decide: (command: never) => decider.decide(command, { totalPoints: 0 } satisfies product.ReversalState),
  })),
});

/** Points lapse when the scheduler has written it down, and not before. */
export const expiryByScheduler = (): Mutation => ({
  name: 'expiry only by scheduler',
  ledger: (ledger) => withDecider(ledger, 'pointsAccount', (decider) => ({
    ...decider,
    decide(command: { kind: string; at: string }, state: product.AccountState) {
      // Asked as of the last moment before anything was due.
      const due = state.lots.map(({ expiresAt }) => expiresAt ?? '9').sort()[0] ?? '9';
      const at = command.kind === 'settle' || due > command.at ? command.at : new Date(Date.parse(due) - 1).toISOString();
      return decider.decide({ ...command, at }, state);
    },
  })),
});

/** Points are spent that only a limit would have refused. */
export const overdraft = (): Mutation => ({
  name: 'spending is not checked against what is available',
  ledger: (ledger) => withDecider(ledger, 'pointsAccount', (decider) => ({
    ...decider,
    decide: (command: { kind: string }, state: product.AccountState) => decider.decide(command, command.kind === 'redeem' ? { ...state, books: { ...state.books, available: 1e9 } } : state),
  })),
});

/** A transfer takes from the one and gives to the other, each for itself. */
export const transferInTwoCommits = (): Mutation => ({
  name: 'transfer in two commits',
  service: (service, ledger): Service => ({
    async handle(request) {
      const { id, body } = request;
      return body.kind === 'transfer' ? transfer(ledger, id, body).catch(refusal) : service.handle(request);
    },
  }),
});

/** An award is looked up before the command is; that there is none yet is told and not recorded. (Found by this simulator, once.) */
export const unrecordedRefusal = (): Mutation => ({
  name: 'a refusal before the transaction is not recorded',
  service: (service, ledger): Service => ({
    async handle(request) {
      const { body } = request;
      if (body.kind !== 'clawBack') return service.handle(request);
      return product.originalAward(ledger, body, body.awardId).then(() => service.handle(request), refusal);
    },
  }),
});

async function transfer(ledger: Ledger, id: string, body: Extract<Body, { kind: 'transfer' }>): Promise<Reply> {
  const { wallet, from, to, points } = body;
  const command = { id, fingerprint: fingerprintOf(body), actor: 'client' };
  const given = { wallet, transferId: `T${id}` };
  const source = { wallet, memberId: from };
  const target = { wallet, memberId: to };
  const out = await product.onAccount(ledger, command, source, ({ at, policy }) => ({ kind: 'transferOut', ...given, memberId: from, to, points, at, policy }));
  const [event] = await ledger.store.readStream(product.accountStream(source).name, { after: out.answer.revision - 1, limit: 1 });
  const { slices } = event!.data as { slices: [] };
  await product.onAccount(ledger, { ...command, id: `${id}/in` }, target, ({ at, policy }) => ({ kind: 'transferIn', ...given, memberId: to, from, slices, at, policy }));
  return answered(out);
}

function answered({ answer, position, repeated }: Result<unknown>): Reply {
  return { ok: true, answer, position, repeated };
}

function refusal({ code, retryable, facts }: { code: string; retryable: boolean; facts: Record<string, unknown> }): Reply {
  return { ok: false, code, retryable, facts };
}
