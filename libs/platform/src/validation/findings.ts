import type { ErrorObject } from 'ajv';

/** What is wrong with one field. The value itself is never repeated: it may be personal. */
export interface Finding {
  /** JSON pointer (RFC 6901) into the body; empty for the body itself. For a query, `/` and the parameter's name. */
  readonly field: string;
  /** The JSON Schema keyword, or `required`, `unknown`, or the name of a text rule's format. */
  readonly code: string;
  readonly message: string;
}

export const FINDINGS_MAX = 20;
const NAME_MAX = 64;

/** One finding a field; of several, that of the format, which says what the field is rather than how it is spelled. */
export function findingsOf(errors: readonly ErrorObject[]): readonly Finding[] {
  const byField = new Map<string, Finding>();
  for (const error of errors) {
    const finding = findingOf(error);
    if (!byField.has(finding.field) || error.keyword === 'format') byField.set(finding.field, finding);
  }
  return [...byField.values()];
}

function findingOf({ keyword, instancePath, params, message = '' }: ErrorObject): Finding {
  switch (keyword) {
    case 'required': return { field: pointer(instancePath, params['missingProperty']), code: 'required', message: 'is missing' };
    case 'additionalProperties': return { field: pointer(instancePath, params['additionalProperty']), code: 'unknown', message: 'is not known here' };
    case 'enum': return { field: instancePath, code: 'enum', message: `must be one of ${list(params['allowedValues'])}` };
    case 'format': return { field: instancePath, code: params['format'], message: `must be in the format "${params['format']}"` };
    case 'minLength': return { field: instancePath, code: keyword, message: 'is too short' };
    case 'maxLength': return { field: instancePath, code: keyword, message: 'is too long' };
    default: return { field: instancePath, code: keyword, message };
  }
}

function pointer(path: string, name: unknown): string {
  const text = String(name);
  const short = text.length > NAME_MAX ? `${text.slice(0, NAME_MAX)}…` : text;
  return `${path}/${short.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function list(values: readonly unknown[]): string {
  return values.length > FINDINGS_MAX ? `${values.length} known values` : values.join(', ');
}
