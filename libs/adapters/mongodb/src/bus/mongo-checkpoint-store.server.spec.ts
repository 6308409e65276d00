import { FIRST_START_MS, MongoOfSpec } from '@loyalty/testing/servers';
import { openMongoReadModel, type MongoReadModel } from '../open-read-model';

const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

describe("a consumer's checkpoint in MongoDB", () => {
  let model: MongoReadModel;
  beforeEach(async () => {
    model = await openMongoReadModel(running.newDatabase());
  });
  afterEach(() => model.close());

  it('is absent, then what was saved, and never goes back within one log', async () => {
    expect(await model.checkpoints.load('tiers')).toBeUndefined();
    await model.checkpoints.save('tiers', { position: 9, logId: 'a' });
    await model.checkpoints.save('tiers', { position: 4, logId: 'a' });
    expect(await model.checkpoints.load('tiers')).toEqual({ position: 9, logId: 'a' });
    expect(await model.checkpoints.load('coupons')).toBeUndefined();
  });

  it('of another log takes its place', async () => {
    await model.checkpoints.save('tiers', { position: 9, logId: 'a' });
    await model.checkpoints.save('tiers', { position: 4, logId: 'b' });
    expect(await model.checkpoints.load('tiers')).toEqual({ position: 4, logId: 'b' });
  });

  it('is the highest when many save at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => model.checkpoints.save('tiers', { position: ((i * 7) % 20) + 1, logId: 'a' })));
    expect(await model.checkpoints.load('tiers')).toEqual({ position: 20, logId: 'a' });
  });
});
