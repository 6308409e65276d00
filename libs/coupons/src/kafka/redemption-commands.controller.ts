import { Controller, Inject, Optional } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { COUPONS_COMMANDS, COUPONS_COMMANDS_TOPIC, type RedemptionCommandType } from '@loyalty/contracts';
import type { IntakeContext } from '@loyalty/kafka';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { checked, checkedTogether, LEDGER, messageCommand, VIEW_STORE } from '@loyalty/platform';
import type { ViewStore } from '@loyalty/views';
import type { Payments } from '../application/payments/payments';
import type { CodeKeys } from '../domain/codes/code-keys';
import * as requests from '../doors/redemption-requests';
import { CODE_KEYS } from '../http/codes-provider';
import { PAYMENTS } from '../http/payments-provider';

type Ask = (door: requests.RedemptionDoor, command: Command, target: never, body: never) => Promise<Result<unknown>>;

const ASK: Readonly<Record<RedemptionCommandType, Ask>> = {
  'redemption.hold.v1': (door, command, _, body) => requests.hold(door, command, body),
  'redemption.redeem.v1': (door, command, _, body) => requests.redeem(door, command, body),
  'redemption.commit.v1': requests.commit,
  'redemption.release.v1': requests.release,
  'redemption.reverse.v1': requests.reverse,
  'redemption.return.v1': requests.returned,
};

const PATTERNS = Object.keys(ASK).map((type) => ({ topic: COUPONS_COMMANDS_TOPIC, type }));

/** Everything that happens to redemptions, as commands on Kafka: each gets one record on the topic of outcomes. */
@Controller()
export class RedemptionCommandMessages {
  private readonly door: requests.RedemptionDoor;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CODE_KEYS) keys: CodeKeys, @Inject(VIEW_STORE) views: ViewStore, @Optional() @Inject(PAYMENTS) payments?: Payments) {
    this.door = requests.doorOf(ledger, keys, views, payments);
  }

  @MessagePattern(PATTERNS)
  async take(@Payload() data: unknown, @Ctx() context: IntakeContext): Promise<Result<unknown>> {
    const type = context.type as RedemptionCommandType;
    const { target: Target, body: Body } = COUPONS_COMMANDS[type];
    const { target, body } = Target === undefined ? { target: {}, body: checked<object>(Body, data) } : checkedTogether<object, object>(Target, Body, data);
    return ASK[type](this.door, messageCommand(context, data), target as never, body as never);
  }
}
