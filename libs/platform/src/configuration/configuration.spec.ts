import type { DomainError } from '@loyalty/kernel';
import { readConfiguration } from './configuration';

const known = { eventStore: ['sqlite', 'memory'], readModel: ['sqlite'], messageBus: ['in-process'] };
const read = (environment: Record<string, string>) => readConfiguration(environment, known);
const refusal = (environment: Record<string, string>): DomainError => {
  try {
    read(environment);
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('was accepted');
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(read({})).toMatchObject({
      eventStore: { scheme: 'sqlite', rest: 'data/ledger.db' },
      readModel: { scheme: 'sqlite', rest: 'data/views.db' },
      messageBus: { scheme: 'in-process', rest: '' },
      port: 3000, host: '127.0.0.1', dataDir: './data', logLevel: 'info',
      apiKeysFile: 'data/api-keys.json', apiKeysFileGiven: false, shutdownDeadlineMs: 10_000,
    });
  });

  it('keeps the stores and the keys in DATA_DIR unless told otherwise', () => {
    expect(read({ DATA_DIR: '/srv/loyalty', READ_MODEL_URL: 'sqlite:/fast/views.db' })).toMatchObject({
      eventStore: { rest: '/srv/loyalty/ledger.db' },
      readModel: { rest: '/fast/views.db' },
      apiKeysFile: '/srv/loyalty/api-keys.json',
    });
  });

  it('knows the points service where both its address and a key are given', () => {
    expect(read({}).points).toBeUndefined();
    expect(read({ POINTS_URL: 'http://points:3000/', POINTS_API_KEY: 'secret' }).points).toEqual({ url: 'http://points:3000', apiKey: 'secret' });
    expect(refusal({ POINTS_URL: 'http://points:3000' }).message).toBe('POINTS_API_KEY is set together with POINTS_URL, or neither is');
    expect(refusal({ POINTS_API_KEY: 'secret' }).message).toBe('POINTS_API_KEY is set together with POINTS_URL, or neither is');
    for (const url of ['points:3000', 'http://u:secret@points', 'http://points?key=secret', 'kafka://points']) {
      expect(refusal({ POINTS_URL: url, POINTS_API_KEY: 'secret' }).message).toBe('POINTS_URL must be an address http://host:port without user, query or fragment');
    }
  });

  it('takes an empty variable for one that is not set', () => {
    expect(read({ PORT: '', API_KEYS_FILE: '' })).toMatchObject({ port: 3000, apiKeysFileGiven: false });
  });

  it('refuses a scheme without an adapter and lists those there are', () => {
    const error = refusal({ EVENT_STORE_URL: 'kurrentdb://admin:secret@db:2113' });
    expect(error).toMatchObject({ category: 'validation', code: 'configuration_invalid' });
    expect(error.message).toBe('EVENT_STORE_URL has the unknown scheme "kurrentdb:"; this build knows sqlite:, memory:');
  });

  it('never repeats the rest of an address', () => {
    expect(JSON.stringify([refusal({ READ_MODEL_URL: 'mongodb://u:secret@h' }), refusal({ READ_MODEL_URL: '//secret' }).message])).not.toContain('secret');
  });

  it('tells everything that is wrong at once', () => {
    const error = refusal({ PORT: '70000', LOG_LEVEL: 'loud', MESSAGE_BUS_URL: 'kafka://a:9092', SHUTDOWN_DEADLINE_MS: '1e3' });
    expect(error.message.split('\n')).toEqual([
      'MESSAGE_BUS_URL has the unknown scheme "kafka:"; this build knows in-process:',
      'PORT must be an integer from 0 to 65535, not "70000"',
      'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace, not "loud"',
      'SHUTDOWN_DEADLINE_MS must be an integer from 100 to 600000, not "1e3"',
    ]);
  });
});
