import { Inject, Module } from '@nestjs/common';
import { COUPONS_CATEGORIES } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { CLOCK, Contributions, LEDGER, VIEW_STORE } from '@loyalty/platform';
import { ViewReader, type ViewStore } from '@loyalty/views';
import type { Payments } from './application/payments/payments';
import { tellLapsed } from './application/redemptions/lapse';
import type { CodeKeys } from './domain/codes/code-keys';
import { doorOf } from './doors/redemption-requests';
import { CampaignsController } from './http/campaigns.controller';
import { CODE_KEYS } from './http/codes-provider';
import { CodesModule } from './http/codes.module';
import { CouponListsController } from './http/coupon-lists.controller';
import { PAYMENTS, PAYMENTS_PROVIDER } from './http/payments-provider';
import { RedemptionsController } from './http/redemptions.controller';
import { IssuingModule } from './issuing.module';
import { RedemptionCommandMessages } from './kafka/redemption-commands.controller';
import { couponsReaction } from './reactions/coupons-reaction';
import { campaignsView } from './views/campaigns';
import { redemptionsView, type RedemptionDocument } from './views/redemptions';
import { shoppersView } from './views/shoppers';

const SECOND_MS = 1_000;

/** The coupons context: its doors, its views, its reaction to the shop's facts and its scheduler. */
@Module({ imports: [CodesModule, IssuingModule], controllers: [CampaignsController, CouponListsController, RedemptionsController, RedemptionCommandMessages], providers: [PAYMENTS_PROVIDER] })
export class CouponsModule {
  constructor(work: Contributions, @Inject(LEDGER) ledger: Ledger, @Inject(VIEW_STORE) views: ViewStore, @Inject(CLOCK) clock: Clock, @Inject(CODE_KEYS) keys: CodeKeys, @Inject(PAYMENTS) payments: Payments | undefined) {
    const redemptions = new ViewReader<RedemptionDocument>(views, redemptionsView.name);
    work.project(campaignsView, redemptionsView, shoppersView);
    work.publish({ context: 'coupons', categories: COUPONS_CATEGORIES });
    work.react(couponsReaction(doorOf(ledger, keys, views, payments)));
    work.schedule({ name: 'coupons.lapse', everyMs: SECOND_MS, run: (signal) => tellLapsed(ledger, redemptions, clock, signal) });
  }
}
