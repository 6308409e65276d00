import { streamPart, type CouponUseEvent, type RedemptionEvent } from '@loyalty/contracts';
import type { LogAudit, RecordedEvent } from '@loyalty/ledger';
import { move, noFigures, type CampaignFigures, type Figures } from './figures';

/**
 * Reads the log of coupons as an auditor does who shares no code with them: adds up what redemptions say, by campaign, and
 * by itself what each counter says, and watches that no campaign is ever above its limit on the way.
 */
export class CouponBooks implements LogAudit<never> {
  readonly campaigns = new Map<string, CampaignFigures>();
  /** By stream, as its own events say. */
  readonly counters = new Map<string, CampaignFigures>();
  /** By stream, as the redemptions say. */
  readonly owed = new Map<string, CampaignFigures>();
  /** What each redemption's last event says of it. */
  readonly status = new Map<string, string>();
  readonly above: string[] = [];
  private readonly held = new Map<string, Extract<RedemptionEvent, { type: 'redemption.held.v1' }>['data']>();

  constructor(private readonly limits: ReadonlyMap<string, { readonly count: 'uses' | 'money'; readonly most: number }>) {}

  begin(): undefined {
    return undefined;
  }

  fold(): undefined {
    return undefined;
  }

  see(event: RecordedEvent): void {
    if (event.stream.startsWith('redemption-')) this.redemption(event as unknown as RedemptionEvent);
    else if (event.stream.startsWith('couponUse-')) this.use(event.stream, event as unknown as CouponUseEvent);
  }

  private redemption({ type, data }: RedemptionEvent): void {
    const { redemptionId } = data;
    this.status.set(redemptionId, type.slice('redemption.'.length, -'.v1'.length));
    switch (type) {
      case 'redemption.held.v1':
        this.held.set(redemptionId, data);
        return this.each(redemptionId, ({ held }, minor) => move(held, 1, minor));
      case 'redemption.committed.v1':
        return this.each(redemptionId, ({ held, used }, minor) => {
          move(held, -1, -minor);
          move(used, 1, minor);
        });
      case 'redemption.released.v1':
        return this.each(redemptionId, ({ held }, minor) => move(held, -1, -minor));
      case 'redemption.reversed.v1':
        return this.each(redemptionId, ({ reversed }, _, campaignId) => {
          for (const back of data.givenBack) if (back.campaignId === campaignId) move(reversed, back.uses, back.amountMinor);
        });
      default:
        this.above.push(`${redemptionId} is ${type}, which nobody asked for`);
    }
  }

  /** For each campaign that the redemption uses: its own figures, and those of every counter that is to count it. */
  private each(redemptionId: string, change: (figures: CampaignFigures, minor: number, campaignId: string) => void): void {
    const { uses, request } = this.held.get(redemptionId)!;
    for (const { campaignId, amountMinor, counted } of uses) {
      change(of(this.campaigns, campaignId), amountMinor, campaignId);
      for (const per of counted) {
        const subject = per === 'member' ? `.${streamPart(request.member!.memberId)}` : '';
        change(of(this.owed, `couponUse-${streamPart(campaignId)}.${per}${subject}`), amountMinor, campaignId);
      }
    }
  }

  private use(stream: string, { type, data: { campaignId, uses, amountMinor, ...rest } }: CouponUseEvent): void {
    const figures = of(this.counters, stream);
    const [to, sign] = ({ 'coupon.use.held.v1': ['held', 1], 'coupon.use.released.v1': ['held', -1], 'coupon.use.committed.v1': ['used', 1], 'coupon.use.reversed.v1': ['reversed', 1] } as const)[type];
    if (type === 'coupon.use.committed.v1' && 'until' in rest) move(figures.held, -uses, -amountMinor);
    move(figures[to], sign * uses, sign * amountMinor);
    if (stream.endsWith('.campaign')) this.watch(campaignId, figures);
  }

  private watch(campaignId: string, { held, used, reversed }: CampaignFigures): void {
    const { count, most } = this.limits.get(campaignId)!;
    const taken = (of: (figures: Figures) => number) => of(held) + of(used) - of(reversed);
    const sum = count === 'uses' ? taken(({ uses }) => uses) : taken(({ moneyMinor }) => moneyMinor);
    if (sum > most) this.above.push(`${campaignId} stands at ${sum} of ${most}`);
  }
}

function of(all: Map<string, CampaignFigures>, name: string): CampaignFigures {
  if (!all.has(name)) all.set(name, noFigures());
  return all.get(name)!;
}
