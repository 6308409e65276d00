import path from 'node:path';
import { check } from './rules';
import { readSources } from './sources';

const domainFile = 'libs/points/src/domain/account/lots.ts';
const messages = (file: string, text: string) => check({ path: file, text }).map((finding) => finding.message);

describe('the sources of this repository', () => {
  const sources = readSources(path.resolve(__dirname, '..', '..'));

  it('are found', () => {
    expect(sources.map((source) => source.path)).toEqual(expect.arrayContaining(['package.json', 'bin/ledger', 'tools/tidy/tidy.spec.ts']));
  });

  it('keep the rules of the house', () => {
    const findings = sources.flatMap(check).map(({ path: file, line, message }) => `${file}:${line} ${message}`);
    expect(findings).toEqual([]);
  });
});

describe('a pure room', () => {
  it.each([
    ['Date.now', 'const at = Date.now();'],
    ['globalThis.Date.now', 'const at = globalThis.Date.now();'],
    ['new Date()', 'const at = new Date();'],
    ['new Date()', 'const at = new Date;'],
    ['Temporal.Now', 'const at = Temporal.Now.instant();'],
    ['Math.random', 'const share = Math.random();'],
    ['process.env', 'const port = process.env.PORT;'],
    ['setTimeout', 'setTimeout(() => {}, 5);'],
    ['setTimeout', "import { setTimeout as sleep } from 'node:timers/promises';"],
    ['globalThis.setInterval', 'globalThis.setInterval(() => {}, 5);'],
    ['randomUUID', "import { randomUUID } from 'node:crypto';"],
    ['crypto.randomUUID', 'const id = crypto.randomUUID();'],
  ])('has no %s', (what, text) => {
    expect(messages(domainFile, text)).toEqual([`${what} in a pure room: take it as a value or through a port`]);
  });

  it.each(['libs/kernel/src/money.ts', 'libs/ledger/src/log/event.ts', 'libs/contracts/src/points.ts', 'libs/views/src/rebuild.ts', 'libs/messaging/src/topics.ts'])(
    'is %s',
    (file) => {
      expect(messages(file, 'Math.random();')).toHaveLength(1);
    },
  );

  it.each(['libs/platform/src/clock.ts', 'libs/points/src/http/points.controller.ts', 'tools/bench/main.ts', 'libs/kernel/src/money.spec.ts'])('is not %s', (file) => {
    expect(messages(file, 'Math.random(); setTimeout(run, 5);')).toEqual([]);
  });

  it('may mention them in words, use a date that is given, and have ports of such names', () => {
    const text = "// Date.now() is not for us\nconst why = 'Math.random()';\nconst at = new Date(given);\nconst id = ports.randomUUID();\n";
    expect(messages(domainFile, text)).toEqual([]);
  });
});

describe('names', () => {
  it.each(['libs/points/src/utils.ts', 'libs/points/src/money-helpers.ts', 'libs/points/src/common/money.ts', 'tools/batch.processor.ts', 'tools/misc.mjs', 'libs/kernel/src/lot-manager.ts'])(
    'say something: not %s',
    (file) => {
      expect(messages(file, '')).toEqual([expect.stringContaining('says nothing')]);
    },
  );

  it('may contain such a word inside another', () => {
    expect(messages('libs/points/src/commonwealth.ts', '')).toEqual([]);
  });
});

describe('length', () => {
  const lines = (count: number) => 'const line = 1;\n'.repeat(count);

  it('is 400 lines at most', () => {
    expect(messages('libs/points/src/index.ts', lines(400))).toEqual([]);
    expect(messages('libs/points/src/index.ts', lines(401))).toEqual(['401 lines, the limit is 400']);
  });

  it('is 600 lines at most for a spec', () => {
    expect(messages('libs/points/src/points.int.spec.ts', lines(600))).toEqual([]);
    expect(messages('libs/points/src/points.int.spec.ts', lines(601))).toEqual(['601 lines, the limit is 600']);
  });
});

describe('a silenced test', () => {
  const file = 'libs/points/src/points.spec.ts';

  it.each(["it.skip('earns', run);", "describe.skip('points', run);", "test.only('earns', run);", "it.only.each([1])('earns', run);", "xit('earns', run);", "fdescribe('points', run);"])(
    'needs a reason: %s',
    (text) => {
      expect(messages(file, text)).toEqual([expect.stringContaining('without a comment')]);
    },
  );

  it('passes with a reason beside it or above it', () => {
    expect(messages(file, "it.skip('earns', run); // no broker on this platform")).toEqual([]);
    expect(messages(file, "// no broker on this platform\ndescribe.skip('points', run);")).toEqual([]);
  });
});

describe('leftovers', () => {
  const marker = ['TO', 'DO'].join('');

  it('are no markers in comments', () => {
    expect(messages('libs/points/src/index.ts', `const a = 1; // ${marker}: later\n`)).toEqual([expect.stringContaining(marker)]);
    expect(messages('libs/points/src/index.ts', `/** ${['FIX', 'ME'].join('')} */\nexport const a = 1;\n`)).toHaveLength(1);
    expect(messages('libs/points/src/index.ts', `export const a = 1;\n// ${['HA', 'CK'].join('')}`)).toHaveLength(1);
    expect(messages('tools/verify.py', `x = 1  # ${marker}`)).toHaveLength(1);
  });

  it('are not a currency code or a word in a string', () => {
    expect(messages('libs/kernel/src/currencies.ts', `const none = '${['XX', 'X'].join('')}';`)).toEqual([]);
  });

  it('are no paths of one machine', () => {
    const home = ['', 'home', 'alice', 'ledger'].join('/');
    expect(messages('libs/points/src/index.ts', `const file = '${home}';`)).toEqual([expect.stringContaining('a path of one machine')]);
    expect(messages('docs/setup.md', `cd ${home}`)).toHaveLength(1);
    expect(messages('docs/setup.md', 'see ../work/plan.md and https://example.com/home/alice')).toEqual([]);
  });
});
