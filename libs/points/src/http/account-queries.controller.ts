import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { QuotePaymentDto } from '@loyalty/contracts';
import { notFound, type Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, AtLeastPosition, BodyOf, ChangesNothing, CLOCK, LEDGER, pageOf, PageQuery, PathId, QueryOf, Roles, validated, VIEW_STORE, type Answer, type AtLeast } from '@loyalty/platform';
import { ViewReader, type Filter, type ViewStore } from '@loyalty/views';
import { findWallet } from '../application/definitions';
import { originalAward, originalRedemption } from '../application/original';
import { orderRecordStream } from '../domain/order/order-record';
import { reversalStream } from '../domain/reversal/reversal';
import { balanceAsOf, balanceNow, openLots } from '../queries/balance';
import { paymentNow } from '../queries/payment';
import { accountKey } from '../views/account-key';
import { accountsView, type AccountDocument } from '../views/accounts';
import { booksView, type BooksDocument } from '../views/books';
import { holdsView, type HoldDocument } from '../views/holds';
import { statementView, type StatementEntry } from '../views/statement';
import { BalanceDto, QuoteDto } from './answers/account-answers';
import { AccountsPageDto, HoldsPageDto, StatementPageDto, TrialBalanceDto } from './answers/list-answers';
import { AwardDto, HoldDto, LotsDto, OpenHoldsDto, RedemptionDto } from './answers/lot-answers';
import { OrderPointsDto, orderPointsOf } from './answers/order-answers';
import { AccountsQuery, AsOfQuery, HoldsQuery, OrderPath, StatementQuery } from './account-queries';
import { QUOTE } from './examples';
import { givenAwardId, givenRedemptionId } from '../doors/given-id';
import { times } from '../doors/times';

