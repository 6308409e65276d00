import Ajv from 'ajv';
import { ConsumersDto, DiscardedMessagesDto, ParkedKeysDto, ParkedMessagesDto, SettledMessagesDto } from '../operations/answers';
import { DiscardParkedMessageDto, RetryParkedMessagesDto } from '../operations/requests';
import { openSample, type Sample } from '../testing/sample-service';
import { withParts } from '../validation/compile';
import { describeApi } from './openapi';

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: object }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly description: string; readonly content?: object }>;
  readonly security?: readonly Record<string, readonly string[]>[];
}
type Paths = Record<string, Record<string, Operation>>;

describe('the API description', () => {
  let sample: Sample;
  let text: string;
  let document: { openapi: string; info: { title: string; version: string }; paths: Paths; components: { schemas: Record<string, object>; securitySchemes: Record<string, object> } };
  beforeAll(async () => {
    sample = await openSample();
    text = await (await fetch(`${sample.url}/docs-json`)).text();
    document = JSON.parse(text);
  });
  afterAll(() => sample.close());

  const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));
  const operation = (method: string, path: string) => document.paths[path]![method]!;

  it('is OpenAPI 3.1 and stands on its own feet', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Loyalty ledger: test', version: '1' });
    for (const [, target] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) expect(Object.keys(document.components.schemas)).toContain(target);
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull();
    const ids = operations().map(({ operation: { operationId } }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation: { parameters = [], responses, security = [] } } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name, required }) => [name, required])).toEqual(inPath.map((name) => [name, true]));
      for (const parameter of parameters) expect(parameter).toMatchObject({ name: expect.any(String), schema: expect.any(Object) });
      for (const response of Object.values(responses)) expect(typeof response.description).toBe('string');
      for (const scheme of security.flatMap(Object.keys)) expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
    }
  });

  it('has schemas that compile as JSON Schema', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of Object.keys(document.components.schemas)) {
      expect(() => ajv.compile({ $ref: `#/components/schemas/${name}`, components: document.components })).not.toThrow();
    }
  });

  it('has every route', async () => {
    const routes: string[] = [];
    const parts: string[] = [];
    for (const line of sample.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')) {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
      if (part === undefined) continue;
      const depth = indent!.length / 4;
      parts.splice(depth, Infinity, part);
      if (methods !== undefined) for (const method of methods.split(', ')) if (method !== 'HEAD') routes.push(`${method.toLowerCase()} ${parts.join('').replace(/:(\w+)/g, '{$1}')}`);
    }
    const described = operations().map(({ method, path }) => `${method} ${path}`);
    expect(routes.filter((route) => !/ \/docs/.test(route)).sort()).toEqual(described.sort());
    expect(described.filter((route) => !route.includes('/v1/operations/'))).toHaveLength(11);
    expect(described.filter((route) => route.includes('/v1/operations/'))).toHaveLength(6);
  });

  it('shows the body that is checked, and no other', () => {
    expect(operation('post', '/v1/sample/boxes/{box}/things').requestBody).toEqual({ required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/PutRequest' } } } });
    expect(document.components.schemas['PutRequest']).toMatchObject({
      type: 'object', additionalProperties: false, required: ['colour', 'things'],
      properties: { colour: { type: 'string', enum: ['red', 'green'] }, things: { type: 'array', minItems: 1, maxItems: 50, items: { $ref: '#/components/schemas/ThingPart' } }, at: { type: 'string', format: 'date-time' } },
    });
    const ofEveryService = ['Problem', ...withParts([ConsumersDto, ParkedKeysDto, ParkedMessagesDto, DiscardedMessagesDto, SettledMessagesDto, RetryParkedMessagesDto, DiscardParkedMessageDto]).map(({ name }) => name)];
    expect(Object.keys(document.components.schemas).sort()).toEqual([...ofEveryService, 'BoxAnswer', 'PutRequest', 'SizePart', 'ThingPart'].sort());
  });

  it('shows the Idempotency-Key of a command, the keys it takes and how it refuses', () => {
    const put = operation('post', '/v1/sample/boxes/{box}/things');
    expect(put.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }));
    expect(put.security).toEqual(expect.arrayContaining([{ bearer: [] }, { apiKey: [] }]));
    expect(put.responses['201']!.content).toEqual({ 'application/json': { schema: { $ref: '#/components/schemas/BoxAnswer' } } });
    for (const { operation: { responses } } of operations()) expect(responses['default']).toMatchObject({ content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } });
    expect(operation('get', '/health').security).toBeUndefined();
  });

  it('shows the query of a list with its bounds', () => {
    const { parameters } = operation('get', '/v1/sample/boxes');
    expect(parameters!.filter((one) => one.in === 'query').map(({ name, required }) => [name, required]).sort()).toEqual([['atLeast', false], ['cursor', false], ['limit', false]]);
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 1000 } }));
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'at-least-position', in: 'header', required: false }));
  });

  it('is served with a page whose files all come from here', async () => {
    const page = await fetch(`${sample.url}/docs`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).not.toMatch(/^(?:https?:)?\/\//);
      const response = await fetch(new URL(file, `${sample.url}/docs`));
      expect([response.status, (await response.arrayBuffer()).byteLength > 100]).toEqual([200, true]);
    }
  });

  it('is the same without a server, for those who generate clients', () => {
    expect(JSON.parse(JSON.stringify(describeApi(sample.service.app, 'test', '1')))).toEqual(document);
  });
});
