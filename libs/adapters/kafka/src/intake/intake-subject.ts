import { invalid } from '@loyalty/kernel';
import { APPLIED, DUPLICATE, outcomeOfError, readCloudEvent, type CloudEvent, type Outcome } from '@loyalty/messaging';
import { isObservable, lastValueFrom } from 'rxjs';
import { assertWhole, headersText, type KafkaRecord, type ReadRecord, type Subject } from '../group/record';
import type { KeyedProducer } from '../produce/keyed-producer';
import type { IntakeContext } from './context';
import { answerOf, isAnswer, outcomeRecord, type Answered } from './outcome-record';
import type { Handle, Route, Routes } from './routes';

const TEXT_LENGTH_MAX = 256;

/** A service's controllers as what its consumer group works for. */
export class IntakeSubject implements Subject {
  constructor(
    readonly name: string, private readonly service: string, readonly topics: readonly string[], private readonly routes: Routes,
    private readonly ignored: ReadonlySet<string>, private readonly producer: KeyedProducer,
  ) {}

  read(record: KafkaRecord): ReadRecord {
    try {
      const { data, context } = messageOf(record);
      const route = this.routes.find(record.topic, context.type);
      if (route !== undefined) return { kind: 'work', do: () => this.do(route, data, context) };
      if (this.ignored.has(context.type)) return { kind: 'ignored' };
      throw invalid('message_type_unknown', `Nobody here takes ${context.type}`, { type: context.type, topic: record.topic });
    } catch (error) {
      return { kind: 'refused', error: outcomeOfError(error).error };
    }
  }

  readAgain(record: KafkaRecord): ReadRecord {
    return this.read(record);
  }

  private async do({ kind, handle }: Route, data: unknown, context: IntakeContext): Promise<Outcome> {
    if (kind === 'event') {
      await call(handle, data, context);
      return APPLIED;
    }
    const { answered, repeated } = await this.answer(handle, data, context);
    await this.producer.send([outcomeRecord(this.service, context, answered)]);
    return repeated ? DUPLICATE : APPLIED;
  }

  private async answer(handle: Handle, data: unknown, context: IntakeContext): Promise<{ answered: Answered; repeated: boolean }> {
    try {
      return answerOf(await call(handle, data, context));
    } catch (error) {
      if (isAnswer(error)) return { answered: { status: 'rejected', error }, repeated: false };
      throw error;
    }
  }
}

/** Nest's handlers give a value, a promise, or a stream of which the last value counts. */
async function call(handle: Handle, data: unknown, context: IntakeContext): Promise<unknown> {
  const given = await handle(data, context);
  return isObservable(given) ? lastValueFrom(given, { defaultValue: undefined }) : given;
}

/** Throws `message_key_missing`, `message_empty`, `cloud_event_invalid` and what `parseExactJson` throws. */
function messageOf(record: KafkaRecord): { data: unknown; context: IntakeContext } {
  assertWhole(record);
  const headers = headersText(record.headers);
  const event: Partial<CloudEvent> & { readonly traceparent?: unknown } = readCloudEvent({ headers, value: record.value!.toString('utf8') });
  const { data, time, subject } = event;
  const traceparent = headers['traceparent'] ?? event.traceparent;
  const context: IntakeContext = {
    id: text(event.id, 'id'), key: record.key!.toString('utf8'), type: text(event.type, 'type'), topic: record.topic, headers,
    ...(typeof time === 'string' ? { time } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  };
  return { data, context };
}

function text(value: unknown, attribute: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH_MAX) return value;
  throw invalid('cloud_event_invalid', `The CloudEvents attribute ${attribute} is missing or longer than ${TEXT_LENGTH_MAX} characters`, { attribute });
}
