import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommerceModule } from '@loyalty/commerce';
import type { DefineWalletDto, Fact, FactAnswer, Order, PublishProgramDto } from '@loyalty/contracts';
import { CouponsModule } from '@loyalty/coupons';
import { PointsModule } from '@loyalty/points';
import type { Role } from '@loyalty/platform';
import { openTestService, type Called, type TestService } from '@loyalty/platform/testing';
import { describedBy, type AssertDescribed } from './described.fixture';

export const WALLET: DefineWalletDto = {
  name: { en: 'Beans', he: 'פולים' }, scale: 0, zone: 'Asia/Jerusalem', spendable: true, debt: 'allowed', expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
  spending: { minimumPoints: 10, stepPoints: 10, rates: [{ currency: 'ILS', points: 10, amountMinor: 100 }] },
  holds: { defaultSeconds: 900, maximumSeconds: 86_400, openMaximum: 20 }, reinstatementGraceDays: 14, warningDays: [30, 7],
};

const BASE = { tax: 'with', shipping: 'without' } as const;
const RULE = { base: BASE, conditions: [], stacking: 'stackable', wallet: 'beans' } as const;

/** A bean for each shekel, 20 for a review, 50 for joining. */
export const PROGRAM: PublishProgramDto = {
  name: { en: 'A bean for each shekel' }, zone: 'Asia/Jerusalem', from: '2020-01-01T00:00:00+02:00', pending: { kind: 'none' },
  rules: [
    { ...RULE, conditions: [], ruleId: 'shekel', name: { en: 'Orders' }, on: 'order', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'ILS' }, priority: 9 },
    { ...RULE, conditions: [], ruleId: 'review', name: { en: 'Reviews' }, on: 'activity', activity: 'review', effect: { kind: 'fixed', points: 20 }, priority: 5 },
    { ...RULE, conditions: [], ruleId: 'welcome', name: { en: 'Welcome' }, on: 'activity', activity: 'registration', effect: { kind: 'fixed', points: 50 }, priority: 5 },
  ],
};

const DAY_MS = 86_400_000;
/** So many days before now. */
export const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Three teas at 24.00 and a pot at 48.00 less 8.00, with 15.00 of shipping: 127.00, of which 112.00 earn. */
export function order(orderId: string, memberId: string, more: Partial<Order> = {}): Order {
  return {
    shop: 'main', orderId, memberId, currency: 'ILS', placedAt: ago(3), taxMode: 'gross', channel: 'web',
    lines: [{ lineId: '1', sku: 'tea', quantity: 3, unitPriceMinor: 2_400 }, { lineId: '2', sku: 'pot', quantity: 1, unitPriceMinor: 4_800, discountMinor: 800 }],
    shipping: [{ method: 'courier', amountMinor: 1_500 }], ...more,
  };
}

export const fact = (factId: string, type: Fact['type'], data: object, occurredAt = ago(2)) => ({ factId, type, occurredAt, data });

export interface Ask {
  readonly body?: unknown;
  readonly key?: string;
  readonly as?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole product on files of its own, which can be stopped and started again; every answer is held against its description. */
export class Shop {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  private readonly keys = new Map<Role, string>();
  private commands = 0;
  private described!: AssertDescribed;
  service!: TestService;

  static async open(): Promise<Shop> {
    const shop = new Shop();
    await shop.start();
    await shop.ask('PUT', '/v1/points/wallets/beans', { body: WALLET });
    await shop.ask('PUT', '/v1/points/programs/beans', { body: PROGRAM });
    return shop;
  }

  async start(): Promise<void> {
    const stores = { EVENT_STORE_URL: `sqlite:${path.join(this.folder, 'ledger.db')}`, READ_MODEL_URL: `sqlite:${path.join(this.folder, 'views.db')}` };
    this.service = await openTestService([CommerceModule, PointsModule, CouponsModule], { ...stores, DATA_DIR: this.folder });
    this.described = describedBy((await this.service.call('GET', '/docs-json', { as: '' })).body);
  }

  async restart(): Promise<void> {
    await this.service.close();
    await this.start();
  }

  async close(): Promise<void> {
    await this.service.close();
    rmSync(this.folder, { recursive: true });
  }

  /** One request; a command without a key gets one of its own. The keys of a role outlive a restart. */
  async ask(method: string, route: string, { body, key, as = 'operator', headers = {} }: Ask = {}): Promise<Called> {
    const apiKey = this.keys.get(as) ?? this.keys.set(as, this.service.key(as)).get(as)!;
    const command = method === 'GET' ? {} : { key: key ?? `command-${(this.commands += 1)}` };
    const answer = await this.service.call(method, route, { ...command, ...(body === undefined ? {} : { body }), as: '', headers: { 'x-api-key': apiKey, ...headers } });
    if (answer.status === 200) this.described(method, route, answer.body);
    return answer;
  }

  /** Facts as a service tells them, with the answer to each. */
  async tell(...facts: readonly object[]): Promise<readonly FactAnswer[]> {
    return (await this.ask('POST', '/v1/commerce/facts', { as: 'service', body: { facts } })).body.answers;
  }

  /** A command on a member's account, and its answer's body. */
  async move(memberId: string, what: string, body?: object): Promise<Called['body']> {
    return (await this.ask('POST', `/v1/points/accounts/beans/${memberId}/${what}`, body === undefined ? {} : { body })).body;
  }

  async see(memberId: string, what: string): Promise<Called['body']> {
    return (await this.ask('GET', `/v1/points/accounts/beans/${memberId}/${what}`)).body;
  }

  /** Pending, available, held and owed. */
  async balance(memberId: string): Promise<readonly number[]> {
    const { pending, available, held, debt } = await this.see(memberId, 'balance');
    return [pending, available, held, debt];
  }

  /** Resolves when every reaction and every view has come to the end of the log. */
  async settled(): Promise<void> {
    for (let waited = 0; waited < 10_000; waited += 10) {
      const { body } = await this.service.call('GET', '/metrics', { as: '' });
      const lags = [...String(body).matchAll(/^\w*(?:consumer|view)_lag_positions\{[^}]*\} (\S+)$/gm)].map(([, value]) => Number(value));
      if (lags.length > 0 && lags.every((lag) => lag === 0)) return;
      await sleep(10);
    }
    throw new Error('The service is still behind its log');
  }
}
