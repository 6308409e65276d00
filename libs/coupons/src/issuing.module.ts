import { Inject, Module } from '@nestjs/common';
import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { CLOCK, Contributions, LEDGER, VIEW_STORE } from '@loyalty/platform';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { SerialsInHand } from './application/codes/serials-in-hand';
import { idleRounds } from './application/issuing/idle-members';
import type { CodeKeys } from './domain/codes/code-keys';
import { CODE_KEYS } from './http/codes-provider';
import { CodesModule } from './http/codes.module';
import { IssuingRulesController } from './http/issuing-rules.controller';
import { issuingByCampaigns } from './reactions/issuing-by-campaigns';
import { issuingByRules } from './reactions/issuing-by-rules';
import { shoppersView, type ShopperDocument } from './views/shoppers';

const MINUTE_MS = 60_000;

/** Coupons that are given to members: the doors of rules, what paid orders and redemptions lead to, and the rounds over the idle. */
@Module({ imports: [CodesModule], controllers: [IssuingRulesController] })
export class IssuingModule {
  constructor(work: Contributions, @Inject(LEDGER) ledger: Ledger, @Inject(VIEW_STORE) views: ViewStore, @Inject(CLOCK) clock: Clock, @Inject(CODE_KEYS) keys: CodeKeys, @Inject(SerialsInHand) hands: SerialsInHand) {
    const desk = { ledger, keys, hands };
    const shoppers = new ViewReader<ShopperDocument>(views, shoppersView.name);
    work.react(issuingByRules({ ...desk, shoppers }), issuingByCampaigns({ ...desk, clock }));
    work.schedule({ name: 'coupons.idle', everyMs: MINUTE_MS, run: idleRounds(desk, shoppers, clock) });
  }
}
