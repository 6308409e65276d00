import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CampaignDto, CampaignGroupDto } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import { campaignVersions, defineAttribute, defineGroup, draftCampaign, endCampaign, findCampaign, pauseCampaign, publishCampaign, resumeCampaign } from '../application/campaigns';
import { describeConditions, describeEffects } from '../domain/describe-kinds';
import { campaignOf } from '../doors/campaign-of';
import { AttributeDefinedDto, CampaignAnswerDto, CampaignShownDto, CampaignVersionsDto, GroupDefinedDto, KindsDto } from './answers/campaign-answers';
import { CAMPAIGN, GROUP } from './examples';

/** Campaigns over their life, and what they can be made of. */
@ApiTags('coupons')
@Controller('v1/coupons')
export class CampaignsController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Get('effects')
  @ApiOperation({ summary: 'Every kind of effect, with the JSON Schema of its arguments and texts in English and Hebrew.' })
  @AnswerOf(KindsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  effects() {
    return { items: describeEffects() };
  }

  @Get('conditions')
  @ApiOperation({ summary: 'Every kind of condition, likewise.' })
  @AnswerOf(KindsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  conditions() {
    return { items: describeConditions() };
  }

  @Put('campaigns/:campaignId')
  @ApiOperation({ summary: 'Drafts the next version of a campaign; what cannot work is refused with the path of every fault.' })
  @AnswerOf(CampaignAnswerDto)
  @Roles('operator')
  async draft(@CommandOf('coupons.draftCampaign') command: Command, @PathId('campaignId') campaignId: string, @BodyOf(CampaignDto, { example: CAMPAIGN }) body: CampaignDto, @Answering() answer: Answer) {
    return answer.of(await draftCampaign(this.ledger, command, campaignOf(campaignId, body)));
  }

  @Get('campaigns/:campaignId')
  @ApiOperation({ summary: 'One campaign: its newest version, and its draft.' })
  @AnswerOf(CampaignShownDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async campaign(@PathId('campaignId') campaignId: string, @Answering() answer: Answer) {
    const { state, revision } = await findCampaign(this.ledger, campaignId);
    return answer.read({ campaignId, ...state }, { revision });
  }

  @Get('campaigns/:campaignId/versions')
  @ApiOperation({ summary: 'Every published version of a campaign, the oldest first.' })
  @AnswerOf(CampaignVersionsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async versions(@PathId('campaignId') campaignId: string) {
    return { items: await campaignVersions(this.ledger, campaignId) };
  }

  @Post('campaigns/:campaignId/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the draft the next version, which counts from now on.' })
  @AnswerOf(CampaignAnswerDto)
  @Roles('operator')
  async publish(@CommandOf('coupons.publishCampaign') command: Command, @PathId('campaignId') campaignId: string, @Answering() answer: Answer) {
    return answer.of(await publishCampaign(this.ledger, command, campaignId));
  }

  @Post('campaigns/:campaignId/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Has a campaign give nothing until it is resumed.' })
  @AnswerOf(CampaignAnswerDto)
  @Roles('operator')
  async pause(@CommandOf('coupons.pauseCampaign') command: Command, @PathId('campaignId') campaignId: string, @Answering() answer: Answer) {
    return answer.of(await pauseCampaign(this.ledger, command, campaignId));
  }

  @Post('campaigns/:campaignId/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Has a paused campaign give again.' })
  @AnswerOf(CampaignAnswerDto)
  @Roles('operator')
  async resume(@CommandOf('coupons.resumeCampaign') command: Command, @PathId('campaignId') campaignId: string, @Answering() answer: Answer) {
    return answer.of(await resumeCampaign(this.ledger, command, campaignId));
  }

  @Post('campaigns/:campaignId/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends a campaign for good; what was held or used stays so.' })
  @AnswerOf(CampaignAnswerDto)
  @Roles('operator')
  async end(@CommandOf('coupons.endCampaign') command: Command, @PathId('campaignId') campaignId: string, @Answering() answer: Answer) {
    return answer.of(await endCampaign(this.ledger, command, campaignId));
  }

  @Put('groups/:group')
  @ApiOperation({ summary: 'Defines a group of campaigns, of which the first, the best or all apply.' })
  @AnswerOf(GroupDefinedDto)
  @Roles('operator')
  async group(@CommandOf('coupons.defineGroup') command: Command, @PathId('group') group: string, @BodyOf(CampaignGroupDto, { example: GROUP }) body: CampaignGroupDto, @Answering() answer: Answer) {
    return answer.of(await defineGroup(this.ledger, command, { group, ...body }));
  }

  @Put('attributes/:attribute')
  @ApiOperation({ summary: 'Lets conditions ask for an attribute of members.' })
  @AnswerOf(AttributeDefinedDto)
  @Roles('operator')
  async attribute(@CommandOf('coupons.defineAttribute') command: Command, @PathId('attribute') attribute: string, @Answering() answer: Answer) {
    return answer.of(await defineAttribute(this.ledger, command, attribute));
  }
}
