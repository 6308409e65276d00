import { Global, Inject, Module, type Provider } from '@nestjs/common';
import { POINTS_CATEGORIES } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { CLOCK, Contributions, LEDGER, POINTS_DESK, VIEW_STORE } from '@loyalty/platform';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { settleDue, warnOfExpiry } from './application/scheduler';
import { LedgerPointsDesk } from './desk/points-desk';
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

const DESK: Provider = { provide: POINTS_DESK, inject: [LEDGER, CLOCK], useFactory: (ledger: Ledger, clock: Clock) => new LedgerPointsDesk(ledger, clock) };

/**
 * The points context: its doors, its views, its reaction to the shop's facts and its schedulers. Global, so that whoever is
 * in the same process may take points as a payment without knowing this room.
 */
@Global()
@Module({ controllers: [DefinitionsController, AccountCommandsController, AccountQueriesController, AccountCommandMessages], providers: [DESK], exports: [DESK] })
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
