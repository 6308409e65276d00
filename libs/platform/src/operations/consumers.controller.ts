import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ConsumerStatus } from '@loyalty/messaging';
import { Roles } from '../auth/access';
import { AnswerOf } from '../http/described-dtos';
import { Contributions } from '../wiring/contributions';
import { ConsumersDto } from './answers';
import { runningConsumers } from './running-consumers';

/** What takes messages in this service, and how it is. */
@ApiTags('operations')
@Controller('v1/operations/consumers')
export class ConsumersController {
  constructor(private readonly contributions: Contributions) {}

  @Get()
  @ApiOperation({ summary: 'How each consumer of this service stands.' })
  @AnswerOf(ConsumersDto)
  @Roles('support', 'auditor', 'operator')
  async list(): Promise<{ consumers: readonly ConsumerStatus[] }> {
    return { consumers: await Promise.all(Array.from(runningConsumers(this.contributions).values(), (consumer) => consumer.status())) };
  }
}
