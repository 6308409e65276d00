import { systemClock, systemRandom } from './system-ports';

describe('the system ports', () => {
  it('tell the time as instants, and a duration that never goes back', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const before = systemClock.elapsedMs();
    expect(systemClock.elapsedMs()).toBeGreaterThanOrEqual(before);
  });

  it('give as many bytes as asked, and no bytes twice', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2_000; i += 1) seen.add(Buffer.from(systemRandom.bytes(16)).toString('hex'));
    expect(seen.size).toBe(2_000);
    expect(systemRandom.bytes(0)).toHaveLength(0);
    expect(systemRandom.bytes(4096)).toHaveLength(4096);
    expect(systemRandom.bytes(10_000).some((byte) => byte !== 0)).toBe(true);
  });
});
