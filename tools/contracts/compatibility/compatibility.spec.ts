import type { Documents } from '../documents';
import { breaking } from './compatibility';
import { told } from './finding';

const TOPIC = 'loyalty.points.events.v1';

interface Described {
  readonly topic?: string;
  readonly type?: string;
  readonly action?: 'send' | 'receive';
  readonly key?: object;
  readonly headers?: object;
  readonly data?: object;
}

function documentsOf(...messages: readonly Described[]): Documents {
  const files = new Map<string, string>();
  const [channels, operations, described]: Record<string, object>[] = [{}, {}, {}];
  for (const { topic = TOPIC, type = 'points.earned.v1', action = 'send', key = { type: 'string', pattern: '^pointsAccount-' }, headers = { type: 'object', properties: {} }, data = { type: 'object', properties: { points: { type: 'integer' } }, required: ['points'] } } of messages) {
    const file = `schemas/${topic}/${type}.json`;
    channels![topic] = { messages: { ...(channels![topic] as { messages?: object } | undefined)?.messages, [type]: { $ref: `#/components/messages/${topic}.${type}` } } };
    operations![topic] = { action };
    described![`${topic}.${type}`] = { headers: { schema: headers }, payload: { schema: { $ref: `./${file}` } }, bindings: { kafka: { key } } };
    files.set(file, JSON.stringify(data));
  }
  return files.set('asyncapi.json', JSON.stringify({ channels, operations, components: { messages: described } }));
}

const found = (before: Documents, after: Documents) => breaking(before, after).map(told);

describe('documents that follow others', () => {
  it('break nobody when they are the same, say more, or are the first', () => {
    expect(found(documentsOf({}), documentsOf({}))).toEqual([]);
    expect(found(documentsOf({}), documentsOf({}, { type: 'points.gifted.v1' }, { topic: 'loyalty.tiers.events.v1', type: 'tier.reached.v1' }))).toEqual([]);
    expect(found(new Map(), documentsOf({}))).toEqual([]);
  });

  it.each<[string, Described, Described[], string]>([
    ['a message is gone', {}, [], `message_removed: ${TOPIC} points.earned.v1: does not go over this topic any more`],
    ['a message goes over another topic', {}, [{ topic: 'loyalty.points.events.v2' }], `message_removed: ${TOPIC} points.earned.v1: does not go over this topic any more`],
    ['who sent it now receives it', {}, [{ action: 'receive' }], `direction_changed: ${TOPIC} points.earned.v1: we receive it and did send it`],
    ['the key is another', {}, [{ key: { type: 'string', pattern: '^wallet-' } }], `widened: ${TOPIC} points.earned.v1, key: pattern ^wallet- against ^pointsAccount-`],
    ['a header is gone', { headers: { type: 'object', properties: { ce_id: { type: 'string' } }, required: ['ce_id'] } }, [{}], `member_removed: ${TOPIC} points.earned.v1, headers/ce_id: is not sent any more`],
    ['a member is gone', {}, [{ data: { type: 'object', properties: {} } }], `member_removed: ${TOPIC} points.earned.v1, data/points: is not sent any more`],
  ])('break others when %s', (_, before, after, finding) => expect(found(documentsOf(before), documentsOf(...after))).toEqual([finding]));

  it('break who sends to us when they ask for more', () => {
    const data = (required: string[]) => ({ type: 'object', properties: { points: { type: 'integer' }, note: { type: 'string' } }, required });
    const command = { action: 'receive', topic: 'loyalty.points.commands.v1' } as const;
    expect(found(documentsOf({ ...command, data: data([]) }), documentsOf({ ...command, data: data(['note']) }))).toEqual(['member_required: loyalty.points.commands.v1 points.earned.v1, data/note: must be there now']);
    expect(found(documentsOf({ ...command, data: data(['note']) }), documentsOf({ ...command, data: data([]) }))).toEqual([]);
  });
});
