import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { IssuingRuleDto, type IssuingWhen } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import { defineIssuingRule, endIssuingRule, findIssuingRule, liveIssuingRules } from '../application/issuing/rules';
import { IssuingRuleAnswerDto, IssuingRulesDto, IssuingRuleShownDto } from './issuing-answers';
import { RULE } from './issuing-examples';

/** Rules by which members are given codes of their own. */
@ApiTags('coupons')
@Controller('v1/coupons/issuing-rules')
export class IssuingRulesController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'Every rule that has not ended.' })
  @AnswerOf(IssuingRulesDto)
  @Roles('operator', 'support', 'auditor')
  async list() {
    return { items: await liveIssuingRules(this.ledger) };
  }

  @Put(':ruleId')
  @ApiOperation({ summary: 'Has members be given codes of a batch from now on: after orders, or when none came for some time.' })
  @AnswerOf(IssuingRuleAnswerDto)
  @Roles('operator')
  async define(@CommandOf('coupons.defineIssuingRule') command: Command, @PathId('ruleId') ruleId: string, @BodyOf(IssuingRuleDto, { example: RULE }) { when, ...body }: IssuingRuleDto, @Answering() answer: Answer) {
    return answer.of(await defineIssuingRule(this.ledger, command, { ruleId, ...body, when: when as IssuingWhen }));
  }

  @Get(':ruleId')
  @ApiOperation({ summary: 'One rule, whether or not it has ended.' })
  @AnswerOf(IssuingRuleShownDto)
  @Roles('operator', 'support', 'auditor')
  async show(@PathId('ruleId') ruleId: string, @Answering() answer: Answer) {
    const { state: { rule, definedAt, endedAt }, revision } = await findIssuingRule(this.ledger, ruleId);
    return answer.read({ ...rule, status: endedAt === undefined ? 'active' : 'ended', definedAt, ...(endedAt === undefined ? {} : { endedAt }), revision }, { revision });
  }

  @Post(':ruleId/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends a rule for good; the codes that it gave stay their members\'.' })
  @AnswerOf(IssuingRuleAnswerDto)
  @Roles('operator')
  async end(@CommandOf('coupons.endIssuingRule') command: Command, @PathId('ruleId') ruleId: string, @Answering() answer: Answer) {
    return answer.of(await endIssuingRule(this.ledger, command, ruleId));
  }
}
