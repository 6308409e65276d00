import { Body, Controller, Get, Inject, Module, Post, Delete, HttpCode } from '@nestjs/common';
import { IsArray, IsEnum, IsInt, IsObject, IsOptional, IsString, ArrayMaxSize, Max, MaxLength, Min, Matches } from 'class-validator';
import { notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Command, type Decider, type DomainEvent, type Ledger, type RecordedEvent } from '@loyalty/ledger';
import { ViewReader, type Projection, type ViewStore } from '@loyalty/views';
import { Public, Roles } from '../auth/access';
import { Answer, Answering } from '../http/answer';
import { AtLeastPosition, type AtLeast } from '../http/at-least-position';
import { BodyOf, QueryOf } from '../http/body-of';
import { ChangesNothing, CommandOf } from '../http/command-of';
import { AnswerOf } from '../http/described-dtos';
import { PageQuery, pageOf } from '../http/page-query';
import { PathId } from '../http/path-id';
import { ListOf, Part } from '../validation/parts';
import { IsId, IsInstant } from '../validation/text-rule';
import type { ContextModule } from '../wiring/build-app';
import { Contributions } from '../wiring/contributions';
import type { Surroundings } from '../wiring/open-service';
import { LEDGER, VIEW_STORE } from '../wiring/tokens';
import { openTestService, type TestService } from './test-service';

// A tiny context with all that a real one has: boxes that things are put into.

enum Colour { Red = 'red', Green = 'green' }
class SizePart {
  @IsInt() @Min(1) @Max(100) widthMm!: number;
}
class ThingPart {
  @IsId() sku!: string;
  @IsInt() @Min(1) @Max(9) count!: number;
  @IsOptional() @Part(() => SizePart) size?: SizePart;
}
export class PutRequest {
  @IsEnum(Colour) colour!: Colour;
  @ListOf(() => ThingPart, { min: 1, max: 50 }) things!: ThingPart[];
  @IsOptional() @IsInstant() at?: string;
  @IsOptional() @IsString() @MaxLength(40) @Matches(/^[^<>]*$/) note?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(5) @IsId({ each: true }) tags?: string[];
  @IsOptional() @IsObject() attributes?: Record<string, unknown>;
}
export class BoxAnswer {
  @IsId() box!: string;
  @IsInt() count!: number;
}
class BoxesQuery extends PageQuery {
  @IsOptional() @IsInt() @Min(0) atLeast?: number;
}

type Put = DomainEvent<'sample.put.v1', { count: number }>;
const decider: Decider<{ count: number }, { count: number; effectiveAt: Instant }, Put> = {
  initial: { count: 0 },
  stateVersion: 1,
  decide({ count, effectiveAt }, state) {
    if (state.count + count > 20) throw rejected('box_full', 'A box holds 20 things', { held: state.count, asked: count, limit: 20 });
    return [{ type: 'sample.put.v1', data: { count }, effectiveAt }];
  },
  evolve: (state, { data }) => ({ count: state.count + data.count }),
};
const boxes: Projection<{ count: number }> = {
  name: 'sample_boxes', version: 1, categories: ['sampleBox'], indexes: [{ fields: ['count'] }],
  keysOf: ({ stream }) => [stream.slice('sampleBox-'.length)],
  project: (doc, event: RecordedEvent) => ({ count: (doc?.count ?? 0) + (event as RecordedEvent<Put>).data.count }),
};

@Controller('v1/sample')
export class SampleController {
  private readonly boxes: ViewReader<{ count: number }>;
  constructor(@Inject(LEDGER) private readonly ledger: Ledger, @Inject(VIEW_STORE) views: ViewStore) {
    this.boxes = new ViewReader(views, boxes.name);
  }

  @Post('boxes/:box/things')
  @Roles('operator', 'service')
  @AnswerOf(BoxAnswer, { status: 201 })
  async put(@PathId('box') box: string, @BodyOf(PutRequest) { things }: PutRequest, @CommandOf('sample.put') command: Command, @Answering() answer: Answer): Promise<BoxAnswer> {
    const stream = { name: streamName('sampleBox', box), decider };
    const count = things.reduce((sum, thing) => sum + thing.count, 0);
    return answer.of(await this.ledger.transact(command, {
      streams: [stream],
      decide(tx) {
        tx.execute(stream, { count, effectiveAt: tx.now });
        return { box, count: tx.state(stream).count };
      },
    }));
  }

  @Delete('boxes/:box')
  @Roles('operator')
  async empty(@PathId('box') box: string, @CommandOf('sample.empty') command: Command): Promise<{ box: string; id: string }> {
    return { box, id: command.id };
  }

  /** A command up to where the ledger would begin; for measuring. */
  @Post('boxes/:box/checks')
  @Roles('operator', 'service')
  check(@PathId('box') box: string, @BodyOf(PutRequest) { things }: PutRequest, @CommandOf('sample.check') command: Command): object {
    return { box, count: things.length, fingerprint: command.fingerprint };
  }

  @Post('estimates')
  @HttpCode(200)
  @Roles('operator', 'service', 'support')
  @ChangesNothing()
  estimate(@BodyOf(PutRequest) { things }: PutRequest): { count: number } {
    return { count: things.length };
  }

  @Get('boxes/:box')
  @Roles('operator', 'support', 'auditor', 'service')
  async box(@PathId('box') box: string, @Answering() answer: Answer): Promise<BoxAnswer> {
    const { state, revision } = await this.ledger.peek({ name: streamName('sampleBox', box), decider });
    if (revision === 0) throw notFound('box_unknown', 'There is no such box', { box });
    return answer.read({ box, count: state.count }, { revision });
  }

  @Get('boxes')
  @Roles('operator', 'auditor')
  async list(@QueryOf(BoxesQuery) query: BoxesQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer): Promise<object> {
    await atLeast.wait(this.boxes);
    const { items, next, position } = await this.boxes.find({ filter: { count: { $gte: query.atLeast ?? 0 } }, ...pageOf(query) });
    return answer.read({ boxes: items.map(({ id, doc }) => ({ box: id, ...doc })), next }, { position });
  }

  @Get('broken')
  @Public()
  broken(): never {
    throw new Error('secret detail of /etc/passwd');
  }

  @Post('raw')
  @Roles('operator')
  @ChangesNothing()
  @HttpCode(200)
  raw(@Body() body: unknown): object {
    return { type: typeof body };
  }
}

@Module({ controllers: [SampleController] })
export class SampleModule {
  constructor(work: Contributions) {
    work.project(boxes);
  }
}

export type Sample = TestService;

/** The sample context as a service. */
export function openSample(environment: Readonly<Record<string, string>> = {}, surroundings: Partial<Surroundings> = {}, modules: readonly ContextModule[] = [SampleModule]): Promise<Sample> {
  return openTestService(modules, environment, surroundings);
}
