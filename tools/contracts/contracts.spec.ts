import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv/dist/2020';
import { COUPONS_COMMANDS_TOPIC, COUPONS_OUTCOMES, COUPONS_OUTCOMES_TOPIC, EVENT_TOPICS, FACT_TOPICS, MESSAGES, POINTS_COMMANDS_TOPIC, POINTS_OUTCOMES, POINTS_OUTCOMES_TOPIC, type ContextName } from '@loyalty/contracts';
import { assertPublished, assertPublishedRecord } from '@loyalty/contracts/published';
import { outcomeRecord } from '@loyalty/kafka';
import { rejected } from '@loyalty/kernel';
import { contextTopic, outcomesTopic } from '@loyalty/messaging';
import { breaking } from './compatibility/compatibility';
import { documents, type Documents } from './documents';
import { readFolder, writeFolder } from './folder';
import { documentsAt, hasGit } from './git-version';
import { publishedMessages, type PublishedMessage } from './published-messages';
import { stale } from './stale';

const ROOT = path.resolve(__dirname, '../..');
const committed = readFolder(path.join(ROOT, 'docs/contracts'));

describe('docs/contracts', () => {
  let made: Documents;
  let messages: readonly PublishedMessage[];
  beforeAll(async () => {
    [made, messages] = [await documents(ROOT), await publishedMessages(ROOT)];
  });

  it('is what the code gives', () => {
    expect(stale(committed, made)).toEqual([]);
  });

  it('is the same whenever it is made', async () => {
    expect(stale(made, await documents(ROOT))).toEqual([]);
  });

  it('breaks nobody who wrote against the version before', () => {
    // Nothing to compare with where there is no git: an archive was unpacked.
    expect(hasGit(ROOT) ? breaking(documentsAt(ROOT, 'HEAD'), made) : []).toEqual([]);
  });

  it('has every message once, on the topic where it goes', () => {
    expect(messages.map(({ topic, type }) => `${topic} ${type}`)).toEqual([...new Set(MESSAGES.map(({ topic, type }) => `${topic} ${type}`))]);
    expect([...new Set(messages.map(({ topic }) => topic))]).toEqual([...Object.values(FACT_TOPICS), POINTS_COMMANDS_TOPIC, COUPONS_COMMANDS_TOPIC, POINTS_OUTCOMES_TOPIC, COUPONS_OUTCOMES_TOPIC, ...Object.values(EVENT_TOPICS)]);
    for (const [context, topic] of Object.entries(EVENT_TOPICS)) expect(topic).toBe(contextTopic(context as ContextName, 'events'));
    expect([POINTS_COMMANDS_TOPIC, COUPONS_COMMANDS_TOPIC].map(outcomesTopic)).toEqual([POINTS_OUTCOMES_TOPIC, COUPONS_OUTCOMES_TOPIC]);
  });

  it('has examples, key and headers that are as it says', () => {
    for (const { topic, type, examples, headersExample, key } of messages) {
      expect(examples.length).toBeGreaterThan(0);
      const example = 'pattern' in key ? headersExample['ce_subject']! : 'm42';
      for (const data of examples) assertPublishedRecord({ topic, key: example, headers: headersExample, value: JSON.stringify(data) });
      expect(() => assertPublished(topic, type, { nothing: 'of this' })).toThrow('is not as docs/contracts says');
    }
  });

  it('leads everywhere it refers to', () => {
    const text = committed.get('asyncapi.json')!;
    const document = JSON.parse(text) as object;
    const refs = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(200);
    for (const ref of refs) {
      if (ref.startsWith('./')) expect(committed.has(ref.slice(2))).toBe(true);
      else expect(ref.slice(2).split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document)).toBeDefined();
    }
  });

  it('lets a consumer meet members that it does not know, and no sender send them', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const { kind, schema, examples } of messages) {
      const more = { ...(examples[0] as object), fromLater: 1 };
      expect(ajv.validate(schema, more)).toBe(kind === 'outcome' || kind === 'event');
    }
  });

  it('knows the outcome of each command by the type that the intake gives it', () => {
    const all = [['points', POINTS_COMMANDS_TOPIC, POINTS_OUTCOMES], ['coupons', COUPONS_COMMANDS_TOPIC, COUPONS_OUTCOMES]] as const;
    for (const [service, topic, command, type] of all.flatMap(([service, topic, outcomes]) => Object.entries(outcomes).map(([command, { type }]) => [service, topic, command, type] as const))) {
      const record = outcomeRecord(service, { id: 'c1', key: 'm42', type: command, topic, headers: {} }, { status: 'rejected', error: rejected('a', 'b') });
      expect(record.headers['ce_type']).toBe(type);
      assertPublishedRecord(record as never);
    }
  });
});

describe('documents in a folder', () => {
  it('come back as they were, and older ones are gone', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'contracts-'));
    try {
      writeFolder(folder, new Map([['asyncapi.json', '{}'], ['schemas/t/a.v1.json', '1'], ['schemas/t/b.v1.json', '2']]));
      writeFolder(folder, new Map([['asyncapi.json', '{}'], ['schemas/t/b.v1.json', '3']]));
      expect([...readFolder(folder)]).toEqual([['asyncapi.json', '{}'], ['schemas/t/b.v1.json', '3']]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are told apart by name', () => {
    expect(stale(new Map([['a', '1'], ['b', '1']]), new Map([['b', '2'], ['c', '1']]))).toEqual([
      'stale: a is not made any more: npm run contracts', 'stale: b is not what the code gives: npm run contracts', 'stale: c is missing: npm run contracts',
    ]);
  });
});
