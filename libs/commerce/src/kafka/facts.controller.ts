import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FACT_DTOS, FACT_MESSAGES, FactDto, type Fact } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { IntakeContext } from '@loyalty/kafka';
import type { Ledger } from '@loyalty/ledger';
import { checked, CLOCK, LEDGER } from '@loyalty/platform';
import { takeFact, type Commerce } from '../application/record-facts';

const PATTERNS = FACT_MESSAGES.map(({ topic, type }) => ({ topic, type }));
const FACT_OF = new Map(FACT_MESSAGES.map(({ type, fact }) => [type, fact]));

/** The shop's facts as CloudEvents: the id is the fact's id, the time when it happened, the data what happened. */
@Controller()
export class FactMessages {
  private readonly commerce: Commerce;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CLOCK) clock: Clock) {
    this.commerce = { ledger, clock };
  }

  /** A fact that cannot be is refused, and so parked with its code; one that contradicts what is known is taken, and parked in the log. */
  @EventPattern(PATTERNS)
  async take(@Payload() data: unknown, @Ctx() { id, type, time, headers }: IntakeContext): Promise<void> {
    const fact = checked(FactDto, { factId: id, type: FACT_OF.get(type), occurredAt: time, data });
    checked(FACT_DTOS[fact.type], data);
    await takeFact(this.commerce, fact as unknown as Fact, { actor: `message:${headers['ce_source'] ?? ''}`.slice(0, 100) });
  }
}
