import { compileCampaigns, evaluate, type CompiledCampaigns } from '@loyalty/coupons';
import type { Evaluation, EvaluationRequest } from '@loyalty/contracts';
import { rulesEngineOf } from '../engine/rules-engine';
import { basketsOf, campaignsOf, type Range } from '../engine/shop';
import { Latencies } from '../latencies';
import type { Options } from '../options';
import type { Measured } from '../result';

const LINES = 10;
const BASKETS = 5_000;
/** json-rules-engine is asked for this share of the time. */
const BESIDE = 0.3;

interface Stage {
  readonly shop: string;
  readonly count: number;
  readonly range: Range;
}

/** 100 campaigns of a shop with a wide range; of one where a fifth of all campaigns are applied to every basket; and 1,000. */
const STAGES: readonly Stage[] = [
  { shop: 'wide', count: 100, range: { categories: 200, brands: 100, segments: 20 } },
  { shop: 'dense', count: 100, range: { categories: 40, brands: 20, segments: 10 } },
  { shop: 'large', count: 1_000, range: { categories: 400, brands: 200, segments: 100 } },
];

/** `engine`: baskets of ten lines against active campaigns, on one core; json-rules-engine beside it. */
export async function* engine(options: Options): AsyncGenerator<Measured> {
  for (const { shop, count, range } of STAGES) {
    const campaigns = campaignsOf(count, range, options.seed);
    const baskets = basketsOf(BASKETS, LINES, range, options.seed);
    const compiled = compileCampaigns(campaigns);
    drive(compiled, baskets, options.warmupSeconds);
    const ours = drive(compiled, baskets, options.seconds);
    const beside = rulesEngineOf(campaigns);
    const theirs = await driveAsync((request) => beside.holding(request), baskets, options.seconds * BESIDE);
    const findings = checked(compiled, baskets.slice(0, 500));
    yield {
      parameters: { shop, campaigns: count, ...range, lines: LINES, baskets: BASKETS, seconds: options.seconds, seed: options.seed },
      figures: {
        perSecond: ours.perSecond, cpuUsPerEvaluation: ours.cpuUs, ...ours.latencies.figures(), ...matching(compiled, baskets.slice(0, 500)),
        rulesEnginePerSecond: theirs.perSecond, rulesEngineP99Ms: theirs.latencies.figures().p99Ms, timesRulesEngine: Math.round((ours.perSecond / theirs.perSecond) * 10) / 10,
      },
      check: { ok: findings.length === 0, findings },
    };
  }
}

interface Driven {
  readonly perSecond: number;
  readonly latencies: Latencies;
  /** Of this thread for one of them: less moved by what else the machine does than the rate is. */
  readonly cpuUs: number;
}

function drive(compiled: CompiledCampaigns, baskets: readonly EvaluationRequest[], seconds: number): Driven {
  const latencies = new Latencies();
  const cpu = process.threadCpuUsage();
  const begun = performance.now();
  let before = begun;
  for (let i = 0; before - begun < seconds * 1_000; i += 1) {
    evaluate(compiled, baskets[i % baskets.length]!);
    const after = performance.now();
    latencies.add(after - before);
    before = after;
  }
  const { user, system } = process.threadCpuUsage(cpu);
  return { perSecond: perSecond(latencies, before - begun), latencies, cpuUs: Math.round(((user + system) * 10) / latencies.count) / 10 };
}

function perSecond({ count }: Latencies, ms: number): number {
  return Math.round((count * 1_000) / ms);
}

async function driveAsync(ask: (request: EvaluationRequest) => Promise<unknown>, baskets: readonly EvaluationRequest[], seconds: number): Promise<Omit<Driven, 'cpuUs'>> {
  const latencies = new Latencies();
  const begun = performance.now();
  let before = begun;
  for (let i = 0; before - begun < seconds * 1_000; i += 1) {
    await ask(baskets[i % baskets.length]!);
    const after = performance.now();
    latencies.add(after - before);
    before = after;
  }
  return { perSecond: perSecond(latencies, before - begun), latencies };
}

/** How many campaigns a basket brings into question, and how many give it something. */
function matching(compiled: CompiledCampaigns, baskets: readonly EvaluationRequest[]): { askedPerBasket: number; appliedPerBasket: number } {
  const told = baskets.map((request) => evaluate(compiled, request));
  const mean = (of: (evaluation: Evaluation) => number) => Math.round((told.reduce((sum, one) => sum + of(one), 0) * 10) / told.length) / 10;
  return { askedPerBasket: mean(({ applied, refused }) => applied.length + refused.length), appliedPerBasket: mean(({ applied }) => applied.length) };
}

/** Discounts within their lines and adding up, and the same answer whether or not the index chose who is asked. */
function checked(compiled: CompiledCampaigns, baskets: readonly EvaluationRequest[]): string[] {
  const all: CompiledCampaigns = { ...compiled, index: { find: () => [...compiled.ready] } };
  return baskets.flatMap((request, i) => {
    const told = evaluate(compiled, request);
    const sum = told.applied.reduce((total, { discountMinor }) => total + discountMinor, 0);
    const wrong = sum === told.totals.discountMinor && told.lines.every(({ discountMinor, amountMinor }) => discountMinor >= 0 && discountMinor <= amountMinor) ? [] : [`basket ${i} does not add up`];
    if (compiled.ready.length > 200) return wrong;
    const same = JSON.stringify(evaluate(all, request).lines) === JSON.stringify(told.lines);
    return same ? wrong : [...wrong, `basket ${i} differs without the index`];
  });
}
