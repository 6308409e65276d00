import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Command, Ledger } from '@loyalty/ledger';
import type { DiscardedEvent, EventReference, ParkedKey } from '@loyalty/messaging';
import { Roles } from '../auth/access';
import { Answering, type Answer } from '../http/answer';
import { BodyOf, QueryOf } from '../http/body-of';
import { CommandOf } from '../http/command-of';
import { AnswerOf } from '../http/described-dtos';
import { PageQuery } from '../http/page-query';
import { Contributions } from '../wiring/contributions';
import { LEDGER } from '../wiring/tokens';
import { DiscardedMessagesDto, ParkedKeysDto, ParkedMessagesDto, SettledMessagesDto } from './answers';
import { ConsumerInPath } from './consumer-path';
import { pageByKey, pageByPosition, type PageOfItems } from './pages';
import { DiscardParkedMessageDto, ParkedKeyQuery, RetryParkedMessagesDto } from './requests';
import { consumerNamed } from './running-consumers';
import { SettleParked, type Settled } from './settle-parked';

/** What consumers could not take, for people. Facts that contradict what is known are another matter: those are commerce's. */
@ApiTags('operations')
@Controller('v1/operations/consumers/:consumer')
export class ParkedMessagesController {
  private readonly settling: SettleParked;

  constructor(@Inject(LEDGER) ledger: Ledger, private readonly contributions: Contributions) {
    this.settling = new SettleParked(ledger, contributions);
  }

  @Get('parked')
  @ApiOperation({ summary: 'The keys that stand still, ordered by key, each with its first message and why that could not be taken.' })
  @AnswerOf(ParkedKeysDto)
  @Roles('support', 'auditor', 'operator')
  list(@ConsumerInPath() consumer: string, @QueryOf(PageQuery) query: PageQuery): Promise<PageOfItems<ParkedKey>> {
    const { parking } = consumerNamed(this.contributions, consumer);
    return pageByKey(query, (options) => parking.list(options));
  }

  @Get('parked/messages')
  @ApiOperation({ summary: 'One parked key and the messages that wait under it, oldest first.' })
  @AnswerOf(ParkedMessagesDto)
  @Roles('support', 'auditor', 'operator')
  async show(@ConsumerInPath() consumer: string, @QueryOf(ParkedKeyQuery) { key, ...query }: ParkedKeyQuery): Promise<PageOfItems<EventReference> & { parked: ParkedKey }> {
    const { parking } = consumerNamed(this.contributions, consumer);
    const { parked } = await parking.show(key, { limit: 1 });
    return { parked, ...(await pageByPosition(query, async (options) => (await parking.show(key, options)).events)) };
  }

  @Get('discarded')
  @ApiOperation({ summary: 'The messages that were put aside for good, oldest first, with who did so and why.' })
  @AnswerOf(DiscardedMessagesDto)
  @Roles('support', 'auditor', 'operator')
  discarded(@ConsumerInPath() consumer: string, @QueryOf(PageQuery) query: PageQuery): Promise<PageOfItems<DiscardedEvent>> {
    const { parking } = consumerNamed(this.contributions, consumer);
    return pageByPosition(query, (options) => parking.discarded(options));
  }

  @Post('parked/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries the messages of a parked key again, in order, until one cannot be taken.' })
  @AnswerOf(SettledMessagesDto)
  @Roles('operator')
  async retry(@ConsumerInPath() consumer: string, @BodyOf(RetryParkedMessagesDto, { example: { key: 'order-main.1001' } }) { key }: RetryParkedMessagesDto, @CommandOf('operations.retryParked') command: Command, @Answering() answer: Answer): Promise<Settled> {
    return answer.of(await this.settling.retry(command, { consumer, key }));
  }

  @Post('parked/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts the first message of a parked key aside for good; those behind it wait for a retry.' })
  @AnswerOf(SettledMessagesDto)
  @Roles('operator')
  async discard(@ConsumerInPath() consumer: string, @BodyOf(DiscardParkedMessageDto, { example: { key: 'order-main.1001', reason: 'a test order of the shop' } }) { key, reason }: DiscardParkedMessageDto, @CommandOf('operations.discardParked') command: Command, @Answering() answer: Answer): Promise<Settled> {
    return answer.of(await this.settling.discard(command, { consumer, key }, reason));
  }
}
