import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { FACT_DTOS, FactBatchDto, type Fact, type FactAnswer } from '@loyalty/contracts';
import { isDomainError, type Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { BodyOf, checked, CLOCK, CommandOf, LEDGER, Roles } from '@loyalty/platform';
import { recordFacts, type Commerce } from '../application/record-facts';

/** The shop's facts come in here, 1 to 1,000 at once; each is answered by itself. */
@Controller('v1/commerce')
export class FactsController {
  private readonly commerce: Commerce;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CLOCK) clock: Clock) {
    this.commerce = { ledger, clock };
  }

  /**
   * A fact's own id says whether it was told before, so the Idempotency-Key of the request only names it in the log. A
   * fact whose data is not of its type's shape is rejected by itself and does not hold the others up.
   */
  @Post('facts')
  @HttpCode(200)
  @Roles('operator', 'service')
  async record(@CommandOf('commerce.facts') { actor }: Command, @BodyOf(FactBatchDto) { facts }: FactBatchDto): Promise<{ answers: FactAnswer[] }> {
    const refused = facts.map(misshapen);
    const good = facts.filter((_, i) => refused[i] === undefined) as unknown as Fact[];
    const settled = await recordFacts(this.commerce, good, { actor });
    let next = 0;
    return { answers: refused.map((answer) => answer ?? settled[next++]!) };
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
