import { AuditedAccount } from './audited-account';
import { ReadModelCheck, type AccountsReadModel } from './read-model-check';
import { gathering } from './recorded.fixture';

function folded(available: number): AuditedAccount {
  const account = new AuditedAccount();
  account.post({ available });
  return account;
}

const streams = [{ stream: 'pointsAccount-main.ana', revision: 4, state: folded(100) }, { stream: 'pointsAccount-main.ben', revision: 2, state: folded(20) }];
const doc = (revision: number, available: number) => ({ revision, pending: 0, available, held: 0, debt: 0 });

async function compared(position: number, documents: Record<string, ReturnType<typeof doc>>) {
  const model: AccountsReadModel = { position, load: async (keys) => new Map(Object.entries(documents).filter(([key]) => keys.includes(key))) };
  const check = new ReadModelCheck(model, 10);
  const { report, codes } = gathering();
  await check.compare(streams, report);
  return { codes, compared: check.compared, elsewhere: check.elsewhere };
}

describe('the view of accounts', () => {
  it('agrees where it shows the same revision with the same balances', async () => {
    expect(await compared(10, { 'main.ana': doc(4, 100), 'main.ben': doc(2, 20) })).toEqual({ codes: [], compared: 2, elsewhere: 0 });
  });

  it('disagrees in a balance: read_model_mismatch', async () => {
    expect(await compared(10, { 'main.ana': doc(4, 100), 'main.ben': doc(2, 21) })).toEqual({ codes: ['read_model_mismatch'], compared: 2, elsewhere: 0 });
  });

  it('may be behind or ahead, and is not judged there', async () => {
    expect(await compared(6, { 'main.ana': doc(3, 90) })).toEqual({ codes: [], compared: 0, elsewhere: 2 });
    expect(await compared(12, { 'main.ana': doc(5, 90), 'main.ben': doc(2, 20) })).toEqual({ codes: [], compared: 1, elsewhere: 1 });
  });

  it('that has caught up may not lack an account or show an old one', async () => {
    expect(await compared(10, { 'main.ana': doc(3, 90) })).toEqual({ codes: ['read_model_mismatch', 'read_model_mismatch'], compared: 2, elsewhere: 0 });
  });
});
