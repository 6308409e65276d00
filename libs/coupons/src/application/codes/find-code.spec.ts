import { MemoryEventStore } from '@loyalty/ledger';
import { bookAfter, codeOf, entering, KEYS, mistyped } from '../../domain/codes/codes.fixture';
import { codesDesk } from './codes-desk.fixture';
import { findCode } from './find-code';

/** Counts how often anything of a stream is asked for. */
class SpyingStore extends MemoryEventStore {
  readonly asked: string[] = [];

  override readStream(stream: string, options: { after: number; limit: number }) {
    this.asked.push(stream);
    return super.readStream(stream, options);
  }

  override readSnapshot(stream: string) {
    this.asked.push(stream);
    return super.readSnapshot(stream);
  }
}

const code = (number: number) => codeOf(bookAfter(entering('x', 1)), number);

describe('to find a code', () => {
  let store: SpyingStore;
  let find: (raw: string) => Promise<string | undefined>;
  beforeAll(async () => {
    store = new SpyingStore();
    const before = await codesDesk(store);
    await before.generated(1_000);
    const batchId = await before.opened();
    await before.imported(batchId, Array.from({ length: 100 }, (_, i) => `OLD-${i + 1_000}`).join('\n'));
    // One that has nothing in memory but what it is asked for.
    const { ledger } = await codesDesk(store);
    await findCode(ledger, KEYS, 'the book is read once');
    find = async (raw) => {
      store.asked.length = 0;
      return (await findCode(ledger, KEYS, raw))?.kind;
    };
  });

  it.each([['malformed', 'no code!'], ['mistyped', mistyped(code(5))], ['never given out', code(1_000)], ['unlike any other', 'SOMETHING ELSE']])('that is %s asks no store', async (_, raw) => {
    expect([await find(raw), store.asked]).toEqual([undefined, []]);
  });

  it('that is generated asks no store', async () => expect([await find(code(999)), store.asked]).toEqual(['generated', []]));

  it('that is foreign, or looks like it, asks for one shelf', async () => {
    for (const [raw, kind] of [['old-1042', 'imported'], ['old-10xy', undefined]] as const) {
      expect(await find(raw)).toBe(kind);
      expect([new Set(store.asked).size, store.asked[0]]).toEqual([1, expect.stringMatching(/^couponShelf-\d+$/)]);
    }
    expect([await find('old-1042'), store.asked]).toEqual(['imported', []]);
  });
});
