import { viewStoreContract } from '@loyalty/testing';
import { memoryViews, MemoryViewStore } from './memory-view-store';

viewStoreContract('MemoryViewStore', async () => {
  const kept = memoryViews();
  let store = new MemoryViewStore(kept);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = new MemoryViewStore(kept);
      return store;
    },
    cleanUp: () => store.close(),
  };
});
