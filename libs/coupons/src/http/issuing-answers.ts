import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { ISSUING_RULES_MAX, IsDateTime, IsId, IsListOf, IssuingRuleDto } from '@loyalty/contracts';

const STATUSES = ['active', 'ended'] as const;

export class IssuingRuleAnswerDto {
  @IsId() ruleId!: string;
  @IsIn(STATUSES) status!: 'active' | 'ended';
}

export class IssuingRulePart extends IssuingRuleDto {
  @IsId() ruleId!: string;
}

export class IssuingRuleShownDto extends IssuingRulePart {
  @IsIn(STATUSES) status!: 'active' | 'ended';
  @IsDateTime() definedAt!: string;
  @IsOptional() @IsDateTime() endedAt?: string;
  @IsInt() @Min(1) revision!: number;
}

export class IssuingRulesDto {
  @IsListOf(() => IssuingRulePart, ISSUING_RULES_MAX, 0) items!: IssuingRulePart[];
}
