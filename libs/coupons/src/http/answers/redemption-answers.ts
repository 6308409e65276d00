import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsAmountMinor, IsCurrencyCode, IsDateTime, IsId, IsListOf, IsPart, IsShopId, RedeemedOrderDto, type Evaluation, type RedemptionAnswer } from '@loyalty/contracts';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { CouponsPage, IsTexts } from './campaign-answers';

/** An amount that may be below zero. */
function IsSigned(): PropertyDecorator {
  return (target, key) => [IsInt(), Min(-SAFE_AMOUNT_MAX), Max(SAFE_AMOUNT_MAX)].forEach((decorate) => decorate(target, key));
}

function IsObjects(max: number): PropertyDecorator {
  return (target, key) => [IsArray(), ArrayMaxSize(max), IsObject({ each: true })].forEach((decorate) => decorate(target, key));
}

/** What one promotion took off the units [from, to) of a line. */
export class AllocationPart {
  @IsId() campaignId!: string;
  @IsInt() @Min(0) effect!: number;
  @IsInt() @Min(0) from!: number;
  @IsInt() @Min(1) to!: number;
  @IsAmountMinor() amountMinor!: number;
}

class TaxedPart {
  @IsSigned() netMinor!: number;
  @IsSigned() taxMinor!: number;
  @IsSigned() payableMinor!: number;
}

export class EvaluatedLinePart extends TaxedPart {
  @IsShopId() lineId!: string;
  @IsInt() @Min(1) quantity!: number;
  @IsSigned() amountMinor!: number;
  @IsAmountMinor() discountMinor!: number;
  @IsListOf(() => AllocationPart, 10_000, 0) allocations!: AllocationPart[];
}

export class EvaluatedShippingPart extends TaxedPart {
  @IsString() @MaxLength(64) method!: string;
  @IsAmountMinor() amountMinor!: number;
  @IsAmountMinor() discountMinor!: number;
  @IsListOf(() => AllocationPart, 10_000, 0) allocations!: AllocationPart[];
}

export class EvaluationTotalsPart extends TaxedPart {
  @IsSigned() itemsMinor!: number;
  @IsAmountMinor() itemDiscountMinor!: number;
  @IsAmountMinor() shippingMinor!: number;
  @IsAmountMinor() shippingDiscountMinor!: number;
  @IsAmountMinor() discountMinor!: number;
}

/** What campaigns give a basket, to the unit. */
export class GivenPart {
  @IsIn(['promotions/1']) engine!: Evaluation['engine'];
  @IsCurrencyCode() currency!: string;
  @IsListOf(() => EvaluatedLinePart, 1_000, 0) lines!: EvaluatedLinePart[];
  @IsListOf(() => EvaluatedShippingPart, 20, 0) shipping!: EvaluatedShippingPart[];
  /** In the order in which they were applied: `{ campaignId, version, phase, variant?, code?, discountMinor, wantedMinor? }`. */
  @IsObjects(200) applied!: object[];
  @IsObjects(4_000) gifts!: object[];
  @IsObjects(4_000) points!: object[];
  @IsObjects(4_000) coupons!: object[];
  @IsPart(() => EvaluationTotalsPart) totals!: EvaluationTotalsPart;
  @IsOptional() @IsIn(['exact', 'greedy']) search?: 'exact' | 'greedy';
}

/** Points as a payment. */
export class PointsPaidPart {
  @IsId() wallet!: string;
  @IsAmountMinor() points!: number;
  @IsAmountMinor() amountMinor!: number;
  @IsCurrencyCode() currency!: string;
}

export class RedemptionPaymentPart extends PointsPaidPart {
  /** `<wallet>:<holdId>`, as the order has to name it. */
  @IsId() pointsHoldId!: string;
}

export class BasketQuoteDto extends GivenPart {
  /** What gave nothing, and why: `{ campaignId?, code?, reason, facts }`. */
  @IsObjects(1_000) refused!: object[];
  /** Where points are to pay: the most that they can of what is left. */
  @IsOptional() @IsPart(() => PointsPaidPart) payment?: PointsPaidPart;
  @IsOptional() @IsSigned() leftToPayMinor?: number;
}

