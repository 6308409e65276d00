import { assertPublishedRecord } from '@loyalty/contracts/published';
import { readTopic, type TopicRecord } from './topics';

/** Events as a consumer of the topic has them after it has left out repeats. */
export interface Published {
  readonly events: readonly TopicRecord[];
  readonly repeats: number;
  /** Where the order within a stream has a hole, or a repeat says something else than the first time. */
  readonly wrong: readonly string[];
}

/** Reads an events topic as a consumer should: by source and id each once, by stream in the order of revisions (invariant 5). */
export async function readPublished(brokers: string, topic: string): Promise<Published> {
  const first = new Map<string, TopicRecord>();
  const heads = new Map<string, number>();
  const wrong: string[] = [];
  let repeats = 0;
  for (const record of await readTopic(brokers, topic)) {
    const { ce_id: id = '', ce_source: source = '', ce_subject: stream = '', ce_revision: revision = '' } = record.headers;
    const before = first.get(`${source} ${id}`);
    if (before !== undefined) {
      repeats += 1;
      if (before.value !== record.value) wrong.push(`${id} came again and says something else`);
      continue;
    }
    first.set(`${source} ${id}`, record);
    wrong.push(...notAsPublished(topic, record));
    const head = heads.get(`${source} ${stream}`) ?? 0;
    if (Number(revision) !== head + 1) wrong.push(`${stream} goes from revision ${head} to ${revision}`);
    if (record.key !== stream) wrong.push(`${id} has the key ${record.key}`);
    heads.set(`${source} ${stream}`, Number(revision));
  }
  return { events: [...first.values()], repeats, wrong };
}

/** Whether the postings of all events sum up to nothing (invariant 1). */
export function unbalanced(events: readonly TopicRecord[]): string[] {
  return events.flatMap(({ headers, value }) => {
    const { postings = {} } = JSON.parse(value) as { postings?: Readonly<Record<string, number>> };
    const sum = Object.values(postings).reduce((total, points) => total + points, 0);
    return sum === 0 ? [] : [`${headers['ce_id']} posts ${sum} more than nothing`];
  });
}

/** A record that is not what docs/contracts promises. What the test itself sent as an event of the future is none of ours. */
export function notAsPublished(topic: string, { headers, value, key }: TopicRecord): string[] {
  if (headers['ce_actor'] === 'future') return [];
  try {
    assertPublishedRecord({ topic, key: key ?? '', headers, value });
    return [];
  } catch (error) {
    return [`${headers['ce_id']} is not as published: ${String(error).slice(0, 300)}`];
  }
}
