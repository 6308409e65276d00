import { IsOptional } from 'class-validator';
import type { Activity, Customer, CustomerAttributes } from '../facts';
import { TAGS_PER_CUSTOMER_MAX } from '../limits';
import { CODE, COUNTRY, LANGUAGE } from '../../text';
import { IsCode, IsId, IsListOfTexts, IsPart, IsShopId, IsText } from '../../fields';

/** Whatever else a shop knows of a person is refused as an unknown field: it would stand in the log for ever. */
export class CustomerAttributesDto implements CustomerAttributes {
  @IsOptional() @IsText(COUNTRY, 2, 2) country?: string;
  @IsOptional() @IsText(LANGUAGE, 32, 2) language?: string;
  @IsOptional() @IsListOfTexts(CODE, TAGS_PER_CUSTOMER_MAX, 64) tags?: string[];
}

export class CustomerRegisteredDto implements Customer {
  @IsId() shop!: string;
  @IsId() memberId!: string;
  @IsOptional() @IsPart(() => CustomerAttributesDto) attributes?: CustomerAttributesDto;
}

export class CustomerUpdatedDto implements Customer {
  @IsId() shop!: string;
  @IsId() memberId!: string;
  @IsPart(() => CustomerAttributesDto) attributes!: CustomerAttributesDto;
}

export class ActivityRecordedDto implements Activity {
  @IsId() shop!: string;
  @IsId() memberId!: string;
  @IsShopId() activityId!: string;
  @IsCode() activity!: string;
  @IsOptional() @IsShopId() orderId?: string;
  @IsOptional() @IsShopId() sku?: string;
  @IsOptional() @IsCode() channel?: string;
  @IsOptional() @IsShopId() store?: string;
}
