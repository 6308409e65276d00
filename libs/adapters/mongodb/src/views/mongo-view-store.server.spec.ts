import { viewStoreContract } from '@loyalty/testing';
import { FIRST_START_MS, MongoOfSpec } from '@loyalty/testing/servers';
import { openMongoReadModel } from '../open-read-model';

const running = new MongoOfSpec();
beforeAll(() => running.start(), FIRST_START_MS);
afterAll(() => running.stop());

viewStoreContract('MongoViewStore', async () => {
  const url = running.newDatabase();
  let model = await openMongoReadModel(url);
  return {
    store: model.views,
    reopen: async () => {
      await model.close();
      model = await openMongoReadModel(url);
      return model.views;
    },
    cleanUp: () => model.close(),
  };
});
