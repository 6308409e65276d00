import type { BatchState } from '../domain/batch/batch-state';
import type { BatchDto } from './codes-answers';

/** A batch as it is sent. */
export function batchShown({ terms, generated, createdAt, disabled, issued, imported }: BatchState): BatchDto {
  return {
    ...terms!, kind: generated === undefined ? 'imported' : 'generated', createdAt: createdAt!,
    size: generated?.range.size ?? imported.codes, issued: issued.count, files: imported.files,
    ...(generated === undefined ? {} : { format: generated.format, keyFingerprint: generated.range.keyFingerprint }),
    ...(disabled === undefined ? {} : { disabled }),
  };
}
