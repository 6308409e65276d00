import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DefineWalletDto, PublishProgramDto } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import { defineWallet, endProgram, findProgram, findWallet, listPrograms, listWallets, publishProgram } from '../application/definitions';
import { programStream } from '../domain/earning/program';
import { ProgramDto, ProgramEndedDto, ProgramPublishedDto, ProgramsDto, WalletDefinedDto, WalletDto, WalletsDto } from './answers/definition-answers';
import { namingTheRule, programOf, walletPolicyOf } from './definitions-of';
import { PROGRAM, WALLET } from './examples';
import { programAsSent } from './program-as-sent';

/** Wallets and earning programmes: what points are, and what earns them. */
@ApiTags('points')
@Controller('v1/points')
export class DefinitionsController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Get('wallets')
  @ApiOperation({ summary: 'Every wallet in its newest version.' })
  @AnswerOf(WalletsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async wallets() {
    return { items: await listWallets(this.ledger) };
  }

  @Get('wallets/:wallet')
  @ApiOperation({ summary: 'One wallet in its newest version.' })
  @AnswerOf(WalletDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async wallet(@PathId('wallet') id: string, @Answering() answer: Answer) {
    const wallet = await findWallet(this.ledger, id);
    return answer.read(wallet, { revision: wallet.version });
  }

  @Put('wallets/:wallet')
  @ApiOperation({ summary: 'Defines a wallet, or its next version; what was earned before keeps its own expiry.' })
  @AnswerOf(WalletDefinedDto)
  @Roles('operator')
  async define(@CommandOf('points.defineWallet') command: Command, @PathId('wallet') id: string, @BodyOf(DefineWalletDto, { example: WALLET }) body: DefineWalletDto, @Answering() answer: Answer) {
    return answer.of(await defineWallet(this.ledger, command, id, walletPolicyOf(body)));
  }

  @Get('programs')
  @ApiOperation({ summary: 'Every earning programme in its newest version, those that ended too.' })
  @AnswerOf(ProgramsDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async programs() {
    return { items: (await listPrograms(this.ledger)).map(programAsSent) };
  }

  @Get('programs/:programId')
  @ApiOperation({ summary: 'One earning programme in its newest version, as it was published.' })
  @AnswerOf(ProgramDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async program(@PathId('programId') id: string, @Answering() answer: Answer) {
    // Its end is no version of its own, so the revision of the stream is what tells two answers apart.
    const [program, { revision }] = await Promise.all([findProgram(this.ledger, id), this.ledger.peek(programStream(id))]);
    return answer.read(programAsSent(program), { revision });
  }

  @Put('programs/:programId')
  @ApiOperation({ summary: 'Publishes an earning programme, or its next version, which counts from the next order on.' })
  @AnswerOf(ProgramPublishedDto)
  @Roles('operator')
  async publish(@CommandOf('points.publishProgram') command: Command, @PathId('programId') id: string, @BodyOf(PublishProgramDto, { example: PROGRAM }) body: PublishProgramDto, @Answering() answer: Answer) {
    const program = programOf(id, body);
    return answer.of(await namingTheRule(program, publishProgram(this.ledger, command, program)));
  }

  @Post('programs/:programId/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends an earning programme: nothing is earned under it from now on.' })
  @AnswerOf(ProgramEndedDto)
  @Roles('operator')
  async end(@CommandOf('points.endProgram') command: Command, @PathId('programId') id: string, @Answering() answer: Answer) {
    return answer.of(await endProgram(this.ledger, command, id));
  }
}
