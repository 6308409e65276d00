import { createRequire } from 'node:module';
import { produceRequest, type ProduceOrder } from './produce-request';

/** What the library knows of one kind of request: how each of its versions is written and read. */
interface Definition {
  protocol(of: { readonly version: number }): Exchange;
}

type Exchange = (order: LibraryOrder) => { request: { encode(): Promise<unknown> }; response: unknown };

interface LibraryOrder extends ProduceOrder {
  readonly transactionalId?: string | null;
  readonly compression?: number;
}

/** From this version on a request carries record batches of version 2. */
const FIRST_VERSION = 3;

let done = false;

/**
 * Has the client library send Produce requests that we have written, byte for byte what it would have written: it makes
 * several buffers for each header, in which a busy service spends more than a quarter of its time. Partitions, sequence numbers,
 * retries and answers stay the library's, and so do requests of a kind that we never make. Once for each process. Throws
 * when the library has no such place: it is pinned to the version that has.
 */
export function writeProduceRequests(): void {
  if (done) return;
  done = true;
  const produce = createRequire(__filename)('kafkajs/src/protocol/requests/produce') as Definition;
  const { protocol } = produce;
  produce.protocol = ({ version }) => {
    const exchange = protocol({ version });
    return version < FIRST_VERSION ? exchange : inPlaceOf(exchange);
  };
}

/** The time of a batch is the machine's, as the library would take it; nobody here reads it. */
function inPlaceOf(exchange: Exchange): Exchange {
  return (order) => {
    const { request, response } = exchange(order);
    return isPlain(order) ? { request: { ...request, encode: async () => encoded(produceRequest(order, Date.now())) }, response } : { request, response };
  };
}

/** Neither compressed, nor in a transaction, nor with times of its own. */
function isPlain({ compression = 0, transactionalId, topicData }: LibraryOrder): boolean {
  return compression === 0 && transactionalId == null && topicData.every(({ partitions }) => partitions.every(({ messages }) => messages.every(({ timestamp }) => timestamp === undefined)));
}

/** As the library takes what is encoded. */
function encoded(buffer: Buffer) {
  return { buf: buffer, buffer };
}
