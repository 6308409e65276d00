import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { IsDateTime, IsId, QuotePaymentDto } from '@loyalty/contracts';
import { instant, type Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { Answering, AtLeastPosition, BodyOf, ChangesNothing, CLOCK, LEDGER, PageQuery, pageOf, PathId, QueryOf, Roles, VIEW_STORE, type Answer, type AtLeast } from '@loyalty/platform';
import { ViewReader, type Filter, type ViewStore } from '@loyalty/views';
import { findWallet } from '../application/definitions';
import { accountStream } from '../domain/account/account';
import { settledAt } from '../domain/account/due';
import { quotePayment } from '../domain/account/spending-limits';
import { balanceAsOf, balanceNow, openLots } from '../queries/balance';
import { accountKey } from '../views/account-key';
import { accountsView, type AccountDocument } from '../views/accounts';
import { booksView, type BooksDocument } from '../views/books';
import { holdsView, type HoldDocument } from '../views/holds';
import { statementView, type StatementEntry } from '../views/statement';

class AsOfQuery {
  /** Business time: what counts until then; now when left out. */
  @IsOptional() @IsDateTime() asOf?: string;
  /** Time of recording: what was known then; now when left out. */
  @IsOptional() @IsDateTime() knownAt?: string;
}

class StatementQuery extends PageQuery {
  @IsOptional() @IsIn(['oldest', 'newest']) first?: 'oldest' | 'newest';
}

class AccountsQuery extends PageQuery {
  @IsOptional() @IsId() wallet?: string;
  @IsOptional() @IsId() memberId?: string;
}

class HoldsQuery extends AccountsQuery {
  @IsOptional() @IsIn(['open', 'captured', 'released', 'expired']) state?: HoldDocument['state'];
}

/** What is asked about accounts: balances, lots and holds from the ledger itself, lists and statements from views. */
@Controller('v1/points')
export class AccountQueriesController {
  private readonly accounts: ViewReader<AccountDocument>;
  private readonly statements: ViewReader<StatementEntry>;
  private readonly holdList: ViewReader<HoldDocument>;
  private readonly books: ViewReader<BooksDocument>;

  constructor(@Inject(LEDGER) private readonly ledger: Ledger, @Inject(CLOCK) private readonly clock: Clock, @Inject(VIEW_STORE) views: ViewStore) {
    this.accounts = new ViewReader(views, accountsView.name);
    this.statements = new ViewReader(views, statementView.name);
    this.holdList = new ViewReader(views, holdsView.name);
    this.books = new ViewReader(views, booksView.name);
  }

  @Get('accounts/:wallet/:memberId/balance')
  @Roles('operator', 'service', 'support', 'auditor')
  async balance(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @QueryOf(AsOfQuery) query: AsOfQuery, @Answering() answer: Answer) {
    await findWallet(this.ledger, wallet);
    const now = this.clock.now();
    if (query.asOf === undefined && query.knownAt === undefined) {
      const balance = await balanceNow(this.ledger, { wallet, memberId }, now);
      return answer.read(balance, {});
    }
    return balanceAsOf(this.ledger.store, { wallet, memberId }, { asOf: instant(query.asOf ?? now), knownAt: instant(query.knownAt ?? now) });
  }

  @Get('accounts/:wallet/:memberId/lots')
  @Roles('operator', 'service', 'support', 'auditor')
  async lots(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string) {
    const { lots, pending, revision } = await openLots(this.ledger, { wallet, memberId }, this.clock.now());
    return { lots, pending, revision };
  }

  @Get('accounts/:wallet/:memberId/holds')
  @Roles('operator', 'service', 'support', 'auditor')
  async openHolds(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string) {
    const { holds, revision } = await openLots(this.ledger, { wallet, memberId }, this.clock.now());
    return { holds, revision };
  }

  @Get('accounts/:wallet/:memberId/statement')
  @Roles('operator', 'service', 'support', 'auditor')
  async statement(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @QueryOf(StatementQuery) query: StatementQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.statements);
    const filter = { account: accountKey({ wallet, memberId }) };
    return this.page(answer, this.statements, filter, 'revision', query, query.first !== 'oldest');
  }

  @Post('accounts/:wallet/:memberId/quote')
  @HttpCode(200)
  @ChangesNothing()
  @Roles('operator', 'service', 'support')
  async quote(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(QuotePaymentDto) { points, payIn, order }: QuotePaymentDto) {
    const at = this.clock.now();
    const policy = await findWallet(this.ledger, wallet);
    const { state } = await this.ledger.peek(accountStream({ wallet, memberId }));
    return quotePayment(points, settledAt({ wallet, memberId }, state, at), { at, policy, payIn, ...(order ? { order } : {}) });
  }

  @Get('accounts')
  @Roles('operator', 'support', 'auditor')
  async list(@QueryOf(AccountsQuery) query: AccountsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.accounts);
    return this.page(answer, this.accounts, chosen({ wallet: query.wallet, memberId: query.memberId }), query.memberId ? '_id' : 'balance', query, query.memberId === undefined);
  }

  @Get('holds')
  @Roles('operator', 'service', 'support', 'auditor')
  async holds(@QueryOf(HoldsQuery) query: HoldsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.holdList);
    return this.page(answer, this.holdList, chosen({ wallet: query.wallet, memberId: query.memberId, state: query.state }), 'expiresAt', query, true);
  }

  @Get('trial-balance')
  @Roles('operator', 'auditor')
  async trialBalance(@QueryOf(PageQuery) query: PageQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.books);
    return this.page(answer, this.books, {}, '_id', query, false);
  }

  private async page<Doc extends object>(answer: Answer, view: ViewReader<Doc>, filter: Filter, field: string, query: PageQuery, descending: boolean) {
    const { items, next, position } = await view.find({ filter, sort: [{ field, descending }], ...pageOf(query) });
    return answer.read({ items: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }), position }, { position });
  }
}

function chosen(given: Readonly<Record<string, string | undefined>>): Filter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
}
