import { APPLIED, type Reaction } from '@loyalty/messaging';
import { busForEachTest, BY_LOG, type BusTraits, type BusUnderTest } from './bus/bus-under-test';
import { checkpointContract } from './bus/checkpoints';
import { failingContract } from './bus/failing';
import { orderContract } from './bus/order';
import { parkingContract } from './bus/parking';
import { stoppingContract } from './bus/stopping';

export { BUS_LIMITS, type BusTraits, type BusUnderTest } from './bus/bus-under-test';

/** What every bus promises its consumers. Register it in a spec beside the adapter. */
export function busContract(name: string, factory: () => Promise<BusUnderTest>, traits: BusTraits = BY_LOG): void {
  describe(`${name} as a message bus`, () => {
    const test = busForEachTest(factory);
    orderContract(test);
    failingContract(test, traits);
    parkingContract(test, traits);
    stoppingContract(test);
    checkpointContract(test, traits);

    it('refuses a second consumer of one name', async () => {
      const bus = await test.under.open();
      const reaction: Reaction = { name: 'notices', categories: ['account'], handle: async () => APPLIED };
      bus.consumer(reaction);
      expect(() => bus.consumer(reaction)).toThrow(expect.objectContaining({ code: 'consumer_name_taken' }));
    });
  });
}
