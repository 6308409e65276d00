import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Server, ServerCredentials, status, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream, type ServerWritableStream } from '@grpc/grpc-js';
import { GossipService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import type { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StreamsServiceService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';
import { append } from './appending';
import { batchAppend } from './batch-appending';
import { ROOMY, type AppendLimits } from './limits';
import { read } from './reading';
import { RecordLog } from './record-log';
import { recordsService } from './records-service';
import { featuresService, gossipService } from './server-information';
import { MemoryStorage, type DoubleStorage } from './storage';

export interface DoubleOptions {
  readonly storage?: DoubleStorage;
  /** 0 for one that is free. */
  readonly port?: number;
  readonly limits?: Partial<AppendLimits>;
  /** Methods that it is to lack, as an older server does. */
  readonly leftOut?: readonly string[];
  /** False for a server that has forgotten the ids of what it wrote: it promises to know them only for a while. */
  readonly remembersIds?: boolean;
}

export interface RunningDouble {
  /** What a client connects to: `kurrentdb://127.0.0.1:40123?tls=false`. */
  readonly url: string;
  readonly port: number;
  /** Cuts all connections and goes on listening: answers under way are lost. */
  cut(): void;
  /** Cuts all connections; what was acknowledged is in the storage. */
  stop(): Promise<void>;
}

/** Starts the double of a KurrentDB server on the loopback. For tests only. */
export async function startDouble({ storage = new MemoryStorage(), port = 0, limits = {}, leftOut = [], remembersIds = true }: DoubleOptions = {}): Promise<RunningDouble> {
  const log = new RecordLog(storage, () => Date.now(), remembersIds);
  const appendLimits = { ...ROOMY, ...limits };
  const server = new Server({ 'grpc.max_receive_message_length': 2 * appendLimits.appendBytesMax + 1024 * 1024, 'grpc.max_send_message_length': -1 });
  const unspoken = (_call: unknown, answer: sendUnaryData<never>) => answer({ code: status.UNIMPLEMENTED, details: 'The double does not speak this' });
  server.addService(ServerFeaturesService, featuresService(leftOut));
  server.addService(StreamsServiceService, recordsService(log, appendLimits));
  server.addService(StreamsService, {
    read: (call: ServerWritableStream<ReadReq, ReadResp>) => void read(log, call),
    append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => append(log, appendLimits, call, answer),
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => batchAppend(log, appendLimits, call),
    delete: unspoken,
    tombstone: unspoken,
  });
  const bound = { port };
  server.addService(GossipService, gossipService(() => bound.port));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  // Small answers go out at once; held back to be sent together they take 40 ms.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(port, '127.0.0.1', resolve));
  bound.port = (listener.address() as AddressInfo).port;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    cut,
    url: `kurrentdb://127.0.0.1:${bound.port}?tls=false`,
    port: bound.port,
    async stop() {
      const closed = new Promise((resolve) => listener.close(resolve));
      injector.destroy();
      cut();
      server.forceShutdown();
      await closed;
      log.close();
    },
  };
}
