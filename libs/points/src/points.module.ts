import { Inject, Module } from '@nestjs/common';
import { POINTS_CATEGORIES } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { CLOCK, Contributions, LEDGER, VIEW_STORE } from '@loyalty/platform';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { settleDue, warnOfExpiry } from './application/scheduler';
import { AccountCommandsController } from './http/account-commands.controller';
import { AccountQueriesController } from './http/account-queries.controller';
import { DefinitionsController } from './http/definitions.controller';
import { AccountCommandMessages } from './kafka/account-commands.controller';
import { pointsReaction } from './reactions/points-reaction';
import { accountsView, type AccountDocument } from './views/accounts';
import { booksView } from './views/books';
import { holdsView } from './views/holds';
import { statementView } from './views/statement';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** The points context: its doors, its views, its reaction to the shop's facts and its schedulers. */
@Module({ controllers: [DefinitionsController, AccountCommandsController, AccountQueriesController, AccountCommandMessages] })
export class PointsModule {
  constructor(work: Contributions, @Inject(LEDGER) ledger: Ledger, @Inject(VIEW_STORE) views: ViewStore, @Inject(CLOCK) clock: Clock) {
    const accounts = new ViewReader<AccountDocument>(views, accountsView.name);
    work.project(accountsView, statementView, holdsView, booksView);
    work.publish({ context: 'points', categories: POINTS_CATEGORIES });
    work.react(pointsReaction(ledger));
    work.schedule({ name: 'points.settle', everyMs: SECOND_MS, run: (signal) => settleDue(ledger, accounts, clock, signal) });
    work.schedule({ name: 'points.warn', everyMs: HOUR_MS, run: (signal) => warnOfExpiry(ledger, accounts, clock, signal) });
  }
}
