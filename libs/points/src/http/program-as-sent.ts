import type { EarningProgram, EarningRuleDto, PendingPolicyDto, PublishProgramDto } from '@loyalty/contracts';

/** A programme in the shape in which it is published, so that what was read can be changed and sent back. */
export function programAsSent<More extends EarningProgram>({ rules, pending, ...program }: More): Omit<More, 'rules' | 'pending'> & Pick<PublishProgramDto, 'rules' | 'pending'> {
  return { ...program, pending: pendingAsSent(pending), rules: rules.map(ruleAsSent) };
}

function ruleAsSent({ on, ...rule }: EarningProgram['rules'][number]): EarningRuleDto {
  return { ...(rule as Omit<EarningRuleDto, 'on'>), ...(on === 'order' ? { on } : { on: 'activity', activity: on.activity }) };
}

function pendingAsSent(pending: EarningProgram['pending']): PendingPolicyDto {
  if (pending.kind !== 'event') return pending;
  const { event } = pending;
  return { ...pending, ...(event === 'order.fulfilled' ? { event } : { event: 'activity', activity: event.activity }) };
}
