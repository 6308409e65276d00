import type { BatchTerms } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { FORMAT, NOON } from '../codes/codes.fixture';
import { batch, type BatchCommand } from './batch';

const TERMS: BatchTerms = { batchId: 'b1', campaignId: 'summer', usesPerCode: 1 };
const RANGE = { spaceId: 'SH0P.crockford.11', first: 0, size: 5, keyFingerprint: 'k' };
const GENERATE: BatchCommand = { kind: 'generate', terms: TERMS, format: FORMAT, range: RANGE, at: NOON };
const generated = given(batch).commands(GENERATE);
const issue = (serial: number, ...passed: number[]): BatchCommand => ({ kind: 'issue', serial, passed, at: NOON });
const told = { sha256: '0'.repeat(64), lines: 3, added: 2, duplicates: 1, taken: 0, malformed: 0 };

describe('a batch', () => {
  it('is generated in one event, whatever its size', () => {
    given(batch).when(GENERATE).then({ type: 'coupon.batch.generated.v1', effectiveAt: NOON, data: { ...TERMS, format: FORMAT, range: RANGE } });
    generated.when(GENERATE).thenRefused('batch_exists');
  });

  it.each([
    ['end before they begin', { validFrom: NOON, validUntil: NOON }, 'batch_invalid', '/validUntil'], ['are used no times', { usesPerCode: 0 }, 'amount_invalid', '/usesPerCode'],
    ['last no days', { daysAfterIssue: 0 }, 'amount_invalid', '/daysAfterIssue'],
  ] as const)('of codes that %s is refused', (_, changes, code, field) => given(batch).when({ ...GENERATE, terms: { ...TERMS, ...changes } } as BatchCommand).thenRefused(code, { field }));

  it('gives each serial once, in any order', () => {
    generated.when(issue(1)).then({ type: 'coupon.batch.issued.v1', effectiveAt: NOON, data: { batchId: 'b1', serial: 1 } });
    const overtaken = generated.commands(issue(3));
    expect(overtaken.when(issue(1)).state.issued).toEqual({ count: 2, next: 4, left: [2] });
    overtaken.when(issue(3)).thenRefused('serial_issued', { serial: 3 });
    overtaken.commands(issue(1)).when(issue(1)).thenRefused('serial_issued');
    expect(overtaken.when(issue(4, 1, 2)).state.issued).toEqual({ count: 2, next: 5, left: [] });
    generated.when(issue(6)).thenRefused('batch_exhausted', { size: 5 });
  });

  it('forgets what was overtaken long ago', () => {
    const long = given(batch).commands({ ...GENERATE, range: { ...RANGE, size: 10_000_000 } } as BatchCommand);
    expect(long.when(issue(9_000_000)).state.issued.left.length).toBe(1_000);
  });

  it('gives nothing while it is disabled, or once it has ended', () => {
    const off = generated.commands({ kind: 'disable', reasonCode: 'leaked', at: NOON });
    off.when(issue(1)).thenRefused('batch_disabled', { reasonCode: 'leaked' });
    off.when({ kind: 'disable', reasonCode: 'again', at: NOON }).thenNothing();
    off.commands({ kind: 'enable', reasonCode: 'mistake', at: NOON }).when(issue(1)).thenLike({ data: { serial: 1 } });
    given(batch).commands({ ...GENERATE, terms: { ...TERMS, validUntil: instant('2026-03-10T12:00:00Z') } } as BatchCommand).when(issue(1)).thenRefused('batch_ended');
  });

  it('takes foreign codes, or makes its own', () => {
    const open = given(batch).commands({ kind: 'open', terms: TERMS, at: NOON });
    open.when({ kind: 'import', told, at: NOON }).then({ type: 'coupon.batch.imported.v1', effectiveAt: NOON, data: { batchId: 'b1', ...told } });
    open.when(issue(1)).thenRefused('batch_not_generated');
    generated.when({ kind: 'import', told, at: NOON }).thenRefused('batch_not_imported');
    given(batch).when({ kind: 'import', told, at: NOON }).thenRefused('batch_unknown');
  });
});
