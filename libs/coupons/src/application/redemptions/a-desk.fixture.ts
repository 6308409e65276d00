import type { Basket, BasketLine, Campaign, EvaluationRequest, RedemptionAnswer } from '@loyalty/contracts';
import { manualClock } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Command, type EventStore } from '@loyalty/ledger';
import { CodeKeys } from '../../domain/codes/code-keys';
import { amount, campaign, line, NOON } from '../../domain/engine/engine.fixture';
import { draftCampaign, publishCampaign } from '../campaigns';
import type { RejectedAttempt } from './answers';
import type { AskedHold, AskedRedemption } from './asked';
import { holdRedemption, redeemAtOnce } from './hold-redemption';
import { commitRedemption, releaseRedemption, returnUnits, reverseRedemption } from './settle-redemption';

export const KEYS = new CodeKeys([new Uint8Array(32).fill(7)]);

let given = 0;

export function by(id = `c${(given += 1)}`): Command {
  return { id, fingerprint: id, actor: 'test' };
}

export const TEA: readonly BasketLine[] = [line('tea', 2, 1_000), line('pot', 1, 3_000)];

export function basket(lines: readonly BasketLine[] = TEA): Basket {
  return { currency: 'EUR', lines };
}

/** A campaign by the code WELCOME that takes 1.00 off. */
export function byCode(changes: Partial<Campaign> = {}): Campaign {
  return campaign('welcome', amount(100), { trigger: 'code', sharedCodes: ['WELCOME'], ...changes });
}

export function asked(redemptionId: string, more: Partial<AskedRedemption> = {}): AskedRedemption {
  return { redemptionId, basket: basket(), codes: ['WELCOME'], ...more };
}

export const member = (memberId: string): { member: NonNullable<EvaluationRequest['member']> } => ({ member: { memberId, orders: 0 } });

/** Campaigns on a ledger whose clock is moved by hand. */
export async function aDesk(campaigns: readonly Campaign[] = [byCode()], store: EventStore = new MemoryEventStore()) {
  const clock = manualClock(NOON);
  const ledger = await Ledger.open(store, { clock });
  const desk = { ledger, keys: KEYS };
  await publish(ledger, campaigns);
  return {
    clock, store, ledger, desk,
    publish: (...more: readonly Campaign[]) => publish(ledger, more),
    hold: async (what: AskedHold, command = by()) => (await holdRedemption(desk, command, what)).answer,
    redeem: async (what: Parameters<typeof redeemAtOnce>[2], command = by()) => (await redeemAtOnce(desk, command, what)).answer,
    commit: async (redemptionId: string) => (await commitRedemption(ledger, by(), { redemptionId })).answer,
    release: async (redemptionId: string) => (await releaseRedemption(ledger, by(), { redemptionId })).answer,
    reverse: async (redemptionId: string) => (await reverseRedemption(ledger, by(), { redemptionId })).answer,
    back: async (redemptionId: string, lines: Readonly<Record<string, number>>) => (await returnUnits(ledger, by(), { redemptionId, lines: Object.entries(lines).map(([lineId, quantity]) => ({ lineId, quantity })) })).answer,
    types: async (after = 0) => (await store.readAll({ after, limit: 100_000 })).events.map(({ type, stream }) => `${type.slice(0, -3)} ${stream}`),
  };
}

export async function publish(ledger: Ledger, campaigns: readonly Campaign[]): Promise<void> {
  for (const { version: _version, ...drafted } of campaigns) {
    await draftCampaign(ledger, by(), drafted);
    await publishCampaign(ledger, by(), drafted.campaignId);
  }
}

/** What an answer says in one word: its status, or why it was refused. */
export function said(answer: RedemptionAnswer | RejectedAttempt): string {
  return 'rejected' in answer ? answer.rejected.code : answer.status;
}

/** The code of what a promise is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'none', (error: { code: string }) => error.code ?? String(error));
}
