import type { RecordedEvent } from '@loyalty/ledger';
import { toBinary, toCloudEvent } from '@loyalty/messaging';
import { sizeOf, type RecordToSend } from '../produce/record-to-send';

/** Events as records, in order, in portions of bounded size; a larger event goes alone. */
export function* portions(events: readonly RecordedEvent[], topic: string, logId: string, bytesMax: number): Generator<readonly RecordToSend[]> {
  let portion: RecordToSend[] = [];
  let bytes = 0;
  for (const event of events) {
    const record: RecordToSend = { topic, key: event.stream, ...toBinary(toCloudEvent(event, logId)) };
    const size = sizeOf(record);
    if (portion.length > 0 && bytes + size > bytesMax) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(record);
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}
