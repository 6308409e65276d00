import { GOOD_FACTS, orderStream, type Fact, type FactType, type PointsCommandType } from '@loyalty/contracts';
import { outcomeRecord } from '@loyalty/kafka';
import { isDomainError, type DomainError } from '@loyalty/kernel';
import type { RecordedEvent, Result } from '@loyalty/ledger';
import { defineWallet, endProgram, publishProgram, settleAccount } from '@loyalty/points';
import { COMMANDS, type CommandType } from './commands';
import { couponsYear } from './coupons-year';
import { Product } from './product';
import { PROGRAM, WALLET } from './programme';

const DAY_MS = 86_400_000;
const COMMANDS_TOPIC = 'loyalty.points.commands.v1';
const partner = { kind: 'partner', id: 'airline/2026-03' } as const;

/** What the product really does with one message of each kind, and what it writes about it. */
export interface Story {
  readonly events: readonly RecordedEvent[];
  /** By the command's type: the data of the record when it is applied, and when it is refused. */
  readonly outcomes: ReadonlyMap<CommandType, readonly unknown[]>;
}

/** Runs the story. The same in every run. */
export async function story(): Promise<Story> {
  const product = await Product.open('2026-03-01T12:00:00Z');
  await defineWallet(product.ledger, product.command('wallet/beans'), 'beans', WALLET);
  await publishProgram(product.ledger, product.command('program/beans'), PROGRAM);
  await shopYear(product);
  const outcomes = await commandsOf(product);
  await debtAndTime(product);
  for (const [type, told] of await couponsYear(product)) outcomes.set(type, told);
  await endProgram(product.ledger, product.command('program/beans/end'), 'beans');
  return { events: await product.events(), outcomes };
}

/** Everything that a shop may tell, once and in order; then what comes too early, and what contradicts. */
async function shopYear(product: Product): Promise<void> {
  const told: FactType[] = ['customer.registered', 'customer.updated', 'product.changed', 'stock.changed', 'cart.updated', 'cart.abandoned', 'order.placed', 'order.paid', 'order.fulfilled', 'activity.recorded', 'order.refunded', 'order.cancelled'];
  for (const type of told) await product.tell(GOOD_FACTS[type]);
  const order = orderStream('main', 'A-1001');
  await product.tell({ ...GOOD_FACTS['order.refunded'], factId: 'f13', data: { ...GOOD_FACTS['order.refunded'].data, orderId: 'A-1002', refundId: 'R 2' } } as Fact);
  await product.tell({ ...GOOD_FACTS['order.paid'], factId: 'f14', data: { order: { ...GOOD_FACTS['order.paid'].data.order, currency: 'EUR' } } });
  await product.overrule(order, GOOD_FACTS['order.cancelled'].factId);
  await product.discard(order, 'f14');
}

async function commandsOf(product: Product): Promise<Map<CommandType, unknown[]>> {
  const outcomes = new Map<CommandType, unknown[]>();
  await must(product, 'points.earn.v1', 'c-51', { wallet: 'beans', memberId: 'm51', points: 100, source: partner });
  for (const [type, data] of Object.entries(COMMANDS) as [PointsCommandType, { memberId?: string }][]) {
    if (type === 'points.release.v1') await must(product, 'points.hold.v1', 'c-hold-2', { wallet: 'beans', memberId: 'm50', points: 10, reference: partner });
    const applied = await must(product, type, `c-${type}`, data);
    const refused = await product.ask(type, `c-${type}-refused`, { ...data, wallet: 'gold' });
    if (!isDomainError(refused)) throw new Error(`${type} was not refused in a wallet that does not exist`);
    outcomes.set(type, [outcome(type, applied), outcome(type, refused)]);
  }
  return outcomes;
}

/** A member who owes points earns again; points lapse after the member was warned. */
async function debtAndTime(product: Product): Promise<void> {
  const m53 = { wallet: 'beans', memberId: 'm53' };
  await must(product, 'points.earn.v1', 'c-53-1', { ...m53, points: 100, source: partner, expiresAt: '2026-04-01T00:00:00.000Z' });
  await must(product, 'points.redeem.v1', 'c-53-2', { ...m53, points: 100, reference: partner });
  await must(product, 'points.claw.back.v1', 'c-53-3', { ...m53, awardId: 'L1', points: 40, reference: partner });
  await must(product, 'points.earn.v1', 'c-53-4', { ...m53, points: 90, source: partner, expiresAt: '2026-04-01T00:00:00.000Z' });
  for (const days of [5, 30]) {
    product.clock.advanceMs(days * DAY_MS);
    await settleAccount(product.ledger, m53, product.clock.now());
  }
}

export async function must(product: Product, type: CommandType, id: string, data: object): Promise<Result<unknown>> {
  const answer = await product.ask(type, id, data);
  if (isDomainError(answer)) throw new Error(`The example of ${type} is refused: ${answer.code} ${JSON.stringify(answer.facts)}`);
  return answer;
}

/** The outcome as the intake makes it. */
export function outcome(type: CommandType, answer: Result<unknown> | DomainError, topic = COMMANDS_TOPIC): unknown {
  const answered = isDomainError(answer) ? { status: 'rejected' as const, error: answer } : { status: 'applied' as const, answer: answer.answer, position: answer.position };
  return JSON.parse(String(outcomeRecord(topic.split('.')[1]!, { id: `c-${type}`, key: 'm50', type, topic, headers: {} }, answered).value));
}
