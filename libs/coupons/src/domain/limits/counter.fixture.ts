import type { CouponUse, CouponUseEvent } from '@loyalty/contracts';
import { instant, localDate, plusMs, type Instant } from '@loyalty/kernel';
import fc from 'fast-check';
import { counter } from './counter-stream';
import type { CounterState } from './counter-state';
import type { CountedLimit, UseCommand } from './decide-use';
import { holdEnd } from './hold-end';

export const START = instant('2026-03-10T12:00:00.000Z'); // a Tuesday

export const after = (seconds: number): Instant => plusMs(START, seconds * 1_000);

export function use(redemptionId: string, changes: Partial<CouponUse> = {}): CouponUse {
  return { redemptionId, campaignId: 'c', uses: 1, amountMinor: 100, currency: 'EUR', day: '2026-03-10', ...changes };
}

/** What became of one use, kept one by one: what the counter must agree with. */
interface ModelUse {
  readonly use: CouponUse;
  readonly state: 'held' | 'committed' | 'gone';
  readonly until?: Instant;
}

export interface Step {
  readonly seconds: number;
  readonly kind: UseCommand['kind'];
  readonly which: number;
  readonly amountMinor: number;
  readonly holdSeconds: number;
}

export const steps = fc.array(fc.record<Step>({
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000 })),
  kind: fc.constantFrom('hold', 'hold', 'hold', 'commit', 'commit', 'release', 'reverse'),
  which: fc.nat(5),
  amountMinor: fc.nat(60),
  holdSeconds: fc.constantFrom(1, 30, 900, 86_400),
}), { maxLength: 80, size: 'max' });

/** Walks a counter and the model side by side; calls back after each step. */
export function walk(limits: readonly CountedLimit[], walked: readonly Step[], look: (state: CounterState, uses: readonly ModelUse[], at: Instant, events: readonly CouponUseEvent[]) => void): void {
  let state = counter.initial;
  let at = START;
  const uses: ModelUse[] = [];
  for (const step of walked) {
    at = plusMs(at, step.seconds * 1_000);
    const i = step.kind === 'hold' ? uses.length : uses.length - 1 - step.which;
    const command = commandOf(step, uses[i], `r${i}`, at, limits);
    const events = command === undefined ? [] : decided(command, state);
    for (const event of events) state = counter.evolve(state, JSON.parse(JSON.stringify(event)) as CouponUseEvent);
    if (command !== undefined && events.length > 0) uses[i] = { use: { ...events[0]!.data }, state: STATES[command.kind], ...(command.kind === 'hold' ? { until: command.until } : {}) };
    look(state, uses, at, events);
  }
}

const STATES = { hold: 'held', commit: 'committed', release: 'gone', reverse: 'gone' } as const;

function commandOf({ kind, amountMinor, holdSeconds }: Step, found: ModelUse | undefined, redemptionId: string, at: Instant, limits: readonly CountedLimit[]): UseCommand | undefined {
  const today = localDate(at, 'UTC');
  if (kind === 'hold') return { kind, use: use(redemptionId, { amountMinor, day: today }), until: holdEnd(at, holdSeconds), limits, at };
  if (kind === 'reverse') return found?.state === 'committed' ? { kind, use: found.use, at } : undefined;
  if (found?.state !== 'held') return undefined;
  return kind === 'commit' ? { kind, use: found.use, until: found.until!, today, limits, at } : { kind, use: found.use, until: found.until!, at };
}

function decided(command: UseCommand, state: CounterState): readonly CouponUseEvent[] {
  try {
    return counter.decide(command, state);
  } catch (error) {
    if ((error as { code?: string }).code === 'limit_exhausted') return [];
    throw error;
  }
}
