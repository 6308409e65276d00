import { canonicalJson } from '@loyalty/kernel';
import type { CommandOutcome, MemoryDisk } from '@loyalty/ledger';
import { fingerprintOf } from '../work/service';
import type { Reply, Request } from '../work/request';
import { holds } from '../violation';
import type { LogCheck } from './log-check';
import { accountOf, changeBy, isWanted, wantedOf } from './expected';

/** Refusals that are no answer for ever: they say something about the moment, or about the id itself. */
const NOT_RECORDED: ReadonlySet<string> = new Set(['command_id_reused', 'overloaded', 'fenced']);

/**
 * The model: what clients were told, and nothing else. A command that nobody answered may have happened or not; the
 * answer to its repeat settles that. From the settled ones follows what every account must hold.
 */
export class Answers {
  /** Points that each account must have, by the answers alone. */
  readonly totals = new Map<string, number>();
  acknowledged = 0;
  /** Refused without a record. */
  readonly unrecorded: Request[] = [];
  private readonly requests = new Map<string, Request[]>();
  private readonly told = new Map<string, string>();

  constructor(private readonly disk: MemoryDisk, private readonly log: LogCheck, private readonly oneWriter: boolean) {}

  /** A client is about to send it, for the first time. */
  asked(request: Request): void {
    const before = this.requests.get(request.id);
    if (before === undefined) this.requests.set(request.id, [request]);
    else before.push(request);
  }

  /** Invariant 3, at the very moment when a process answers: it must be on disk by then. */
  leaves(request: Request, reply: Reply): void {
    if (!reply.ok) return;
    const outcome = this.disk.outcomes.get(request.id);
    holds(outcome !== undefined && this.disk.events.length >= reply.position, 3, 'A process answers what is not durable', { request, reply, head: this.disk.events.length });
  }

  /** A client was answered for good: what it was told must be durable now, and stay. */
  answered(request: Request, reply: Reply): void {
    if (!reply.ok && (reply.retryable || NOT_RECORDED.has(reply.code))) return this.unanswered(request, reply);
    this.acknowledged += 1;
    this.log.check();
    const { id } = request;
    const text = reply.ok ? `${reply.position} ${canonicalJson(reply.answer)}` : reply.code;
    const before = this.told.get(id);
    holds(before === undefined || before === text, 4, 'The same command got another answer', { request, before, now: text });
    this.told.set(id, text);
    const outcome = this.disk.outcomes.get(id);
    holds(outcome !== undefined || !reply.ok, 3, 'An answer was given that is not recorded', { request, reply });
    // A refusal that is not recorded must be one that can never turn into another answer; if it does, that is found above.
    if (outcome === undefined) return void this.unrecorded.push(request);
    holds(outcome.fingerprint === fingerprintOf(request.body), 4, 'A command was answered with the outcome of another body', { request, reply, outcome });
    if (reply.ok) this.applied(request, reply, outcome);
    else holds(outcome.status === 'rejected' && (JSON.parse(outcome.answer) as { code: string }).code === reply.code, 4, 'A refusal was told that is not the recorded one', { request, reply, outcome });
    if (before !== undefined) return;
    if (reply.ok) for (const [account, points] of changeBy(request.body, reply.answer)) this.totals.set(account, (this.totals.get(account) ?? 0) + points);
  }

  private unanswered(request: Request, reply: Reply & { ok: false }): void {
    if (reply.code !== 'command_id_reused') return;
    const bodies = new Set((this.requests.get(request.id) ?? []).map(({ body }) => fingerprintOf(body)));
    holds(bodies.size > 1, 4, 'A repeat was taken for another command', { request, reply });
  }

  /** Invariants 3 and 4: the effect is durable at the position that was told, it is what was asked, and it is there once. */
  private applied(request: Request, reply: Reply & { ok: true }, outcome: CommandOutcome): void {
    const { id, body } = request;
    holds(outcome.status === 'applied' && outcome.position === reply.position, 3, 'A command was answered with another position than it has', { request, reply, outcome });
    holds(this.disk.events.length >= reply.position, 3, 'A command was answered at a position that the log has not reached', { request, reply, head: this.disk.events.length });
    const same = outcome.answer === JSON.stringify(reply.answer) || canonicalJson(JSON.parse(outcome.answer)) === canonicalJson(reply.answer);
    holds(same, 4, 'A command was answered otherwise than it is recorded', { request, reply, outcome });
    const positions = this.log.caused.get(id) ?? [];
    holds(positions.length === 0 || positions.at(-1) === reply.position, 3, 'The events of a command do not end at the position that was told', { request, reply, positions });
    const events = positions.map((position) => this.disk.events[position - 1]!);
    const wanted = wantedOf(body);
    const once = wanted.every((one) => events.filter((event) => isWanted(event, one)).length === 1);
    holds(once, 4, 'The log does not hold what was asked, once', { request, reply, wanted, events: events.map(({ type, data }) => ({ type, data })) });
  }

  /** Invariant 2, the other way round: what is refused for want of points was not there when it was decided, after `since`. */
  recorded({ commandId, status, answer, recordedAt }: CommandOutcome, since: string): void {
    if (status !== 'rejected' || !this.oneWriter) return;
    const { code, facts } = JSON.parse(answer) as { code: string; facts: { available?: number } };
    if (code !== 'insufficient_points') return;
    const body = this.requests.get(commandId)?.[0]?.body;
    if (body === undefined || !('wallet' in body) || body.kind === 'wallet') return;
    const member = body.kind === 'transfer' ? body.from : body.memberId;
    const spendable = this.log.account(accountOf({ wallet: body.wallet, memberId: member }), body.wallet).spendableBetween(since, recordedAt);
    holds(spendable.includes(facts.available ?? -1), 2, 'A command was refused for want of points that were there', { body, facts, spendable });
  }

  /** What every account holds by the log, against what it must hold by the answers. */
  compare(byReactions: ReadonlyMap<string, number>): void {
    const accounts = new Set([...this.totals.keys(), ...this.log.accounts.keys()]);
    for (const account of accounts) {
      const { available = 0, pending = 0, held = 0, debt = 0, expired = 0 } = this.log.accounts.get(account)?.books ?? {};
      const has = available + pending + held + debt + expired;
      const must = (this.totals.get(account) ?? 0) + (byReactions.get(account) ?? 0);
      holds(has === must, 1, 'An account does not hold what the answers come to', { account, has, must });
    }
  }
}
