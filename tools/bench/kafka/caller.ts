import type { Consumer } from 'kafkajs';
import type { KafkaConnection } from '@loyalty/kafka';
import { errorFromJson } from '@loyalty/kernel';
import type { Asked, Put } from '../points-callers';
import { WALLET } from '../wallet';
import { COMMANDS, OUTCOMES } from './topics';

interface Outcome {
  readonly commandId: string;
  readonly status: 'applied' | 'rejected';
  readonly position: number;
  readonly error?: unknown;
}

interface Waiting {
  resolve(answer: { position: number; repeated: boolean }): void;
  reject(error: unknown): void;
}

/** A shop that gives commands on the topic and reads what became of them on the other. */
export class Caller {
  /** Of one id, several may be on their way. */
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly answered = new Set<string>();
  private consumer: Consumer | undefined;

  constructor(private readonly connection: KafkaConnection) {}

  async start(): Promise<void> {
    const consumer = (this.consumer = this.connection.kafka.consumer({ groupId: 'bench.caller', maxWaitTimeInMs: 100 }));
    await consumer.connect();
    await consumer.subscribe({ topics: [OUTCOMES], fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on('consumer.group_join', () => resolve()));
    await consumer.run({
      partitionsConsumedConcurrently: 3,
      eachBatch: async ({ batch }) => {
        for (const { value } of batch.messages) this.take(JSON.parse(value!.toString()) as Outcome);
      },
    });
    await joined;
  }

  /** Resolves or rejects with what the outcome says. */
  readonly put: Put = ({ id, kind, memberId, points }: Asked) => {
    const answer = new Promise<{ position: number; repeated: boolean }>((resolve, reject) => {
      this.waiting.set(id, [...(this.waiting.get(id) ?? []), { resolve, reject }]);
    });
    const source = { kind: 'order', id };
    const data = { wallet: WALLET, memberId, points, ...(kind === 'earn' ? { source } : { reference: source }) };
    const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: '/bench', ce_type: `points.${kind}.v1` };
    return this.connection.producer.send([{ topic: COMMANDS, key: `${WALLET}.${memberId}`, value: JSON.stringify(data), headers }]).then(() => answer);
  };

  async stop(): Promise<void> {
    await this.consumer?.disconnect();
  }

  private take({ commandId, status, position, error }: Outcome): void {
    const [first, ...others] = this.waiting.get(commandId) ?? [];
    if (others.length > 0) this.waiting.set(commandId, others);
    else this.waiting.delete(commandId);
    if (status === 'applied') first?.resolve({ position, repeated: this.answered.has(commandId) });
    else first?.reject(errorFromJson({ retryable: false, ...(error as object) }));
    this.answered.add(commandId);
  }
}
