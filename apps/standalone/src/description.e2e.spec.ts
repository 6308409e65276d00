import Ajv from 'ajv';
import type { Description, Operation } from './described.fixture';
import { Shop } from './shop.fixture';

describe('the description of the whole API', () => {
  let shop: Shop;
  let text: string;
  let document: Description;
  beforeAll(async () => {
    shop = await Shop.open();
    text = await (await fetch(`${shop.service.url}/docs-json`)).text();
    document = JSON.parse(text);
  });
  afterAll(() => shop.close());

  const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })));
  const ofContexts = () => operations().filter(({ name }) => name.includes(' /v1/'));
  const lacking = (lacks: (operation: Operation, name: string) => boolean) => ofContexts().filter(({ operation, name }) => lacks(operation, name)).map(({ name }) => name);

  it('has every route that the service takes', () => {
    const routes: string[] = [];
    const parts: string[] = [];
    for (const line of shop.service.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')) {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
      if (part === undefined) continue;
      parts.splice(indent!.length / 4, Infinity, part);
      for (const method of methods?.split(', ') ?? []) if (method !== 'HEAD') routes.push(`${method.toLowerCase()} ${parts.join('').replace(/:(\w+)/g, '{$1}')}`);
    }
    expect(routes.filter((route) => !route.includes(' /docs')).sort()).toEqual(operations().map(({ name }) => name).sort());
    expect(ofContexts().length).toBeGreaterThanOrEqual(40);
  });

  it('says of each in one sentence what it is for, under the name of its context', () => {
    expect(lacking(({ summary = '' }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]);
    expect(lacking(({ tags = [] }, name) => tags.length !== 1 || !name.includes(`/v1/${tags[0]}/`))).toEqual([]);
  });

  it('shows what each answers, and a body for each that wants one', () => {
    // Files and pictures are what their kind says; there is nothing in them to describe.
    const isFile = (name: string) => /\.(csv|svg|png)$/.test(name);
    expect(lacking(({ responses }, name) => !isFile(name) && (responses['200'] ?? responses['201'])?.content?.['application/json']?.schema === undefined)).toEqual([]);
    expect(lacking(({ requestBody }) => requestBody?.content['application/json'] !== undefined && requestBody.content['application/json'].examples?.['example'] === undefined)).toEqual([]);
  });

  it('shows examples that its own schemas take', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const { name, operation } of operations()) {
      const { schema, examples = {} } = operation.requestBody?.content['application/json'] ?? {};
      for (const { value } of Object.values(examples)) expect([name, ajv.validate({ ...schema, components: document.components }, value)]).toEqual([name, true]);
    }
  });

  it('refers to nothing that is not there, and to nothing elsewhere', () => {
    const names = Object.keys(document.components.schemas);
    const targets = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target!);
    expect(targets.length).toBeGreaterThan(80);
    expect(targets.filter((target) => !names.includes(target.replace('#/components/schemas/', '')))).toEqual([]);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of names) expect(() => ajv.compile({ $ref: `#/components/schemas/${name}`, components: document.components })).not.toThrow();
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every part of a path', () => {
    for (const { name, operation } of operations()) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, part]) => part).sort();
      expect([name, (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name).sort()]).toEqual([name, inPath]);
    }
  });

  it('is a page whose files all come from here', async () => {
    const html = await (await fetch(`${shop.service.url}/docs`)).text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => new URL(file!, `${shop.service.url}/docs`));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file.origin).toBe(shop.service.url);
      const response = await fetch(file);
      expect([file.pathname, response.status, (await response.arrayBuffer()).byteLength > 100]).toEqual([file.pathname, 200, true]);
    }
  });
});

describe('the examples of the description', () => {
  let shop: Shop;
  let document: Description;
  beforeAll(async () => {
    shop = await Shop.open();
    document = (await shop.service.call('GET', '/docs-json', { as: '' })).body;
  });
  afterAll(() => shop.close());

  const send = (method: string, path: string, ids: Readonly<Record<string, string>> = {}) => {
    const body = document.paths[path]![method]!.requestBody?.content['application/json']?.examples?.['example']?.value;
    const given: Readonly<Record<string, string>> = { wallet: 'beans', memberId: 'm42', programId: 'beans', ...ids };
    return shop.ask(method.toUpperCase(), path.replace(/\{(\w+)\}/g, (_, name: string) => given[name]!), body === undefined ? {} : { body });
  };

  it('are taken as they stand, one after the other', async () => {
    const account = '/v1/points/accounts/{wallet}/{memberId}';
    const taken = async (method: string, path: string, ids?: Readonly<Record<string, string>>) => {
      const answer = await send(method, path, ids);
      expect([path, answer.status, answer.body.code]).toEqual([path, 200, undefined]);
      return answer.body;
    };
    await taken('put', '/v1/points/wallets/{wallet}');
    await taken('put', '/v1/points/programs/{programId}');
    const { lotId } = await taken('post', `${account}/earn`);
    await taken('post', `${account}/quote`);
    const { holdId } = await taken('post', `${account}/holds`);
    await taken('post', `${account}/holds/{holdId}/capture`, { holdId });
    const { redemptionId } = await taken('post', `${account}/redeem`);
    await taken('post', `${account}/redemptions/{redemptionId}/reinstate`, { redemptionId });
    await taken('post', `${account}/adjust`);
    await taken('post', `${account}/awards/{awardId}/claw-back`, { awardId: lotId });
    await taken('post', '/v1/points/wallets/{wallet}/transfers');
    await taken('post', `${account}/lots/move-expiry`);
    await taken('post', `${account}/freeze`);
    await taken('post', `${account}/unfreeze`);
    const { answers } = await taken('post', '/v1/commerce/facts');
    expect(answers.map(({ status }: { status: string }) => status)).toEqual(['applied', 'applied', 'applied', 'applied', 'applied']);
    for (const word of ['retry', 'discard']) expect((await send('post', `/v1/commerce/parked/${word}`)).body.code).toBe('fact_not_parked');
  });
});
