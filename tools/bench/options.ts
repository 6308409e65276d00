import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly workload: string;
  /** Callers of the closed loop: each waits for its answer before it asks again. */
  readonly callers: number;
  /** Length of the measured part; the warm-up comes before it. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly accounts: number;
  readonly seed: number;
  /** Requests a second; given, the loop is open and latency counts from when a request was meant to start. */
  readonly rate: number | undefined;
  readonly runs: number;
  /** Version of the UUIDs that commands are named with. */
  readonly ids: 'v4' | 'v7';
  readonly earn: number;
  readonly redeem: number;
  /** Events in the log that `replay`, `start` and `views` work on; for `ledger-growth`, up to where it grows. */
  readonly events: number;
  /** Orders of the shop year that `facts` tells. */
  readonly orders: number;
  /** Folder for the files; a log that was filled in it is used again. Otherwise a temporary one, removed at the end. */
  readonly data: string | undefined;
  readonly json: boolean;
}

export const USAGE = `npm run bench -- <workload> [options]        npm run bench -- report <file of JSON lines>

  --callers N      callers of the closed loop (64; ledger-hot and redemptions 256; facts 4; kafka 2000)
  --rate N         open loop instead: N requests a second, latency from the intended start
  --seconds S      measured seconds (10)            --warmup S   seconds before that (2)
  --accounts N     accounts (10000; ledger-hot 1; mongodb 500)
  --events N       size of the log for replay, start and views (1000000), ledger-growth (10000000) or kafka (300000), mongodb (5000);
                   codes: how many are generated, a tenth is imported (10000000)
  --ids v7|v4      kind of command ids (v7)         --seed S     seed of the choices (1)
  --earn N         points of one earning (100)      --redeem N   points of one redemption (280; ledger-growth 360)
  --orders N       orders of the shop year for facts (50000)
  --runs N         runs, each on a log of its own (1)
  --data DIR       keep files there and use filled logs again
  --json           one JSON line a run`;

const DEFAULTS: Readonly<Record<string, Partial<Options>>> = {
  'ledger-hot': { callers: 256, accounts: 1 },
  facts: { callers: 4 },
  kafka: { callers: 2_000, events: 300_000 },
  redemptions: { callers: 256 },
  codes: { events: 10_000_000 },
  mongodb: { events: 5_000, accounts: 500 },
  // A little more is spent than earned, so that accounts keep their size and only the log grows.
  'ledger-growth': { events: 10_000_000, redeem: 360, data: path.join(tmpdir(), 'loyalty-bench') },
};

/** Reads the command line; throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const names = ['callers', 'rate', 'seconds', 'warmup', 'accounts', 'events', 'ids', 'seed', 'earn', 'redeem', 'runs', 'orders', 'data'] as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])), json: { type: 'boolean' } },
  });
  const [workload = ''] = positionals;
  const given = values as Partial<Record<(typeof names)[number], string>>;
  const defaults = DEFAULTS[workload] ?? {};
  const number = (name: (typeof names)[number], otherwise: number, min = 1) => {
    const value = given[name] === undefined ? otherwise : Number(given[name]);
    if (!(value >= min)) throw new Error(`--${name} is a number from ${min} on`);
    return value;
  };
  const ids = given.ids ?? 'v7';
  if (ids !== 'v4' && ids !== 'v7') throw new Error('--ids is v4 or v7');
  return {
    workload, ids,
    callers: number('callers', defaults.callers ?? 64),
    seconds: number('seconds', 10, 0.1),
    warmupSeconds: number('warmup', 2, 0),
    accounts: number('accounts', defaults.accounts ?? 10_000),
    seed: number('seed', 1, 0),
    rate: given.rate === undefined ? undefined : number('rate', 1),
    runs: number('runs', 1),
    earn: number('earn', 100),
    redeem: number('redeem', defaults.redeem ?? 280),
    orders: number('orders', 50_000),
    events: number('events', defaults.events ?? 1_000_000),
    data: given.data ?? defaults.data,
    json: values['json'] === true,
  };
}
