import { plusMs } from '@loyalty/kernel';
import { list, words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount, refusalOf, START, type MemberAccount } from './member-account';

const DAY_MS = 86_400_000;
/** The days that the words of a flow mean; what is done before is done two days earlier. */
const TODAY = plusMs(START, 2 * DAY_MS);
const DAYS = { yesterday: plusMs(TODAY, -DAY_MS), tomorrow: plusMs(TODAY, DAY_MS) } as const;

interface Progress {
  readonly account: MemberAccount;
  award?: string;
  redemption?: string;
  again?: () => Promise<unknown>;
}

/** A flow of steps such as `earn 150 exp yesterday`, `redeem 300 on order O`, `expire now`. */
export async function flow({ case: one }: ReadCase): Promise<Check[]> {
  const steps = list(one['flow']).map(String);
  const progress: Progress = { account: await memberAccount({ debt: steps.some((step) => step.includes('allow_negative')) ? 'allowed' : 'refused' }) };
  for (const step of steps) await take(step, progress);
  const { account } = progress;
  const count = async (...types: string[]) => (await Promise.all(types.map(account.entries))).flat();
  const back = await count('points.clawed.back.v1', 'points.expired.v1');
  const last = /^(?:same again)?(\w*)/.exec(steps.at(-1)!)![1]!;
  const entries = await count(ENTRIES[last] ?? 'points.earned.v1');
  const balance = await account.balance();
  return Object.entries(words(one['expect'])).map(([word, value]) => {
    switch (word) {
      case 'balance': return valueCheck(word, value, balance);
      case 'entry': return valueCheck(word, value, -Number(words(back.at(-1)?.data)['points']));
      case 'entries': return valueCheck(word, value, entries.length);
      case 'rollbackEntries': return valueCheck(word, value, progress.redemption === undefined ? 0 : rollbacks.get(account) ?? 0);
      case 'expireEntries': return valueCheck(word, value, back.length);
      default: throw new Error(`the word "expect.${word}" is not understood`);
    }
  });
}

/** What a step writes down. */
const ENTRIES: Readonly<Record<string, string>> = { redeem: 'points.redeemed.v1', spend: 'points.redeemed.v1', clawback: 'points.clawed.back.v1', expire: 'points.expired.v1', rollback: 'points.reinstated.v1' };

const rollbacks = new WeakMap<MemberAccount, number>();

async function take(step: string, progress: Progress): Promise<void> {
  const { account } = progress;
  const points = Number(/\b(\d+)\b/.exec(step)?.[1] ?? 0);
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
      account.clock.set(TODAY);
      await account.settle();
      return;
    }
    default: throw new Error(`the step "${step}" is not understood`);
  }
}

/** An action is earned once: its command is named after it. */
async function earn(step: string, points: number, progress: Progress): Promise<void> {
  const day = /exp (yesterday|tomorrow)/.exec(step)?.[1] as keyof typeof DAYS | undefined;
  const action = /action "([^"]+)"/.exec(step)?.[1];
  const again = () => progress.account.earn(points, day === undefined ? undefined : DAYS[day], action === undefined ? undefined : `action ${action}`);
  const { lotId } = await again();
  Object.assign(progress, { award: lotId, again });
}

/** An order redeems once: its command is named after it. */
async function redeem(step: string, points: number, progress: Progress): Promise<void> {
  const order = /on order (\S+)/.exec(step)?.[1];
  const { redemptionId } = await progress.account.redeem(points, order === undefined ? undefined : `redeem on ${order}`);
  Object.assign(progress, { redemption: redemptionId });
}
