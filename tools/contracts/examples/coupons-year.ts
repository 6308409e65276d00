import { Readable } from 'node:stream';
import { COUPONS_COMMANDS_TOPIC, type RedemptionCommandType } from '@loyalty/contracts';
import { assignCode, defineAttribute, defineGroup, defineIssuingRule, draftCampaign, endCampaign, endIssuingRule, generateBatch, importCodes, issueByRule, issueCode, lapse, openBatch, pauseCampaign, publishCampaign, resumeCampaign, SerialsInHand, switchBatch, switchCode, switchHolder, type DraftedCampaign } from '@loyalty/coupons';
import { instant, isDomainError } from '@loyalty/kernel';
import type { CommandType } from './commands';
import { KEYS, type Product } from './product';
import { REDEMPTION_COMMANDS } from './redemption-commands';
import { must, outcome } from './story';

const HOUR_MS = 3_600_000;

const WELCOME: DraftedCampaign = {
  campaignId: 'welcome', name: { en: 'Ten shekels off', he: 'עשרה שקלים הנחה' }, trigger: 'code', phase: 'order', priority: 10, stackClass: 'common', group: 'codes',
  schedule: { from: instant('2026-01-01T00:00:00+02:00') }, conditions: [{ kind: 'minimumAmount', amounts: { ILS: 10_000 }, basis: { of: 'initial' } }],
  effects: [{ kind: 'amountOff', amounts: { ILS: 1_000 }, per: 'order', target: { over: 'items' } }],
  limits: [{ count: 'uses', per: 'member', every: 'month', most: 2 }, { count: 'money', per: 'campaign', every: 'ever', most: 5_000_000, currency: 'ILS' }],
  zone: 'Asia/Jerusalem', sharedCodes: ['WELCOME10'], whenThresholdBreaks: 'deduct', holdSeconds: 900,
};

/** Everything that happens to campaigns, codes and redemptions, once; what became of each command on redemptions. */
export async function couponsYear(product: Product): Promise<Map<CommandType, unknown[]>> {
  const { ledger } = product;
  await defineGroup(ledger, product.command('group'), { group: 'codes', pick: 'best' });
  await defineAttribute(ledger, product.command('attribute'), 'city');
  await draftCampaign(ledger, product.command('draft'), WELCOME);
  await publishCampaign(ledger, product.command('publish'), 'welcome');
  await codes(product);
  const outcomes = await redemptions(product);
  await pauseCampaign(ledger, product.command('pause'), 'welcome');
  await resumeCampaign(ledger, product.command('resume'), 'welcome');
  await endCampaign(ledger, product.command('end'), 'welcome');
  return outcomes;
}

async function codes(product: Product): Promise<void> {
  const { ledger } = product;
  const format = { prefix: 'TEA', charset: 'crockford', length: 12, groupOf: 4 } as const;
  const made = await generateBatch(ledger, KEYS, product.command('batch'), { campaignId: 'welcome', usesPerCode: 1, size: 100_000, format, daysAfterIssue: 30 });
  const { batchId } = made.answer;
  const source = { kind: 'reward', id: 'tea-cup' } as const;
  const issued = await issueCode(ledger, KEYS, new SerialsInHand(), product.command('issue'), { batchId, memberId: 'm50', reasonCode: 'reward', source });
  const foreign = await openBatch(ledger, product.command('foreign'), { campaignId: 'welcome', usesPerCode: 1 });
  await importCodes(ledger, product.command('import'), foreign.answer.batchId, Readable.from([Buffer.from('PAPER-0001\nPAPER-0002\nPAPER-0001\n')]));
  await assignCode(ledger, KEYS, product.command('assign'), { code: 'PAPER-0001', memberId: 'm51', reasonCode: 'goodwill', source: { kind: 'operator' } });
  await issuing(product, batchId);
  for (const kind of ['disable', 'enable'] as const) {
    await switchCode(ledger, KEYS, product.command(`${kind} code`), issued.answer.code, kind, 'leaked');
    await switchBatch(ledger, product.command(`${kind} batch`), batchId, kind, 'leaked');
    await switchHolder(ledger, product.command(`${kind} holder`), 'm50', kind, 'fraud_review');
  }
}

/** A member who came back is given a coupon by a rule. */
async function issuing(product: Product, batchId: string): Promise<void> {
  const rule = {
    ruleId: 'fifth', batchId, when: { kind: 'nthOrder', nth: 5 }, audience: { categories: ['Tea'] }, days: 14,
    minimumAmount: { amountMinor: 10_000, currency: 'ILS' }, value: { amountMinor: 2_500, currency: 'ILS' },
  } as const;
  const { ledger } = product;
  await defineIssuingRule(ledger, product.command('rule'), rule);
  await issueByRule({ ledger, keys: KEYS, hands: new SerialsInHand() }, product.command('issue by rule'), rule, 'm50');
  await endIssuingRule(ledger, product.command('end rule'), 'fifth');
}

async function redemptions(product: Product): Promise<Map<CommandType, unknown[]>> {
  const outcomes = new Map<CommandType, unknown[]>();
  const hold = REDEMPTION_COMMANDS['redemption.hold.v1'];
  const guest = { ...hold, member: undefined, cart: undefined, points: undefined };
  for (const [type, data] of Object.entries(REDEMPTION_COMMANDS) as [RedemptionCommandType, object][]) {
    if (type === 'redemption.release.v1') await must(product, 'redemption.hold.v1', 'c-hold-3', { ...hold, redemptionId: 'r-3', cart: undefined });
    const applied = await must(product, type, `c-${type}`, data);
    const refused = await product.ask(type, `c-${type}-refused`, 'codes' in data ? { ...data, redemptionId: 'r-9', codes: ['NEVERWAS'] } : { ...data, redemptionId: 'r-0' });
    if (!isDomainError(refused)) throw new Error(`${type} was not refused`);
    outcomes.set(type, [outcome(type, applied, COUPONS_COMMANDS_TOPIC), outcome(type, refused, COUPONS_COMMANDS_TOPIC)]);
  }
  await must(product, 'redemption.hold.v1', 'c-hold-4', { ...guest, redemptionId: 'r-4', codes: [] });
  product.clock.advanceMs(HOUR_MS);
  await lapse(product.ledger, 'r-4', product.clock);
  return outcomes;
}