/** What is asked about accounts: balances, lots and holds from the ledger itself, lists and statements from views. */
@ApiTags('points')
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
  @ApiOperation({ summary: 'What a member has, from the ledger itself: now, or as of a business time and as known at another.' })
  @AnswerOf(BalanceDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async balance(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @QueryOf(AsOfQuery) query: AsOfQuery) {
    await findWallet(this.ledger, wallet);
    const now = this.clock.now();
    const { asOf, knownAt } = times({ asOf: query.asOf, knownAt: query.knownAt });
    if (asOf === undefined && knownAt === undefined) return balanceNow(this.ledger, { wallet, memberId }, now);
    return balanceAsOf(this.ledger.store, { wallet, memberId }, { asOf: asOf ?? now, knownAt: knownAt ?? now });
  }

  @Get('accounts/:wallet/:memberId/lots')
  @ApiOperation({ summary: 'The open lots, in the order in which they are spent.' })
  @AnswerOf(LotsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async lots(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string) {
    const { lots, pending, revision } = await openLots(this.ledger, { wallet, memberId }, this.clock.now());
    return { lots, pending, revision };
  }

  @Get('accounts/:wallet/:memberId/holds')
  @ApiOperation({ summary: 'The open holds of an account, from the ledger itself.' })
  @AnswerOf(OpenHoldsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async openHolds(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string) {
    const { holds, revision } = await openLots(this.ledger, { wallet, memberId }, this.clock.now());
    return { holds, revision };
  }

  @Get('accounts/:wallet/:memberId/holds/:holdId')
  @ApiOperation({ summary: 'One hold and what became of it; an open one past its end has run out.' })
  @AnswerOf(HoldDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async hold(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('holdId') holdId: string, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.holdList);
    const { item, position } = await this.holdList.get(`${accountKey({ wallet, memberId })}@${holdId}`);
    if (item === undefined) throw notFound('hold_unknown', `No hold ${holdId} was made on this account`, { wallet, memberId, holdId });
    return answer.read(item.doc, { position });
  }

  @Get('accounts/:wallet/:memberId/redemptions/:redemptionId')
  @ApiOperation({ summary: 'One redemption: the lots it took from, and how much of it was given back.' })
  @AnswerOf(RedemptionDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async redemption(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('redemptionId') redemptionId: string): Promise<object> {
    const id = { wallet, memberId };
    const { points, slices } = await originalRedemption(this.ledger, id, givenRedemptionId(id, redemptionId));
    return { ...id, redemptionId, points, slices, givenBackPoints: await this.reversed(id, redemptionId) };
  }

  @Get('accounts/:wallet/:memberId/awards/:awardId')
  @ApiOperation({ summary: 'One award: what it gave, and how much of it was taken back.' })
  @AnswerOf(AwardDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async award(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('awardId') awardId: string): Promise<AwardDto> {
    const id = { wallet, memberId };
    const points = await originalAward(this.ledger, id, givenAwardId(id, awardId));
    return { ...id, awardId, points, takenBackPoints: await this.reversed(id, awardId) };
  }

  @Get('orders/:shop/:orderId')
  @ApiOperation({ summary: 'The points of one order: what it earned line by line, what was spent on it, how much of it came back.' })
  @ApiParam({ name: 'shop', schema: { type: 'string', maxLength: 64 } })
  @ApiParam({ name: 'orderId', schema: { type: 'string', maxLength: 64 } })
  @AnswerOf(OrderPointsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async order(@Param(validated(OrderPath)) { shop, orderId }: OrderPath, @Answering() answer: Answer) {
    const { state, revision } = await this.ledger.peek(orderRecordStream(shop, orderId));
    if (state.recorded === undefined) throw notFound('order_unknown', 'No points are recorded for this order', { shop, orderId });
    return answer.read(orderPointsOf(state.recorded, state.returned), { revision });
  }

  @Get('accounts/:wallet/:memberId/statement')
  @ApiOperation({ summary: 'Every movement of an account, newest first unless stated otherwise.' })
  @AnswerOf(StatementPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async statement(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @QueryOf(StatementQuery) query: StatementQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await findWallet(this.ledger, wallet);
    await atLeast.wait(this.statements);
    const filter = { account: accountKey({ wallet, memberId }) };
    return this.page(answer, this.statements, filter, 'revision', query, query.first !== 'oldest');
  }

  @Post('accounts/:wallet/:memberId/quote')
  @HttpCode(200)
  @ChangesNothing()
  @ApiOperation({ summary: 'The most points that can pay for an order now, at most as many as wanted; nothing is set aside.' })
  @AnswerOf(QuoteDto)
  @Roles('operator', 'service', 'support')
  async quote(@PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(QuotePaymentDto, { example: QUOTE }) question: QuotePaymentDto) {
    return paymentNow(this.ledger, { wallet, memberId }, question, this.clock.now());
  }

  @Get('accounts')
  @ApiOperation({ summary: 'Accounts, the highest balance first, or all wallets of one member.' })
  @AnswerOf(AccountsPageDto)
  @Roles('operator', 'support', 'auditor')
  async list(@QueryOf(AccountsQuery) query: AccountsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.accounts);
    return this.page(answer, this.accounts, chosen({ wallet: query.wallet, memberId: query.memberId }), query.memberId ? '_id' : 'balance', query, query.memberId === undefined);
  }

  @Get('holds')
  @ApiOperation({ summary: 'Holds of every state, the one that ends last first.' })
  @AnswerOf(HoldsPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async holds(@QueryOf(HoldsQuery) query: HoldsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.holdList);
    return this.page(answer, this.holdList, chosen({ wallet: query.wallet, memberId: query.memberId, state: query.state }), 'expiresAt', query, true);
  }

  @Get('trial-balance')
  @ApiOperation({ summary: 'The books of each wallet; those of one wallet add up to zero.' })
  @AnswerOf(TrialBalanceDto)
  @Roles('operator', 'auditor')
  async trialBalance(@QueryOf(PageQuery) query: PageQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    await atLeast.wait(this.books);
    return this.page(answer, this.books, {}, '_id', query, false);
  }

  private async reversed(id: { wallet: string; memberId: string }, originalId: string): Promise<number> {
    return (await this.ledger.peek(reversalStream(id, originalId))).state.totalPoints;
  }

  private async page<Doc extends object>(answer: Answer, view: ViewReader<Doc>, filter: Filter, field: string, query: PageQuery, descending: boolean) {
    const { items, next, position } = await view.find({ filter, sort: [{ field, descending }], ...pageOf(query) });
    return answer.read({ items: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }), position }, { position });
  }
}

function chosen(given: Readonly<Record<string, string | undefined>>): Filter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
}
