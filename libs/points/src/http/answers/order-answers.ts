import { IsBoolean, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { IsAmountMinor, IsId, IsListOf, IsPart, IsShopId, LINES_PER_ORDER_MAX } from '@loyalty/contracts';
import type { OrderRecordState, RecordedOrder } from '../../domain/order/order-record';

class LinePointsPart {
  @IsShopId() lineId!: string;
  @IsAmountMinor() points!: number;
}

export class OrderAwardPart {
  @IsId() wallet!: string;
  @IsId() awardId!: string;
  @IsAmountMinor(1) points!: number;
  @IsListOf(() => LinePointsPart, LINES_PER_ORDER_MAX, 0) lines!: LinePointsPart[];
  /** What the points waited for when they were earned. */
  @IsOptional() @IsString() @MaxLength(100) awaits?: string;
}

export class OrderRedemptionPart {
  @IsId() wallet!: string;
  @IsId() redemptionId!: string;
  @IsAmountMinor(1) points!: number;
}

class ReturnedPart {
  @IsInt() @Min(0) part!: number;
  @IsInt() @Min(0) of!: number;
}

class ReturnedLinePart extends ReturnedPart {
  @IsShopId() lineId!: string;
}

/** How much of the order came back, counting all its returns: in minor units, or in units where a line cost nothing. */
export class OrderReturnedPart {
  @IsListOf(() => ReturnedLinePart, LINES_PER_ORDER_MAX, 0) lines!: ReturnedLinePart[];
  /** Money that belongs to no line. */
  @IsAmountMinor() wholeOrderMinor!: number;
  @IsPart(() => ReturnedPart) amount!: ReturnedPart;
  @IsBoolean() complete!: boolean;
}

export class OrderPointsDto {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
  @IsId() memberId!: string;
  /** What the order earned: an award for each programme and wallet. */
  @IsListOf(() => OrderAwardPart, 10_000, 0) awards!: OrderAwardPart[];
  /** What was spent on it. */
  @IsOptional() @IsPart(() => OrderRedemptionPart) redemption?: OrderRedemptionPart;
  @IsPart(() => OrderReturnedPart) returned!: OrderReturnedPart;
}

export function orderPointsOf(recorded: RecordedOrder, { lines, ...returned }: OrderRecordState['returned']): OrderPointsDto {
  const { awards, ...order } = recorded;
  return {
    ...order,
    awards: awards.map((award) => ({ ...award, lines: [...award.lines] })),
    returned: { ...returned, lines: Object.entries(lines).map(([lineId, part]) => ({ lineId, ...part })) },
  };
}
