import type { CampaignGivenBack, RedemptionContent } from '@loyalty/contracts';
import { laterOf, localDate, type Instant } from '@loyalty/kernel';
import type { AnyStream, DomainEvent, Transaction } from '@loyalty/ledger';
import type { CatalogueState } from '../../domain/catalogue/catalogue';
import { isHeld } from '../../domain/limits/counter';
import type { UseCommand } from '../../domain/limits/decide-use';
import { countersOf, couponUse, limitsOf, type AnyCounter } from '../../domain/redemption/use-counters';
import type { States } from './states';
import { counterIn } from './used-so-far';

/** Every counter that a redemption stands on. */
export function countersOfAll({ uses, request }: RedemptionContent): AnyStream[] {
  return uses.flatMap((use) => countersOf(use, request).map(({ stream }) => stream as AnyStream));
}

function tell(tx: Transaction, stream: AnyCounter, command: UseCommand): readonly { readonly data: object }[] {
  return tx.execute(stream as AnyStream, command) as unknown as readonly { readonly data: object }[];
}

/** Sets every use aside. Throws `limit_exhausted`. */
export function holdUses(tx: Transaction, content: RedemptionContent, { campaigns }: CatalogueState, until: Instant): void {
  for (const use of content.uses) {
    const counted = couponUse(content, use);
    for (const { per, stream } of countersOf(use, content.request)) tell(tx, stream, { kind: 'hold', use: counted, until, limits: limitsOf(per, campaigns[use.campaignId]!.limits, use.usesPerCode), at: tx.now });
  }
}

/** Uses everything at once. Throws `limit_exhausted`. */
export function redeemUses(tx: Transaction, content: RedemptionContent, { campaigns }: CatalogueState): void {
  for (const use of content.uses) {
    const counted = couponUse(content, use);
    for (const { per, stream } of countersOf(use, content.request)) tell(tx, stream, { kind: 'commit', use: counted, today: use.day, limits: limitsOf(per, campaigns[use.campaignId]!.limits, use.usesPerCode), at: tx.now });
  }
}

/** Whether every counter still has what was set aside until `until`: a counter's time may be ahead of the log's. */
export function isHeldByAll({ uses, request }: RedemptionContent, states: States, until: Instant, at: Instant): boolean {
  return uses.every((use) => countersOf(use, request).every(({ stream }) => isHeld(counterIn(states, stream), until, at)));
}

/** Uses what is held until `until`. */
export function commitUses(tx: Transaction, content: RedemptionContent, until: Instant): void {
  for (const use of content.uses) {
    const counted = couponUse(content, use);
    for (const { stream } of countersOf(use, content.request)) tell(tx, stream, { kind: 'commit', use: counted, until, today: use.day, limits: [], at: tx.now });
  }
}

/** Uses what was held and has lapsed: the limits are asked anew. Gives back the days that the uses count in. Throws `limit_exhausted`. */
export function commitLapsedUses(tx: Transaction, content: RedemptionContent, { campaigns }: CatalogueState, until: Instant | undefined): Readonly<Record<string, string>> {
  const days: Record<string, string> = {};
  for (const use of content.uses) {
    const { limits, zone = 'UTC' } = campaigns[use.campaignId]!;
    const command = { kind: 'commit', use: couponUse(content, use), ...(until === undefined ? {} : { until }), today: localDate(tx.now, zone), at: tx.now } as const;
    for (const { per, stream } of countersOf(use, content.request)) {
      for (const { data } of tell(tx, stream, { ...command, limits: limitsOf(per, limits, use.usesPerCode) })) days[use.campaignId] = (data as { day: string }).day;
    }
  }
  return days;
}

export function releaseUses(tx: Transaction, content: RedemptionContent, until: Instant): void {
  for (const use of content.uses) for (const { stream } of countersOf(use, content.request)) tell(tx, stream, { kind: 'release', use: couponUse(content, use), until, at: tx.now });
}

/** Gives back to the counters what a reversal gives back. */
export function reverseUses(tx: Transaction, content: RedemptionContent, givenBack: readonly CampaignGivenBack[]): void {
  for (const { campaignId, amountMinor, uses } of givenBack) {
    const use = content.uses.find((one) => one.campaignId === campaignId)!;
    for (const { stream } of countersOf(use, content.request)) tell(tx, stream, { kind: 'reverse', use: { ...couponUse(content, use), amountMinor, uses }, at: tx.now });
  }
}

/** The same states as if a hold had been given back: what its own cart has set aside does not stand in its way. */
export function withoutHold(states: States, content: RedemptionContent, until: Instant, at: Instant): States {
  const uses = new Map(content.uses.flatMap((use) => countersOf(use, content.request).map(({ stream }) => [stream.name, couponUse(content, use)] as const)));
  return {
    need: (streams) => states.need(streams),
    state(stream) {
      const state = states.state(stream);
      const use = uses.get(stream.name);
      if (use === undefined) return state;
      const release = { kind: 'release', use, until, at: laterOf(at, content.request.at) } as UseCommand;
      return stream.decider.decide(release as never, state).reduce((next, event: DomainEvent) => stream.decider.evolve(next, event as never), state);
    },
  };
}
