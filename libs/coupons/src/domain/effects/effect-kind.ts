import type { CompatibilityProfile, CouponIssued, GiftGiven, LocalizedText, Phase, PointsGiven, PresentedCode, PromotionRefused, ItemSelection } from '@loyalty/contracts';
import type { Fields } from '../arguments/field';
import type { WorkingBasket } from '../basket/working-basket';

/** What an effect may look at. */
export interface EffectView {
  /** As it was before the campaign. */
  readonly basket: WorkingBasket;
  readonly profile: CompatibilityProfile;
  readonly base: 'remaining' | 'initial';
  readonly stock: Readonly<Record<string, number>> | undefined;
  /** How many later, narrower promotions aim at a line. Asked only by the profile `leavingRoom`. */
  readonly laterAims: (line: number) => number;
  /** Of the code that brought the campaign up, where it has one of its own. */
  readonly couponValue: PresentedCode['value'];
  /** Units that it takes something off are gone for others, and those of others for it. */
  readonly consumes: boolean;
  /** Which of its campaign's effects is asked, from 0. */
  readonly effect: number;
}

/** Something taken off the units [from, to) of a line of the working basket. */
export interface Take {
  readonly line: number;
  /** Which of the campaign's effects took it, from 0. */
  readonly effect: number;
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  /** The units are used up for other offers of buying and getting. */
  readonly uses: boolean;
}

/** What an effect gives; the campaign's id is added by whoever applies it. */
export interface Given {
  readonly takes?: readonly Take[];
  readonly gift?: Omit<GiftGiven, 'campaignId'>;
  readonly points?: Omit<PointsGiven, 'campaignId'>;
  readonly coupon?: Omit<CouponIssued, 'campaignId'>;
  /** Set where nothing is given. */
  readonly refusal?: Refusal;
}

export type Refusal = Pick<PromotionRefused, 'reason' | 'facts'>;

/** A kind of effect: what it is called, what it takes, where it usually works, and what it gives. A new kind is one file. */
export interface EffectKind<Effect> {
  readonly kind: string;
  readonly text: Required<LocalizedText>;
  readonly phase: Phase;
  readonly fields: Fields<Effect>;
  /** Pure: the same view always gives the same. */
  give(effect: Effect, view: EffectView): Given;
  /** The goods without which it gives nothing; undefined when it does not depend on any. For the index. */
  needs(effect: Effect): ItemSelection | undefined;
}

export function refused(reason: Refusal['reason'], facts: Refusal['facts'] = {}): Given {
  return { refusal: { reason, facts } };
}

export const NOTHING_LEFT = refused('nothing_to_discount');
