import { commanded } from '../kafka/commands';
import { consumed } from '../kafka/consume';
import { startBroker } from '../kafka/broker';
import type { Options } from '../options';
import type { Measured } from '../result';

/** `kafka`: a real broker. First what our consumer costs beside the bare client, then commands from topic to topic through a ledger. */
export async function* kafka(options: Options, folder: string): AsyncGenerator<Measured> {
  const broker = await startBroker(folder);
  try {
    yield await consumed(broker, options);
    yield await commanded(broker, folder, options);
  } finally {
    await broker.stop();
  }
}
