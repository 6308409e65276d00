import { errorToJson, type DomainError } from '@loyalty/kernel';
import { categoryOf, type RecordedEvent } from '@loyalty/ledger';
import { fromCloudEvent, outcomeOfError, readCloudEvent, type Reaction } from '@loyalty/messaging';
import { assertWhole, headersText, type KafkaRecord, type ReadRecord, type Subject } from '../group/record';
import { RevisionWatch } from './revision-watch';

const IGNORED: ReadRecord = { kind: 'ignored' };

/** A reaction as what a consumer group works for: records are events of a ledger, as CloudEvents. */
export class ReactionSubject implements Subject {
  readonly name: string;
  readonly topics: readonly string[];
  private readonly categories: ReadonlySet<string>;
  private readonly watch = new RevisionWatch();

  constructor(private readonly reaction: Reaction, topicOf: (category: string) => string) {
    this.name = reaction.name;
    this.topics = [...new Set(reaction.categories.map(topicOf))];
    this.categories = new Set(reaction.categories);
  }

  read(record: KafkaRecord): ReadRecord {
    return this.readWith(record, (event) => this.watch.see(event));
  }

  readAgain(record: KafkaRecord): ReadRecord {
    return this.readWith(record, () => undefined);
  }

  startAgain(): void {
    this.watch.forget();
  }

  private readWith(record: KafkaRecord, objection: (event: RecordedEvent) => DomainError | undefined): ReadRecord {
    let event: RecordedEvent;
    try {
      event = eventOf(record);
    } catch (error) {
      return { kind: 'refused', error: outcomeOfError(error).error };
    }
    if (!this.categories.has(categoryOf(event.stream))) return IGNORED;
    const found = objection(event);
    try {
      const key = this.reaction.key?.(event) ?? event.stream;
      return found === undefined ? { kind: 'work', key, do: () => this.reaction.handle(event) } : { kind: 'refused', key, error: errorToJson(found) };
    } catch (error) {
      return { kind: 'refused', key: event.stream, error: outcomeOfError(error).error };
    }
  }
}

/** Throws `message_key_missing`, `message_empty`, `cloud_event_invalid` and what `parseExactJson` throws. */
function eventOf({ key, value, headers }: KafkaRecord): RecordedEvent {
  assertWhole({ key, value });
  return fromCloudEvent(readCloudEvent({ headers: headersText(headers), value: value!.toString('utf8') })).event;
}
