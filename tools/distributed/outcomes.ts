import { notAsPublished } from './published';
import { readTopic } from './topics';

/** What the outcomes on a topic say of commands, and where they contradict each other or one of `commandIds` has none. */
export interface Outcomes {
  readonly status: ReadonlyMap<string, string>;
  readonly wrong: readonly string[];
}

export async function readOutcomes(brokers: string, topic: string, commandIds: readonly string[]): Promise<Outcomes> {
  const said = new Map<string, Set<string>>();
  const wrong: string[] = [];
  for (const record of await readTopic(brokers, topic)) {
    const { value } = record;
    const { commandId } = JSON.parse(value) as { commandId: string };
    wrong.push(...notAsPublished(topic, record));
    said.set(commandId, (said.get(commandId) ?? new Set()).add(value));
  }
  wrong.push(...commandIds.flatMap((id) => (said.get(id)?.size === 1 ? [] : [`${id} has ${said.get(id)?.size ?? 0} different outcomes`])));
  const status = new Map([...said].map(([id, values]) => [id, (JSON.parse([...values][0]!) as { status: string }).status]));
  return { status, wrong };
}
