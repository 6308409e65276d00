import type { SeededRandom } from '@loyalty/kernel';
import type { Body, Reply } from './request';

interface Thing {
  readonly wallet: string;
  readonly memberId: string;
  readonly id: string;
}

const KEPT = 200;

/** What clients have learned from answers: the ids that later commands are about. */
export class Known {
  private readonly holds: Thing[] = [];
  private readonly awards: Thing[] = [];
  private readonly redemptions: Thing[] = [];

  learn(body: Body, reply: Reply): void {
    if (!reply.ok || !('memberId' in body)) return;
    const { lotId, holdId, redemptionId } = reply.answer as { lotId?: string; holdId?: string; redemptionId?: string };
    const { wallet, memberId } = body;
    if (lotId !== undefined) keep(this.awards, { wallet, memberId, id: lotId });
    if (holdId !== undefined) keep(this.holds, { wallet, memberId, id: holdId });
    if (redemptionId !== undefined) keep(this.redemptions, { wallet, memberId, id: redemptionId });
  }

  hold = (random: SeededRandom) => one(random, this.holds);
  award = (random: SeededRandom) => one(random, this.awards);
  redemption = (random: SeededRandom) => one(random, this.redemptions);
}

/** Old ids make room, so that a long run still asks for things that exist. */
function keep(list: Thing[], thing: Thing): void {
  list.push(thing);
  if (list.length > KEPT) list.splice(0, KEPT / 2);
}

function one(random: SeededRandom, list: readonly Thing[]): Thing | undefined {
  return list.length === 0 ? undefined : random.pick(list);
}
