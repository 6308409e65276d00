import { Logger } from './logger';

describe('the log', () => {
  const lines: Record<string, unknown>[] = [];
  const log = new Logger({ service: 'sample', level: 'info', destination: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) } });
  beforeEach(() => lines.splice(0));

  it('is one JSON object a line, with its level as a word', () => {
    log.log({ msg: 'sample.put', status: 201, ms: 1.25, commandId: 'key-1:k' });
    expect(lines).toEqual([{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), service: 'sample', msg: 'sample.put', status: 201, ms: 1.25, commandId: 'key-1:k' }]);
  });

  it('takes what Nest says, with its context and stack, but not each route', () => {
    log.log('Mapped {/health, GET} route', 'RouterExplorer');
    log.log('a message', 'PointsModule');
    log.error('it broke', 'Error: it broke\n    at x', 'Injector');
    expect(lines).toMatchObject([{ context: 'PointsModule', msg: 'a message' }, { level: 'error', context: 'Injector', stack: expect.stringContaining('at x'), msg: 'it broke' }]);
  });

  it('tells an error with its stack and cause', () => {
    log.error(new Error('outer', { cause: new Error('inner') }));
    expect(lines).toMatchObject([{ err: { message: expect.stringContaining('outer'), stack: expect.stringContaining('inner') } }]);
  });

  it('never tells a key, a password or a body', () => {
    log.log({ msg: 'x', key: 'K1', body: { a: 'K2' }, request: { authorization: 'K3', headers: { apiKey: 'K4' } }, password: 'K5' });
    expect(JSON.stringify(lines)).not.toMatch(/K\d/);
  });

  it('leaves out what is below its level', () => {
    log.debug({ msg: 'x' });
    log.verbose('y');
    expect(lines).toEqual([]);
    expect([log.isEnabled('debug'), log.isEnabled('warn')]).toEqual([false, true]);
  });
});
