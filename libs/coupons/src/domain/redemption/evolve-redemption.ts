import type { RedemptionEvent, RedemptionReversed } from '@loyalty/contracts';
import { NOTHING_RETURNED, type RedemptionState, type Returned } from './redemption-state';

export function evolveRedemption(state: RedemptionState, event: RedemptionEvent): RedemptionState {
  switch (event.type) {
    case 'redemption.held.v1':
      return { status: 'held', content: event.data, until: event.data.until };
    case 'redemption.redeemed.v1':
      return { status: 'committed', content: event.data, ...(event.data.order === undefined ? {} : { order: event.data.order }) };
    case 'redemption.committed.v1': {
      const { order, days } = event.data;
      const content = days === undefined ? state.content! : { ...state.content!, uses: state.content!.uses.map((use) => ({ ...use, day: days[use.campaignId] ?? use.day })) };
      return { status: 'committed', content, ...(order === undefined ? {} : { order }) };
    }
    case 'redemption.released.v1':
      return { status: 'released', content: state.content! };
    case 'redemption.lapsed.v1':
      return { status: 'lapsed', content: state.content! };
    case 'redemption.reversed.v1':
      return { ...state, status: event.data.complete ? 'reversed' : state.status, returned: cameBack(state.returned ?? NOTHING_RETURNED, event.data) };
  }
}

function cameBack(before: Returned, { lines, refundMinor, givenBack }: RedemptionReversed['data']): Returned {
  const units: Record<string, number> = { ...before.lines };
  for (const { lineId, quantity } of lines) units[lineId] = (units[lineId] ?? 0) + quantity;
  const money: Record<string, number> = { ...before.givenBack };
  for (const { campaignId, amountMinor } of givenBack) money[campaignId] = (money[campaignId] ?? 0) + amountMinor;
  return { lines: units, refundMinor: before.refundMinor + refundMinor, givenBack: money, usesBack: before.usesBack || givenBack.some(({ uses }) => uses > 0) };
}
