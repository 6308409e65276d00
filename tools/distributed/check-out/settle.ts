import type { RedemptionCommandType } from '@loyalty/contracts';
import { eachAtOnce } from '../../door/at-once';
import type { Shop } from '../shop';
import type { Wanted } from './campaigns';
import type { Doors } from './doors';
import type { Acknowledged, ShopsMemory, Status } from './memory';
import { holdOf } from './rush';

/** How what is held comes to its end; `stay`: it stays held. */
export type Way = 'asked' | 'command' | 'order' | 'cancelled order' | 'release' | 'stay';

export const ALL_USED: readonly Way[] = ['asked', 'command', 'order'];
export const SOME_GIVEN_BACK: readonly Way[] = [...ALL_USED, 'cancelled order', 'release', 'stay'];

const ENDS: Readonly<Record<Way, Status>> = { asked: 'committed', command: 'committed', order: 'committed', 'cancelled order': 'reversed', release: 'released', stay: 'held' };
const LATECOMERS = 10;
const AT_ONCE = 20;

/** Brings everything that is held of a campaign to its end, in these ways in turn, over HTTP at another process than the one that was asked to hold it. */
export async function settle(doors: Doors, shop: Shop, { campaignId }: Wanted, memory: ShopsMemory, ways: readonly Way[]): Promise<void> {
  await eachAtOnce(memory.ofCampaign(campaignId).entries(), AT_ONCE, ([i, held]) => end(doors, shop, memory, held, ways[i % ways.length]!));
}

async function end(doors: Doors, shop: Shop, memory: ShopsMemory, held: Acknowledged, way: Way): Promise<void> {
  const { redemptionId, askedAt } = held;
  held.status = ENDS[way];
  switch (way) {
    case 'asked': return void (await doors.ask(askedAt + 1, 'POST', `/v1/coupons/redemptions/${redemptionId}/commit`, {}, `${redemptionId}/commit`));
    case 'order': return shop.sellHeld(redemptionId, { cancelled: false });
    case 'cancelled order': return shop.sellHeld(redemptionId, { cancelled: true });
    case 'command': return command(shop, memory, 'redemption.commit.v1', redemptionId, { redemptionId }, 'applied');
    case 'release': return command(shop, memory, 'redemption.release.v1', redemptionId, { redemptionId }, 'applied');
    case 'stay': return undefined;
  }
}

/** Who comes by way of the topic when nothing is left, nor comes back, is refused there. */
export async function comeTooLate(shop: Shop, wanted: Wanted, memory: ShopsMemory): Promise<void> {
  for (let i = 0; i < LATECOMERS; i += 1) {
    const body = holdOf(wanted, i);
    await command(shop, memory, 'redemption.hold.v1', `late:${body.redemptionId}`, { ...body, redemptionId: `late:${body.redemptionId}` }, 'rejected');
  }
}

async function command(shop: Shop, memory: ShopsMemory, type: RedemptionCommandType, key: string, data: object, outcome: 'applied' | 'rejected'): Promise<void> {
  const id = `${type}-${key}`;
  memory.commands.push({ id, outcome });
  await shop.command('loyalty.coupons.commands.v1', { key, id, type, value: JSON.stringify(data) });
}
