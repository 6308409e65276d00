import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '../logging/logger';
import { systemClock, systemTimer } from '../configuration/system-ports';
import { endWithProcess } from './process-end';
import { Shutdown } from './shutdown';

const setUp = (deadlineMs = 1_000) => {
  const lines: Record<string, unknown>[] = [];
  const log = new Logger({ service: 'sample', level: 'info', destination: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) } });
  return { log, lines, shutdown: new Shutdown({ clock: systemClock, timer: systemTimer, log, deadlineMs }) };
};

describe('a shutdown', () => {
  it('ends each phase before the next one begins, whatever the order of registration', async () => {
    const { shutdown } = setUp();
    const steps: string[] = [];
    const part = (name: string, ms: number) => async () => {
      steps.push(`${name} begins`);
      await sleep(ms);
      steps.push(`${name} ends`);
    };
    shutdown.add('stores', 'store', part('store', 1));
    shutdown.add('ledger', 'ledger', part('ledger', 5));
    shutdown.add('consumers', 'slow consumer', part('slow consumer', 30));
    shutdown.add('consumers', 'quick consumer', part('quick consumer', 5));
    shutdown.add('checkpoints', 'notary', part('notary', 1));
    shutdown.add('intake', 'HTTP', part('HTTP', 10));
    expect(await shutdown.run('SIGTERM')).toBe(true);
    expect(steps).toEqual([
      'HTTP begins', 'HTTP ends', 'slow consumer begins', 'quick consumer begins', 'quick consumer ends', 'slow consumer ends',
      'ledger begins', 'ledger ends', 'notary begins', 'notary ends', 'store begins', 'store ends',
    ]);
  });

  it('happens once, however often it is asked for', async () => {
    const { shutdown } = setUp();
    let stopped = 0;
    shutdown.add('intake', 'HTTP', () => void (stopped += 1));
    await Promise.all([shutdown.run('a'), shutdown.run('b')]);
    expect([stopped, shutdown.begun]).toEqual([1, true]);
  });

  it('goes on when a part fails, and says which', async () => {
    const { shutdown, lines } = setUp();
    let closed = false;
    shutdown.add('consumers', 'broken', () => Promise.reject(new Error('no broker')));
    shutdown.add('stores', 'store', () => void (closed = true));
    expect(await shutdown.run('stop')).toBe(false);
    expect(closed).toBe(true);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error', part: 'broken', phase: 'consumers' }));
  });

  it('tells its parts when the time is over, and does not wait for one that never ends', async () => {
    const { shutdown, lines } = setUp(30);
    const told: string[] = [];
    shutdown.add('intake', 'patient', (late) => new Promise((resolve) => late.addEventListener('abort', () => { told.push('late'); resolve(); })));
    shutdown.add('consumers', 'endless', () => new Promise(() => undefined));
    shutdown.add('stores', 'store', () => void told.push('store closed'));
    const before = performance.now();
    expect(await shutdown.run('stop')).toBe(false);
    expect(told).toEqual(['late', 'store closed']);
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'did not stop in time', part: 'endless' }));
  });
});

describe('a process', () => {
  const processOf = (shutdown: Shutdown, log: Logger) => {
    const listeners = new Map<string, (argument: unknown) => void>();
    const codes: number[] = [];
    const stopListening = endWithProcess({ on: (event, listener) => listeners.set(event, listener), off: (event) => listeners.delete(event), exit: (code) => codes.push(code) }, shutdown, log);
    return { codes, listeners, stopListening, signal: (name: string, argument?: unknown) => listeners.get(name)!(argument) };
  };

  it.each([['in time', () => undefined, 0], ['with a failure', () => { throw new Error('x'); }, 1]])('ends on SIGTERM with all stopped %s', async (_, stop, code) => {
    const { shutdown, log } = setUp();
    shutdown.add('intake', 'HTTP', stop);
    const { codes, signal } = processOf(shutdown, log);
    signal('SIGTERM');
    await shutdown.run('');
    await sleep(1);
    expect(codes).toEqual([code]);
  });

  it.each([['SIGINT', 130], ['SIGTERM', 143]])('ends at once on a second signal, %s', (second, code) => {
    const { shutdown, log } = setUp(10);
    shutdown.add('intake', 'HTTP', () => new Promise(() => undefined));
    const { codes, signal } = processOf(shutdown, log);
    signal('SIGTERM');
    expect(codes).toEqual([]);
    signal(second);
    expect(codes).toEqual([code]);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('ends with 1 on %s, and tells why', (event) => {
    const { shutdown, log, lines } = setUp();
    const { codes, signal } = processOf(shutdown, log);
    signal(event, new Error('nobody caught me'));
    expect(codes).toEqual([1]);
    expect(lines).toMatchObject([{ level: 'fatal', err: { message: 'nobody caught me' } }]);
  });

  it('can be let go', () => {
    const { shutdown, log } = setUp();
    const { listeners, stopListening } = processOf(shutdown, log);
    expect([...listeners.keys()]).toEqual(['SIGTERM', 'SIGINT', 'uncaughtException', 'unhandledRejection']);
    stopListening();
    expect(listeners.size).toBe(0);
  });
});
