import Ajv, { type ValidateFunction } from 'ajv';

export interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export type AssertDescribed = (method: string, route: string, answer: unknown) => void;

/** Holds an answer against the schema that the API description has for it. */
export function describedBy({ paths, components }: Description): AssertDescribed {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const routes = Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ method, operation, pattern: patternOf(path), parts: path.split('{').length })));
  const validators = new Map<Operation, ValidateFunction>();
  return (method, route, answer) => {
    const fitting = routes.filter((one) => one.method === method.toLowerCase() && one.pattern.test(route.split('?')[0]!)).sort((a, b) => a.parts - b.parts)[0];
    const schema = fitting?.operation.responses['200']?.content?.['application/json']?.schema;
    if (fitting === undefined || schema === undefined) throw new Error(`${method} ${route} is answered, and its answer is not described`);
    const valid = validators.get(fitting.operation) ?? ajv.compile({ ...schema, components });
    validators.set(fitting.operation, valid);
    if (!valid(answer)) throw new Error(`${method} ${route} does not answer as described: ${ajv.errorsText(valid.errors)}: ${JSON.stringify(answer).slice(0, 1_000)}`);
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
