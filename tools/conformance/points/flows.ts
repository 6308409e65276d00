import { instant, plusMs, type Instant } from '@loyalty/kernel';
import { list, words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount, refusalOf, type MemberAccount } from './member-account';

const DAY_MS = 86_400_000;
/** What is done before anything lapses is done long before the days that the words of a flow mean. */
const BEFORE = instant('2020-01-01T00:00:00.000Z');
const TODAY = instant('2026-02-01T00:00:00.000Z');
const DAYS: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: -1, tomorrow: 1 };

interface Progress {
  readonly account: MemberAccount;
  award?: string;
  redemption?: string;
  redeemed?: { readonly order: string | undefined; readonly points: number };
  again?: () => Promise<unknown>;
}

/** A flow of steps such as `earn 150 exp yesterday`, `redeem 300 on order O`, `expire now`. */
export async function flow({ case: one }: ReadCase): Promise<Check[]> {
  const steps = list(one['flow']).map(String);
  const progress: Progress = { account: await memberAccount({ debt: steps.some((step) => step.includes('allow_negative')) ? 'allowed' : 'refused' }, BEFORE) };
  for (const step of steps) await take(step, progress);
  const { account } = progress;
  const count = async (...types: string[]) => (await Promise.all(types.map(account.entries))).flat();
  const last = /^(?:same again)?(\w*)/.exec(steps.at(-1)!)![1]!;
  const entries = await count(ENTRIES[last] ?? EARNED);
  const counted = new Map(await Promise.all(Object.entries(ENTRIES).map(async ([verb, type]) => [`${verb}Entries`, (await count(type)).length] as [string, number])));
  const balance = await account.balance();
  return Object.entries(words(one['expect'])).map(([word, value]) => {
    switch (word) {
      case 'balance': return valueCheck(word, value, balance);
      // Where nothing was written down, nothing was moved.
      case 'entry': return valueCheck(word, value, (TAKING.includes(last) ? -1 : 1) * Number(words(entries.at(-1)?.data)['points'] ?? 0) + 0);
      case 'entries': return valueCheck(word, value, entries.length);
      case 'rollbackEntries': return valueCheck(word, value, progress.redemption === undefined ? 0 : rollbacks.get(account) ?? 0);
      default: {
        if (!counted.has(word)) throw new Error(`the word "expect.${word}" is not understood`);
        return valueCheck(word, value, counted.get(word));
      }
    }
  });
}

/** What a step writes down. */
const EARNED = 'points.earned.v1';
const ENTRIES: Readonly<Record<string, string>> = { earn: EARNED, seed: EARNED, redeem: 'points.redeemed.v1', spend: 'points.redeemed.v1', clawback: 'points.clawed.back.v1', expire: 'points.expired.v1', rollback: 'points.reinstated.v1' };

const TAKING = ['redeem', 'spend', 'clawback', 'expire'];

const rollbacks = new WeakMap<MemberAccount, number>();

async function take(step: string, progress: Progress): Promise<void> {
  const { account } = progress;
  const points = Number(/(?:^|\s)(-?\d+)(?=\s|$)/.exec(step)?.[1] ?? 0);
  const [verb] = step.split(' ');
  switch (verb) {
    case 'seed': case 'earn': return earn(step, points, progress);
    case 'same': return void (await progress.again!());
    case 'spend': case 'redeem': return redeem(step, points, progress);
    case 'clawback': {
      const refused = await refusalOf(account.clawBack(progress.award!, points === 0 ? undefined : points));
      // More than was earned is refused by name; who wants all that is left asks for that.
      if (refused === 'above_original') await refusalOf(account.clawBack(progress.award!));
      return;
    }
    case 'rollback': {
      const refused = await refusalOf(account.giveBack(progress.redemption!));
      if (refused === undefined) rollbacks.set(account, (rollbacks.get(account) ?? 0) + 1);
      return;
    }
    case 'expire': {
      account.clock.set(moment(step.slice('expire'.length)) ?? TODAY);
      await account.settle();
      return;
    }
    default: throw new Error(`the step "${step}" is not understood`);
  }
}

/** An action or an order is earned once: its command is named after it. */
async function earn(step: string, points: number, progress: Progress): Promise<void> {
  const lapses = moment(/\bexp (.+)$/.exec(step)?.[1] ?? '');
  const source = /action "[^"]+"|order (?!\d)\S+/.exec(step)?.[0];
  const again = () => progress.account.earn(points, lapses, source);
  const { lotId } = await again();
  Object.assign(progress, { award: lotId, again });
}

/** `yesterday`, `2 days ago`, `in 10 years`, `+10 years`, a date; nothing where it says none of them. */
function moment(text: string): Instant | undefined {
  const [, date] = /(\d{4}-\d\d-\d\d)/.exec(text) ?? [];
  if (date !== undefined) return instant(`${date}T00:00:00.000Z`);
  const [, count, unit, ago] = /(\d+) (day|year)s?( ago)?/.exec(text) ?? [];
  const days = unit === undefined ? DAYS[/\b(?:now|today|yesterday|tomorrow)\b/.exec(text)?.[0] ?? ''] : Number(count) * (unit === 'year' ? 365 : 1) * (ago === undefined ? 1 : -1);
  return days === undefined ? undefined : plusMs(TODAY, days * DAY_MS);
}

/** An order redeems once: its command is named after it. A check-out asks for no more than there is; a door would refuse it. */
async function redeem(step: string, points: number, progress: Progress): Promise<void> {
  const order = /on order (\S+)/.exec(step)?.[1];
  const { available } = (await progress.account.state()).books;
  // A command that is repeated must ask for the same.
  const asked = order !== undefined && progress.redeemed?.order === order ? progress.redeemed.points : Math.min(points, available);
  const { redemptionId } = await progress.account.redeem(asked, order === undefined ? undefined : `redeem on ${order}`);
  Object.assign(progress, { redeemed: { order, points: asked } });
  Object.assign(progress, { redemption: redemptionId });
}
