import { amount, campaign } from '../domain/engine/engine.fixture';
import { KEYS } from '../domain/codes/codes.fixture';
import { draftCampaign, publishCampaign } from './campaigns';
import { by, codesDesk } from './codes/codes-desk.fixture';
import { findCode } from './codes/find-code';

/** Codes on a ledger, and a campaign that is about to share some. */
async function sharing(...codes: readonly string[]) {
  const desk = await codesDesk();
  const { version: _version, ...drafted } = campaign('open', amount(100), { trigger: 'code', sharedCodes: codes });
  await draftCampaign(desk.ledger, by(), drafted);
  return { ...desk, publish: () => publishCampaign(desk.ledger, by(), 'open') };
}

describe('a code that a campaign shares', () => {
  it('may not be one that was imported, in whatever spelling', async () => {
    const { ledger, publish, opened, imported } = await sharing('FREE-1', 'o1d-two');
    const batchId = await opened();
    await imported(batchId, 'OLD-TWO\nOLD-SIX');
    await expect(publish()).rejects.toMatchObject({ code: 'code_taken', facts: { batchId, campaignId: 'autumn', field: '/sharedCodes/1' } });
    expect(await findCode(ledger, KEYS, 'old-two')).toMatchObject({ kind: 'imported', batchId });
    expect(await findCode(ledger, KEYS, 'FREE-1')).toBeUndefined();
  });

  it('may look like imported ones', async () => {
    const { ledger, publish, opened, imported } = await sharing('OLD-TEN');
    await imported(await opened(), 'OLD-TWO\nOLD-SIX');
    expect((await publish()).answer).toMatchObject({ status: 'active', version: 1 });
    expect(await findCode(ledger, KEYS, 'OLD-TEN')).toMatchObject({ kind: 'shared', campaignId: 'open' });
  });

  it('is shared or imported, never both, when both are asked for at once', async () => {
    const { ledger, publish, opened, imported } = await sharing('OLD-TWO');
    const batchId = await opened();
    const [published, { answer }] = await Promise.all([publish().then(() => true, (error: { code: string }) => error.code), imported(batchId, 'OLD-TWO\nOLD-SIX')]);
    const found = await findCode(ledger, KEYS, 'OLD-TWO');
    expect([published, answer.added, answer.taken]).toEqual(found?.kind === 'shared' ? [true, 1, 1] : ['code_taken', 2, 0]);
  });
});
