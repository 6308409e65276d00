import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FACT_DTOS, FactBatchDto, type Fact, type FactAnswer } from '@loyalty/contracts';
import { isDomainError, type Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BatchOf, BodyOf, checked, CLOCK, LEDGER, Roles, type Answer, type Batch } from '@loyalty/platform';
import { recordFacts, type Commerce } from '../application/record-facts';
import { FactAnswersDto } from './answers/fact-answers';
import { FACTS } from './examples';

/** The shop's facts come in here, 1 to 1,000 at once; each is answered by itself. */
@ApiTags('commerce')
@Controller('v1/commerce')
export class FactsController {
  private readonly commerce: Commerce;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CLOCK) clock: Clock) {
    this.commerce = { ledger, clock };
  }

  /**
   * A fact's own id says whether it was told before, so the Idempotency-Key of the request only names it in the log. A
   * fact whose data is not of its type's shape is rejected by itself and does not hold the others up. The answer's
   * `ledger-position` is that of the last of them.
   */
  @Post('facts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tells what happened at the shop, 1 to 1,000 facts at once; each is answered by itself.' })
  @AnswerOf(FactAnswersDto)
  @Roles('operator', 'service')
  async record(@BatchOf('commerce.facts') { actor }: Batch, @BodyOf(FactBatchDto, { example: FACTS }) { facts }: FactBatchDto, @Answering() answer: Answer): Promise<{ answers: FactAnswer[] }> {
    const refused = facts.map(misshapen);
    const good = facts.filter((_, i) => refused[i] === undefined) as unknown as Fact[];
    const settled = await recordFacts(this.commerce, good, { actor });
    let next = 0;
    const answers = refused.map((rejection) => rejection ?? settled[next++]!);
    const position = Math.max(...answers.map((one) => one.position ?? -1));
    return answer.read({ answers }, position < 0 ? {} : { position });
  }
}

/** The rejection of a fact whose data is not what its type has. */
function misshapen({ factId, type, data }: FactBatchDto['facts'][number]): FactAnswer | undefined {
  try {
    checked(FACT_DTOS[type], data);
    return undefined;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const [first] = (error.facts['errors'] ?? []) as readonly { readonly field: string }[];
    return { factId, status: 'rejected', code: error.code, field: `/data${first?.field ?? ''}` };
  }
}
