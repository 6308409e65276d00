import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answering, AnswerOf, AtLeastPosition, pageOf, QueryOf, Roles, VIEW_STORE, type Answer, type AtLeast, type PageQuery } from '@loyalty/platform';
import { ViewReader, type Filter, type ViewStore } from '@loyalty/views';
import { canonicalCode } from '../domain/codes/canonical-code';
import { campaignsView, type CampaignDocument } from '../views/campaigns';
import { redemptionsView, type RedemptionDocument } from '../views/redemptions';
import { shoppersView, type ShopperDocument } from '../views/shoppers';
import { CampaignsPageDto } from './answers/campaign-answers';
import { RedemptionsPageDto, ShoppersPageDto } from './answers/redemption-answers';
import { CampaignsQuery, RedemptionsQuery, ShoppersQuery } from './coupon-queries';

/** Lists of campaigns, redemptions and shoppers, from views. */
@ApiTags('coupons')
@Controller('v1/coupons')
export class CouponListsController {
  private readonly campaigns: ViewReader<CampaignDocument>;
  private readonly redemptions: ViewReader<RedemptionDocument>;
  private readonly shoppers: ViewReader<ShopperDocument>;

  constructor(@Inject(VIEW_STORE) views: ViewStore) {
    this.campaigns = new ViewReader(views, campaignsView.name);
    this.redemptions = new ViewReader(views, redemptionsView.name);
    this.shoppers = new ViewReader(views, shoppersView.name);
  }

  @Get('campaigns')
  @ApiOperation({ summary: 'Campaigns by id, with what they gave, hold and took back, by variant too.' })
  @AnswerOf(CampaignsPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async campaignList(@QueryOf(CampaignsQuery) query: CampaignsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.campaigns);
    return page(answer, this.campaigns, chosen({ status: query.status }), '_id', query, false);
  }

  @Get('redemptions')
  @ApiOperation({ summary: 'Redemptions, the newest first: of a member, a campaign, a code, an order, in one state.' })
  @AnswerOf(RedemptionsPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async redemptionList(@QueryOf(RedemptionsQuery) query: RedemptionsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.redemptions);
    const { memberId, campaignId, state, order } = query;
    // What is no code in any spelling is the code of nothing.
    const code = query.code === undefined ? undefined : canonicalCode(query.code) ?? '';
    return page(answer, this.redemptions, chosen({ memberId, campaignId, state, order, code }), 'heldAt', query, true);
  }

  @Get('shoppers')
  @ApiOperation({ summary: 'What coupons know of members from what the shop told: orders, spend, last order, categories.' })
  @AnswerOf(ShoppersPageDto)
  @Roles('operator', 'support', 'auditor')
  async shopperList(@QueryOf(ShoppersQuery) query: ShoppersQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.shoppers);
    return page(answer, this.shoppers, chosen({ memberId: query.memberId }), '_id', query, false);
  }
}

async function page<Doc extends object>(answer: Answer, view: ViewReader<Doc>, filter: Filter, field: string, query: PageQuery, descending: boolean) {
  const { items, next, position } = await view.find({ filter, sort: [{ field, descending }], ...pageOf(query) });
  return answer.read({ items: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }), position }, { position });
}

function chosen(given: Readonly<Record<string, string | undefined>>): Filter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
}
