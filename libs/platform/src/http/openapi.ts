import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { withParts } from '../validation/compile';
import { schemaOf } from '../validation/dto-schema';
import { describedDtos } from './described-dtos';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail', 'retryable', 'facts'],
  properties: {
    type: { type: 'string', description: 'urn:loyalty:error:<code>' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable; made for programs' },
    retryable: { type: 'boolean', description: 'Whether the same request may succeed later' },
    facts: { type: 'object', description: 'What the refusal rests on; for request_invalid the list `errors`' },
    requestId: { type: 'string' },
  },
};
const PROBLEM_RESPONSE = { description: 'A refusal', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

type Operation = { responses: Record<string, unknown> };

/** The API description: routes from the controllers, schemas from the very classes that check the requests. */
export function describeApi(app: INestApplication, name: string, version: string): OpenAPIObject {
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle(`Loyalty ledger: ${name}`).setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}` });
  const schemas = Object.fromEntries(withParts([...describedDtos]).map((dto) => [dto.name, schemaOf(dto).schema]));
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path as Record<string, Operation>)) operation.responses['default'] = PROBLEM_RESPONSE;
  }
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...schemas, Problem: PROBLEM } as never } };
}

/** Serves the description at /docs-json and a page to try it at /docs, all of it from this machine. */
export function serveApiDescription(app: INestApplication, name: string, version: string): void {
  SwaggerModule.setup('docs', app, () => describeApi(app, name, version), { raw: ['json'], customSiteTitle: `Loyalty ledger: ${name}` });
}
