import { Controller, Get, Header, HttpCode, Inject, Post, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CodeReasonDto, CreateBatchDto, GiveCodeDto } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BatchOf, BodyOf, CommandOf, LEDGER, PathId, QueryOf, Roles, StreamedBody, type Answer, type Batch } from '@loyalty/platform';
import { Readable } from 'node:stream';
import { findBatch, listBatches, switchBatch } from '../application/codes/batches';
import { generateBatch, openBatch } from '../application/codes/create-batch';
import { exportCodes } from '../application/codes/export-codes';
import { importCodes } from '../application/codes/import-codes';
import { issueCode } from '../application/codes/issue-code';
import { SerialsInHand } from '../application/codes/serials-in-hand';
import type { CodeKeys } from '../domain/codes/code-keys';
import { BatchCreatedDto, BatchDto, BatchesPageDto, BatchSwitchedDto, CodeGivenDto, CodesImportedDto } from './codes-answers';
import { batchAsked, giftAsked } from './codes-as-asked';
import { batchShown } from './codes-batch-shown';
import { BATCH, GIFT, REASON } from './codes-examples';
import { CODE_KEYS } from './codes-provider';
import { BatchesQuery, ExportQuery } from './codes-queries';

/** A million lines of 64 characters. */
const IMPORT_BYTES_MAX = 66_000_000;

/** Batches of codes: made, imported, issued one by one, exported, stopped. */
@ApiTags('coupons')
@Controller('v1/coupons/batches')
export class BatchesController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger, @Inject(CODE_KEYS) private readonly keys: CodeKeys, @Inject(SerialsInHand) private readonly hands: SerialsInHand) {}

  @Post()
  @ApiOperation({ summary: 'Makes a batch of codes, of any size at once, or an empty one for codes that somebody else made.' })
  @AnswerOf(BatchCreatedDto, { status: 201 })
  @Roles('operator')
  async create(@CommandOf('coupons.createBatch') command: Command, @BodyOf(CreateBatchDto, { example: BATCH }) body: CreateBatchDto, @Answering() answer: Answer) {
    const { kind, ...asked } = batchAsked(body);
    return answer.of(await ('size' in asked ? generateBatch(this.ledger, this.keys, command, asked) : openBatch(this.ledger, command, asked)));
  }

  @Get()
  @ApiOperation({ summary: 'Batches in the order in which they were made.' })
  @AnswerOf(BatchesPageDto)
  @Roles('operator', 'support', 'auditor')
  async list(@QueryOf(BatchesQuery) { limit = 50, cursor, campaignId }: BatchesQuery) {
    const { items, next } = await listBatches(this.ledger, { after: Number(cursor ?? 0), limit, ...(campaignId === undefined ? {} : { campaignId }) });
    return { items: items.map(batchShown), ...(next === undefined ? {} : { next: String(next) }) };
  }

  @Get(':batchId')
  @ApiOperation({ summary: 'One batch.' })
  @AnswerOf(BatchDto)
  @Roles('operator', 'support', 'auditor')
  async show(@PathId('batchId') batchId: string, @Answering() answer: Answer) {
    const { state, revision } = await findBatch(this.ledger, batchId);
    return answer.read(batchShown(state), { revision });
  }

  @Post(':batchId/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'No code of the batch can be used from now on; what is held or used stays so.' })
  @AnswerOf(BatchSwitchedDto)
  @Roles('operator')
  async disable(@CommandOf('coupons.disableBatch') command: Command, @PathId('batchId') batchId: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchBatch(this.ledger, command, batchId, 'disable', reasonCode));
  }

  @Post(':batchId/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'The codes of a batch can be used again.' })
  @AnswerOf(BatchSwitchedDto)
  @Roles('operator')
  async enable(@CommandOf('coupons.enableBatch') command: Command, @PathId('batchId') batchId: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchBatch(this.ledger, command, batchId, 'enable', reasonCode));
  }

  @Post(':batchId/issue')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a member the next free code of a generated batch.' })
  @AnswerOf(CodeGivenDto)
  @Roles('operator', 'service', 'support')
  async issue(@CommandOf('coupons.issueCode') command: Command, @PathId('batchId') batchId: string, @BodyOf(GiveCodeDto, { example: GIFT }) body: GiveCodeDto, @Answering() answer: Answer) {
    return answer.of(await issueCode(this.ledger, this.keys, this.hands, command, { batchId, ...giftAsked(body) }));
  }

  @Post(':batchId/import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a file of foreign codes in, one a line, up to a million. The same file under the same key goes on where it was cut off.' })
  @AnswerOf(CodesImportedDto)
  @Roles('operator')
  async import(@BatchOf('coupons.importCodes') batch: Batch, @PathId('batchId') batchId: string, @StreamedBody({ types: ['text/csv', 'text/plain'], bytesMax: IMPORT_BYTES_MAX }) file: AsyncIterable<Uint8Array>, @Answering() answer: Answer) {
    return answer.of(await importCodes(this.ledger, batch, batchId, file));
  }

  @Get(':batchId/codes.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiOperation({ summary: 'All codes of a generated batch, made while they are sent; `from` goes on behind what was received.' })
  @ApiProduces('text/csv')
  @Roles('operator')
  async export(@PathId('batchId') batchId: string, @QueryOf(ExportQuery) { from }: ExportQuery) {
    const codes = await exportCodes(this.ledger, this.keys, batchId, from);
    return new StreamableFile(Readable.from(codes, { objectMode: false, highWaterMark: 65_536 }), { type: 'text/csv; charset=utf-8' });
  }
}
