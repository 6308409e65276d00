import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtOnce } from './built-once';
import { FIRST_START_MS, freePort, isFree, kafkaAnswers, mongoAnswers, startKafka, startMongo } from './index';

jest.setTimeout(FIRST_START_MS);

const folder = mkdtempSync(path.join(tmpdir(), 'servers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  { name: 'kafka', start: startKafka, answers: kafkaAnswers },
  { name: 'mongo', start: startMongo, answers: mongoAnswers },
])('a server of $name', ({ name, start, answers }) => {
  const place = path.join(folder, name);

  it('answers when it is there, is gone after a stop and after a kill, and comes back on its folder and port', async () => {
    const first = await start({ folder: place });
    const port = Number(/:(\d+)(\/|$)/.exec(first.url)![1]);
    expect(await answers(port)).toBe(true);
    await first.stop();
    await first.stop();
    expect(await answers(port)).toBe(false);
    const second = await start({ folder: place, port });
    expect(second.url).toBe(first.url);
    await second.kill();
    expect(await isFree(port)).toBe(true);
    const third = await start({ folder: place, port });
    expect(await answers(port)).toBe(true);
    await third.stop();
  });

  it('that cannot start says why, with the end of its log', async () => {
    const port = await freePort();
    const other = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await expect(start({ folder: path.join(folder, `${name}-refused`), port })).rejects.toThrow(/ended at its start: [^]*(in use|bind)/i);
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('what is built once', () => {
  it('is whole and the same for all who build it at the same time, and is not built again', async () => {
    let built = 0;
    const recipe = `${process.pid} ${Date.now()}`;
    const build = async (aside: string) => {
      built += 1;
      writeFileSync(path.join(aside, 'first'), '1');
      await new Promise((resolve) => setTimeout(resolve, 20));
      writeFileSync(path.join(aside, 'last'), '2');
    };
    const folders = await Promise.all([1, 2, 3].map(() => builtOnce('spec', recipe, build)));
    expect(new Set(folders).size).toBe(1);
    expect(readFileSync(path.join(folders[0]!, 'last'), 'utf8')).toBe('2');
    expect(built).toBe(3);
    expect(await builtOnce('spec', recipe, build)).toBe(folders[0]);
    expect(built).toBe(3);
    rmSync(folders[0]!, { recursive: true });
  });

  it('leaves nothing of a build that failed', async () => {
    const recipe = `failing ${process.pid} ${Date.now()}`;
    await expect(builtOnce('spec', recipe, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(await builtOnce('spec', recipe, async (aside) => writeFileSync(path.join(aside, 'a'), ''))).toMatch(/spec-[0-9a-f]{8}$/);
    rmSync(await builtOnce('spec', recipe, async () => undefined), { recursive: true });
  });
});
