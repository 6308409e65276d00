import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { seededRandom, type SeededRandom } from '@loyalty/kernel';
import { pause } from './service-process';

const SHOP = 'main';
/** Half of them spend, the others send things back: so what each is to have follows from what was asked and answered. */
export const MEMBERS = Array.from({ length: 20 }, (_, i) => `member-${i + 1}`);
const DUPLICATES_PERMILLE = 100;

interface Message {
  readonly topic: string;
  readonly key: string | null;
  readonly id: string;
  readonly type: string;
  readonly value: string;
}

/** A command as the other team remembers it. */
export interface GivenCommand {
  readonly id: string;
  readonly kind: 'earn' | 'redeem';
  readonly memberId: string;
  readonly points: number;
}

/** Another team's program: it knows the broker's address and the topics, and nothing of us. */
export class Shop {
  /** Points that orders are to have brought, by member. */
  readonly fromOrders = new Map<string, number>(MEMBERS.map((member) => [member, 0]));
  readonly commands: GivenCommand[] = [];
  orders = 0;
  returns = 0;
  poison = 0;
  strangeEvents = 0;
  private readonly producer: Producer;
  private readonly random: SeededRandom;

  constructor(brokers: string, seed: number) {
    this.random = seededRandom(seed);
    const kafka = new Kafka({ brokers: [brokers.replace('kafka://', '')], clientId: 'the-shop', logLevel: logLevel.NOTHING, retry: { retries: 30, maxRetryTime: 2_000 } });
    this.producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  async open(): Promise<void> {
    await this.producer.connect();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  /** Sells until told to stop, so many orders a second. */
  async sell(perSecond: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.send(this.nextMessages());
      await pause(1_000 / perSecond);
    }
  }

  /** What nobody can take, each under a key of its own. */
  async sendPoison(): Promise<void> {
    const order = (id: string) => ({ ...this.orderOf(`poison-${id}`, MEMBERS[0]!, 5) });
    const bad: Message[] = [
      { topic: 'commerce.orders.v1', key: `${SHOP}.bad-json`, id: 'bad-json', type: 'order.paid.v1', value: '{"order":' },
      { topic: 'commerce.orders.v1', key: `${SHOP}.bad-type`, id: 'bad-type', type: 'order.exploded.v1', value: '{}' },
      { topic: 'commerce.orders.v1', key: `${SHOP}.bad-version`, id: 'bad-version', type: 'order.paid.v9', value: JSON.stringify({ order: order('version') }) },
      { topic: 'commerce.orders.v1', key: `${SHOP}.bad-quantity`, id: 'bad-quantity', type: 'order.paid.v1', value: JSON.stringify({ order: { ...order('quantity'), lines: [{ lineId: '1', sku: 'x', quantity: 0, unitPriceMinor: 100 }] } }) },
      { topic: 'commerce.orders.v1', key: null, id: 'no-key', type: 'order.paid.v1', value: JSON.stringify({ order: order('key') }) },
    ];
    this.poison += bad.length;
    await this.send(bad);
  }

  /** An event as a later version of commerce would publish it: nobody here knows its type. */
  async sendEventOfTheFuture(): Promise<void> {
    this.strangeEvents += 1;
    const headers = {
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: 'order-main.future@1', ce_source: `/ledger/${'0'.repeat(32)}`, ce_type: 'order.teleported.v1', ce_subject: 'order-main.future',
      ce_time: '2026-06-01T10:00:00.000Z', ce_position: '1', ce_revision: '1', ce_command: 'future', ce_actor: 'future', ce_effectiveat: '2026-06-01T10:00:00.000Z',
    };
    await this.producer.send({ topic: 'loyalty.commerce.events.v1', acks: -1, messages: [{ key: 'order-main.future', value: '{}', headers }] });
  }

  /** An order for what a check-out holds, placed and paid; and cancelled after that where the customer thought better of it. No member: no points. */
  async sellHeld(redemptionId: string, { cancelled }: { readonly cancelled: boolean }): Promise<void> {
    this.orders += 1;
    const orderId = `held-${redemptionId}`;
    const { memberId: _, ...anonymous } = this.orderOf(orderId, '', 20);
    const order = { ...anonymous, redemptionId };
    await this.send(this.repeatSome([fact('placed', orderId, { order }), fact('paid', orderId, { order }), ...(cancelled ? [fact('cancelled', orderId, { shop: SHOP, orderId })] : [])]));
  }

  /** A command of a kind that is none of `commands`; sometimes sent again. */
  async command(topic: string, message: Omit<Message, 'topic'>): Promise<void> {
    await this.send(this.repeatSome([{ topic, ...message }]));
  }

  private repeatSome(messages: readonly Message[]): Message[] {
    return messages.flatMap((message) => (this.random.chance(DUPLICATES_PERMILLE) ? [message, message] : [message]));
  }

  private nextMessages(): Message[] {
    const member = this.random.pick(MEMBERS);
    return this.repeatSome(this.random.chance(600) ? this.orderMessages(member) : [this.commandMessage(member)]);
  }

  /** An order that is placed and paid, and of those who send things back, sometimes returned whole. */
  private orderMessages(memberId: string): Message[] {
    this.orders += 1;
    const orderId = `order-${this.orders}`;
    const points = 1 + this.random.int(90);
    const order = this.orderOf(orderId, memberId, points);
    const told = [fact('placed', orderId, { order }), fact('paid', orderId, { order })];
    const returned = !spends(memberId) && this.random.chance(300);
    if (returned) {
      this.returns += 1;
      told.push(fact('refunded', orderId, { shop: SHOP, orderId, refundId: `refund-${orderId}`, currency: 'EUR', lines: [{ lineId: '1', quantity: 1 }] }));
    } else {
      this.fromOrders.set(memberId, this.fromOrders.get(memberId)! + points);
    }
    return told;
  }

  private commandMessage(memberId: string): Message {
    const kind = spends(memberId) && this.random.chance(600) ? 'redeem' : 'earn';
    const points = kind === 'earn' ? 1 + this.random.int(50) : 20 + this.random.int(80);
    const id = `command-${this.commands.length + 1}`;
    this.commands.push({ id, kind, memberId, points });
    const reference = { kind: 'manual', id };
    const value = JSON.stringify({ wallet: 'main', memberId, points, ...(kind === 'earn' ? { source: reference } : { reference }) });
    return { topic: 'loyalty.points.commands.v1', key: `main.${memberId}`, id, type: `points.${kind}.v1`, value };
  }

  private orderOf(orderId: string, memberId: string, points: number) {
    return { shop: SHOP, orderId, memberId, currency: 'EUR', placedAt: '2026-06-01T10:00:00Z', lines: [{ lineId: '1', sku: 'thing', quantity: 1, unitPriceMinor: points * 100 }], shipping: [], taxMode: 'gross', channel: 'web' };
  }

  /** One after the other, as a shop does that cares about order. */
  private async send(messages: readonly Message[]): Promise<void> {
    for (const { topic, key, id, type, value } of messages) {
      const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: '/shops/main', ce_type: type, ce_time: '2026-06-01T10:00:00Z' };
      await this.producer.send({ topic, acks: -1, messages: [{ key, value, headers }] });
    }
  }
}

function fact(kind: string, orderId: string, data: unknown): Message {
  return { topic: 'commerce.orders.v1', key: `${SHOP}.${orderId}`, id: `${kind}-${orderId}`, type: `order.${kind}.v1`, value: JSON.stringify(data) };
}

function spends(memberId: string): boolean {
  return MEMBERS.indexOf(memberId) < MEMBERS.length / 2;
}
