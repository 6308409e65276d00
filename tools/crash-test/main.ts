import { parseArgs } from 'node:util';
import { progressBar } from '../door/progress';
import { crashTest, type Cycle, type Options } from './crash-test';
import { BITES, CRASH_POINTS } from './orders';

const USAGE = `npm run crash-test -- [--cycles N] [--seed S] [--point P] [--bite B]

  --cycles N   times a process is killed and its ledger examined (50)
  --seed S     seed of what is asked and when it dies (1)
  --point P    only this one: ${CRASH_POINTS.join(', ')}
  --bite B     damages the ledger on purpose; the test must find it: ${BITES.join(', ')}`;

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: { cycles: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' }, point: { type: 'string' }, bite: { type: 'string' } } });
  const cycles = Number(values.cycles);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(cycles) || cycles < 1) throw new Error('--cycles is a whole number from 1 on');
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed is a whole number');
  const point = CRASH_POINTS.find((one) => one === values.point);
  const bite = BITES.find((one) => one === values.bite);
  if (values.point !== point || values.bite !== bite) throw new Error('There is no such point or bite');
  return { cycles, seed, ...(point ? { point } : {}), ...(bite ? { bite } : {}) };
}

/** The sums of all cycles, as they are told. */
function summary(cycles: readonly Cycle[]): string[] {
  const sum = (of: (cycle: Cycle) => number) => cycles.reduce((total, cycle) => total + of(cycle), 0);
  const points = CRASH_POINTS.map((point) => cycles.filter((cycle) => cycle.point === point)).filter((of) => of.length > 0);
  return [
    ...cycles.flatMap(({ number, point, lost, torn }) => [...lost.slice(0, 5).map((what) => `cycle ${number}, ${point}: lost: ${what}`), ...torn.slice(0, 5).map((what) => `cycle ${number}, ${point}: torn: ${what}`)]),
    ...points.map((of) => `${of[0]!.point}: killed ${of.length} times, ${of.filter(({ reached }) => !reached).length} not reached, ${of.filter(({ notes }) => notes.length > 0).length} just after`),
    `${sum(({ acknowledged }) => acknowledged)} commands were acknowledged, ${sum(({ unanswered }) => unanswered)} were asked and not answered`,
    `${cycles.length} cycles, ${sum(({ lost }) => lost.length)} lost, ${sum(({ torn }) => torn.length)} torn`,
  ];
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const cycles: Cycle[] = [];
  const progress = progressBar('crash-test', options.cycles);
  await crashTest(options, (cycle) => {
    cycles.push(cycle);
    progress.add(1);
  }).finally(() => progress.end());
  console.log(summary(cycles).join('\n'));
  return cycles.some(({ lost, torn, reached }) => lost.length > 0 || torn.length > 0 || !reached) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
