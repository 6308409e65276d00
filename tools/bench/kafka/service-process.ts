import { fork } from 'node:child_process';
import path from 'node:path';
import { brokersOf, KafkaConnection } from '@loyalty/kafka';
import { SERVICE_FLAGS } from '../../door/service';
import { ports } from './broker';
import { openService } from './service';

/** The service in a process of its own, which runs as a service is shipped to run. */
export interface ServiceProcess {
  /** Of its log. */
  readonly file: string;
  /** Resolves when its events are published, with the processor time since it was open, in microseconds. */
  publishedAll(): Promise<number>;
  /** Resolves when its files are closed. */
  close(): Promise<void>;
}

/** Resolves when the service takes commands. Rejects, as do its methods, when the process ends by itself. */
export async function startService(url: string, folder: string): Promise<ServiceProcess> {
  const child = fork(__filename, [url, folder], { execArgv: [...SERVICE_FLAGS, '-r', path.resolve('tools/register.cjs')] });
  const answer = () => new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  const ask = (question: keyof Answers) => {
    const answered = answer();
    child.send(question);
    return answered;
  };
  const file = (await answer()) as string;
  return { file, publishedAll: async () => (await ask('publishedAll')) as number, close: async () => void (await ask('close')) };
}

type Answers = Record<'publishedAll' | 'close', () => Promise<unknown>>;

async function serve(url: string, folder: string): Promise<void> {
  // Whoever asks may die before it has closed us.
  process.once('disconnect', () => process.exit());
  const connection = new KafkaConnection({ brokers: brokersOf(url), clientId: 'points' }, ports);
  const service = await openService(connection, folder);
  const cpu = process.cpuUsage();
  const answers: Answers = {
    async publishedAll() {
      await service.publishedAll();
      const { user, system } = process.cpuUsage(cpu);
      return user + system;
    },
    async close() {
      await service.close();
      await connection.close(5_000);
      return 'closed';
    },
  };
  process.on('message', (question: keyof Answers) => {
    void answers[question]().then((answer) => process.send!(answer, () => question === 'close' && process.disconnect!()));
  });
  process.send!(service.file);
}

if (require.main === module) void serve(process.argv[2]!, process.argv[3]!);
