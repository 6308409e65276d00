import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { POINTS_COMMANDS, POINTS_COMMANDS_TOPIC, type PointsCommandType } from '@loyalty/contracts';
import type { IntakeContext } from '@loyalty/kafka';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { checkedTogether, LEDGER, messageCommand } from '@loyalty/platform';
import * as requests from '../doors/account-requests';

type Ask = (ledger: Ledger, command: Command, target: never, body: never) => Promise<Result<unknown>>;

const ASK: Readonly<Record<PointsCommandType, Ask>> = {
  'points.earn.v1': requests.earn,
  'points.redeem.v1': requests.redeem,
  'points.hold.v1': requests.hold,
  'points.capture.v1': requests.capture,
  'points.release.v1': requests.release,
  'points.adjust.v1': requests.adjust,
  'points.claw.back.v1': requests.clawBack,
  'points.reinstate.v1': requests.reinstate,
  'points.freeze.v1': requests.freeze,
  'points.unfreeze.v1': requests.unfreeze,
  'points.move.expiry.v1': requests.moveExpiry,
  'points.transfer.v1': requests.transfer,
};

const PATTERNS = Object.keys(ASK).map((type) => ({ topic: POINTS_COMMANDS_TOPIC, type }));

/** Everything that moves points, as commands on Kafka: each gets one record on the topic of outcomes. */
@Controller()
export class AccountCommandMessages {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @MessagePattern(PATTERNS)
  async take(@Payload() data: unknown, @Ctx() context: IntakeContext): Promise<Result<unknown>> {
    const type = context.type as PointsCommandType;
    const { target, body } = checkedTogether<object, object>(POINTS_COMMANDS[type].target, POINTS_COMMANDS[type].body, data);
    return ASK[type](this.ledger, messageCommand(context, data), target as never, body as never);
  }
}
