import type { SimulationResult } from '@loyalty/testing/simulator';

const LINES = 60;
const FACTS_LENGTH_MAX = 4_000;

/** What a person needs to find the fault: the promise, what clashed, what led to it, and how to see it again. */
export function reportOf({ seed, steps, violation, trace }: SimulationResult): string {
  if (violation === undefined) return traceOf(trace);
  const facts = JSON.stringify(violation.facts, undefined, 2);
  return [
    `seed ${seed}, step ${steps}: invariant ${violation.invariant} is broken`,
    `  ${violation.message}`,
    facts === '{}' ? '' : `${facts.length > FACTS_LENGTH_MAX ? `${facts.slice(0, FACTS_LENGTH_MAX)} ...` : facts}\n`,
    traceOf(trace),
    `again: npm run simulate -- --seed ${seed}`,
    `up to a step: npm run simulate -- --seed ${seed} --until ${steps}`,
  ].join('\n');
}

function traceOf(trace: SimulationResult['trace']): string {
  return trace.slice(-LINES).map(({ step, atMs, who, what }) => `  ${String(step).padStart(6)} ${String(atMs).padStart(10)} ms  ${who}: ${what}`).join('\n');
}
