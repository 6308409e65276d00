import path from 'node:path';
import { brokersOf, KafkaConnection, type KafkaPorts } from '@loyalty/kafka';
import { seededRandom } from '@loyalty/kernel';
import { systemPorts } from '@loyalty/platform/ports';
import { startKafka } from '@loyalty/testing/servers';

export const ports: KafkaPorts = { ...systemPorts, random: seededRandom(1) };

/** A broker for one run, with as many connections to it as are asked for. */
export interface BenchBroker {
  readonly url: string;
  connect(): KafkaConnection;
  stop(): Promise<void>;
}

export async function startBroker(folder: string): Promise<BenchBroker> {
  const server = await startKafka({ folder: path.join(folder, 'kafka') });
  const connections: KafkaConnection[] = [];
  return {
    url: server.url,
    connect() {
      const connection = new KafkaConnection({ brokers: brokersOf(server.url), clientId: 'bench' }, ports);
      connections.push(connection);
      return connection;
    },
    async stop() {
      for (const connection of connections) await connection.close(5_000);
      await server.stop();
    },
  };
}
