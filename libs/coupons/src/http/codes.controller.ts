import { Controller, Get, Header, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CodeReasonDto, GiveCodeDto } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CLOCK, CommandOf, LEDGER, PathId, QueryOf, Roles, type Answer } from '@loyalty/platform';
import { assignCode, switchCode, switchHolder } from '../application/codes/code-commands';
import { asPng, asSvg, signedCode } from '../application/codes/qr-code';
import { askStanding, showCode } from '../application/codes/show-code';
import type { CodeKeys } from '../domain/codes/code-keys';
import { publicKeyOf } from '../domain/payload/signed-payload';
import { CodeGivenDto, CodeKeysDto, CodeStandingDto, CodeSwitchedDto, HolderSwitchedDto, ShownCodeDto } from './codes-answers';
import { giftAsked } from './codes-as-asked';
import { GIFT, REASON } from './codes-examples';
import { CODE_KEYS } from './codes-provider';
import { QrQuery, StandingQuery } from './codes-queries';

const SECONDS = 900;

/** In any spelling, percent-encoded. */
const CODE = { name: 'code', schema: { type: 'string', minLength: 3, maxLength: 64 } } as const;

/** Single codes: whose they are, whether they can be used, and what a till can verify offline. */
@ApiTags('coupons')
@Controller('v1/coupons')
export class CodesController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger, @Inject(CODE_KEYS) private readonly keys: CodeKeys, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get('codes/:code')
  @ApiOperation({ summary: 'All that is known of one code, in whatever spelling.' })
  @ApiParam(CODE)
  @AnswerOf(ShownCodeDto)
  @Roles('operator', 'support', 'auditor')
  async show(@Param('code') code: string) {
    return showCode(this.ledger, this.keys, code, this.clock.now());
  }

  @Get('codes/:code/standing')
  @ApiOperation({ summary: 'Whether a member or a guest could use a code now. Only its holder hears why not.' })
  @ApiParam(CODE)
  @AnswerOf(CodeStandingDto)
  @Roles('operator', 'service', 'support')
  async standing(@Param('code') code: string, @QueryOf(StandingQuery) { memberId }: StandingQuery) {
    return askStanding(this.ledger, this.keys, code, memberId, this.clock.now());
  }

  @Post('codes/:code/assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives one code of a batch to a member, who alone can use it from now on.' })
  @ApiParam(CODE)
  @AnswerOf(CodeGivenDto)
  @Roles('operator', 'service', 'support')
  async assign(@CommandOf('coupons.assignCode') command: Command, @Param('code') code: string, @BodyOf(GiveCodeDto, { example: GIFT }) body: GiveCodeDto, @Answering() answer: Answer) {
    return answer.of(await assignCode(this.ledger, this.keys, command, { code, ...giftAsked(body) }));
  }

  @Post('codes/:code/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'One code cannot be used from now on; what is held or used stays so.' })
  @ApiParam(CODE)
  @AnswerOf(CodeSwitchedDto)
  @Roles('operator', 'support')
  async disable(@CommandOf('coupons.disableCode') command: Command, @Param('code') code: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchCode(this.ledger, this.keys, command, code, 'disable', reasonCode));
  }

  @Post('codes/:code/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'A code can be used again.' })
  @ApiParam(CODE)
  @AnswerOf(CodeSwitchedDto)
  @Roles('operator', 'support')
  async enable(@CommandOf('coupons.enableCode') command: Command, @Param('code') code: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchCode(this.ledger, this.keys, command, code, 'enable', reasonCode));
  }

  @Post('members/:memberId/codes/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'None of a member\'s codes can be used from now on, those still to come included.' })
  @AnswerOf(HolderSwitchedDto)
  @Roles('operator', 'support')
  async disableHolder(@CommandOf('coupons.disableHolder') command: Command, @PathId('memberId') memberId: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchHolder(this.ledger, command, memberId, 'disable', reasonCode));
  }

  @Post('members/:memberId/codes/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'A member\'s codes can be used again.' })
  @AnswerOf(HolderSwitchedDto)
  @Roles('operator', 'support')
  async enableHolder(@CommandOf('coupons.enableHolder') command: Command, @PathId('memberId') memberId: string, @BodyOf(CodeReasonDto, { example: REASON }) { reasonCode }: CodeReasonDto, @Answering() answer: Answer) {
    return answer.of(await switchHolder(this.ledger, command, memberId, 'enable', reasonCode));
  }

  @Get('codes/:code/qr.svg')
  @Header('content-type', 'image/svg+xml')
  @ApiOperation({ summary: 'A code, signed, as a QR code that a till verifies offline.' })
  @ApiParam(CODE)
  @ApiProduces('image/svg+xml')
  @Roles('operator', 'service')
  async svg(@Param('code') code: string, @QueryOf(QrQuery) { seconds = SECONDS }: QrQuery) {
    return asSvg(await signedCode(this.ledger, this.keys, code, seconds, this.clock.now()));
  }

  @Get('codes/:code/qr.png')
  @ApiOperation({ summary: 'The same as a picture of pixels.' })
  @ApiParam(CODE)
  @ApiProduces('image/png')
  @Roles('operator', 'service')
  async png(@Param('code') code: string, @QueryOf(QrQuery) { seconds = SECONDS }: QrQuery) {
    return new StreamableFile(await asPng(await signedCode(this.ledger, this.keys, code, seconds, this.clock.now())), { type: 'image/png' });
  }

  @Get('keys')
  @ApiOperation({ summary: 'The public keys that signed codes are verified with.' })
  @AnswerOf(CodeKeysDto)
  @Roles('operator', 'service', 'support', 'auditor')
  publicKeys() {
    return { keys: this.keys.fingerprints.map((keyId) => publicKeyOf(this.keys.signingKey(keyId))) };
  }
}