const STATUSES = ['held', 'committed', 'released', 'lapsed', 'reversed'] as const;

export class RedemptionAnswerDto implements Omit<RedemptionAnswer, 'until'> {
  @IsId() redemptionId!: string;
  @IsIn(STATUSES) status!: RedemptionAnswer['status'];
  @IsOptional() @IsDateTime() until?: string;
  @IsCurrencyCode() currency!: string;
  @IsAmountMinor() discountMinor!: number;
  @IsSigned() payableMinor!: number;
  /** The points that are set aside with it, `<wallet>:<holdId>`; the order has to name them. They end when the hold does. */
  @IsOptional() @IsId() pointsHoldId?: string;
  @IsOptional() @IsPart(() => PointsPaidPart) payment?: PointsPaidPart;
  /** What is to be paid beside the points. */
  @IsOptional() @IsSigned() leftToPayMinor?: number;
  @IsOptional() @IsAmountMinor() refundMinor?: number;
  /** Below 0: what was held back before goes back. */
  @IsOptional() @IsSigned() deductedMinor?: number;
}

/** What was held or redeemed, with what each line is given. */
export class RedemptionGivenDto extends RedemptionAnswerDto {
  @IsPart(() => GivenPart) given!: GivenPart;
}

export class CouponRedemptionDto {
  @IsId() redemptionId!: string;
  @IsIn(STATUSES) status!: RedemptionAnswer['status'];
  @IsOptional() @IsDateTime() until?: string;
  @IsOptional() @IsPart(() => RedeemedOrderDto) order?: RedeemedOrderDto;
  @IsPart(() => GivenPart) given!: GivenPart;
  /** What was asked: basket, member, codes, and what was used of each limit then. */
  @IsObject() request!: object;
  /** Each campaign that gave something, and where its use is counted. */
  @IsObjects(200) uses!: object[];
  /** Points that were set aside with it. */
  @IsOptional() @IsPart(() => RedemptionPaymentPart) payment?: RedemptionPaymentPart;
  /** Units and money that came back, by line and by campaign. */
  @IsOptional() @IsObject() returned?: object;
}

export class RedemptionListedPart {
  @IsId() redemptionId!: string;
  @IsIn(STATUSES) state!: RedemptionAnswer['status'];
  @IsOptional() @IsId() memberId?: string;
  @IsOptional() @IsShopId() cartId?: string;
  /** `<shop>/<orderId>`. */
  @IsOptional() @IsString() @MaxLength(130) order?: string;
  @IsOptional() @IsId() campaignId?: string;
  @IsOptional() @IsString() @MaxLength(64) code?: string;
  @IsTexts(200, 64) campaigns!: string[];
  @IsTexts(50, 64) codes!: string[];
  @IsCurrencyCode() currency!: string;
  @IsAmountMinor() discountMinor!: number;
  @IsAmountMinor() refundedMinor!: number;
  @IsDateTime() heldAt!: string;
  @IsOptional() @IsDateTime() until?: string;
  @IsDateTime() changedAt!: string;
}

export class RedemptionsPageDto extends CouponsPage {
  @IsListOf(() => RedemptionListedPart, 1_000, 0) items!: RedemptionListedPart[];
}

export class ShopperPart {
  @IsId() memberId!: string;
  @IsInt() @Min(0) orders!: number;
  /** By currency, less what was refunded. */
  @IsObject() spentMinor!: object;
  @IsOptional() @IsDateTime() lastOrderAt?: string;
  @IsTexts(50, 100) categories!: string[];
  /** The paid orders told last: `{ order, number, placedAt, currency, paidMinor, spentMinor, cancelled? }`. */
  @IsObjects(50) recent!: object[];
}

export class ShoppersPageDto extends CouponsPage {
  @IsListOf(() => ShopperPart, 1_000, 0) items!: ShopperPart[];
}
