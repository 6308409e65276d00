import { Controller, Get, Inject, Post, Put } from '@nestjs/common';
import { DefineWalletDto, PublishProgramDto } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import { defineWallet, endProgram, findProgram, findWallet, listPrograms, listWallets, publishProgram } from '../application/definitions';
import { programOf, walletPolicyOf } from './definitions-of';

/** Wallets and earning programmes: what points are, and what earns them. */
@Controller('v1/points')
export class DefinitionsController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Get('wallets')
  @Roles('operator', 'service', 'support', 'auditor')
  async wallets() {
    return { items: await listWallets(this.ledger) };
  }

  @Get('wallets/:wallet')
  @Roles('operator', 'service', 'support', 'auditor')
  async wallet(@PathId('wallet') id: string, @Answering() answer: Answer) {
    const wallet = await findWallet(this.ledger, id);
    return answer.read(wallet, { revision: wallet.version });
  }

  @Put('wallets/:wallet')
  @Roles('operator')
  async define(@CommandOf('points.defineWallet') command: Command, @PathId('wallet') id: string, @BodyOf(DefineWalletDto) body: DefineWalletDto, @Answering() answer: Answer) {
    return answer.of(await defineWallet(this.ledger, command, id, walletPolicyOf(body)));
  }

  @Get('programs')
  @Roles('operator', 'service', 'support', 'auditor')
  async programs() {
    return { items: await listPrograms(this.ledger) };
  }

  @Get('programs/:programId')
  @Roles('operator', 'service', 'support', 'auditor')
  async program(@PathId('programId') id: string, @Answering() answer: Answer) {
    const program = await findProgram(this.ledger, id);
    return answer.read(program, { revision: program.version });
  }

  @Put('programs/:programId')
  @Roles('operator')
  async publish(@CommandOf('points.publishProgram') command: Command, @PathId('programId') id: string, @BodyOf(PublishProgramDto) body: PublishProgramDto, @Answering() answer: Answer) {
    return answer.of(await publishProgram(this.ledger, command, programOf(id, body)));
  }

  @Post('programs/:programId/end')
  @Roles('operator')
  async end(@CommandOf('points.endProgram') command: Command, @PathId('programId') id: string, @Answering() answer: Answer) {
    return answer.of(await endProgram(this.ledger, command, id));
  }
}
