import { FAR_FUTURE } from '@loyalty/kernel';
import { accountStatement, type StatementLine } from '@loyalty/points';
import { fromOf, untilOf } from '../dates';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { shownPoints, table } from '../output/table';
import type { Settings } from '../settings';
import { withStore } from '../store/open-store';
import { walletOf } from '../store/wallets';

export interface StatementOptions {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
}

const COLUMNS = [{ title: 'effective' }, { title: 'what' }, { title: 'reference' }, { title: 'change', right: true }, { title: 'pending', right: true }, { title: 'balance', right: true }];

/** Every movement of an account in the order of business time, with the balance after each. */
export function statement(io: Io, settings: Settings, wallet: string, memberId: string, { from, to, asOf, knownAt }: StatementOptions): Promise<Answer> {
  return withStore(settings.store, async ({ streams }) => {
    const { zone, scale } = await walletOf(streams, wallet);
    const until = to ?? asOf;
    const found = await accountStatement(streams, { wallet, memberId }, {
      asOf: until === undefined ? io.now() : untilOf(until, zone),
      knownAt: knownAt === undefined ? FAR_FUTURE : untilOf(knownAt, zone),
      ...(from === undefined ? {} : { from: fromOf(from, zone) }),
    });
    const points = (value: number) => shownPoints(value, scale);
    const row = (line: StatementLine) => [line.effectiveAt, whatOf(line), referenceOf(line), points(line.change), points(line.pendingChange), points(line.balance)];
    const rows = [
      ...(found.from === undefined ? [] : [[found.from, 'opening balance', '', '', '', points(found.opening)]]),
      ...found.lines.map(row),
      [found.asOf, 'closing balance', '', '', '', points(found.closing)],
    ];
    const due = found.lines.some(({ revision }) => revision === undefined);
    const text = `${memberId} in ${wallet}\n${table(COLUMNS, rows, io.forPeople)}\n${due ? '* brought about by the clock and not written down yet\n' : ''}`;
    return { exitCode: EXIT.clean, json: found, text };
  });
}

/** `points.earned.v1` as `earned`; what is not in the log bears a star. */
function whatOf({ type, revision }: StatementLine): string {
  return `${type.replace(/^points\./, '').replace(/\.v\d+$/, '').replaceAll('.', ' ')}${revision === undefined ? ' *' : ''}`;
}

function referenceOf({ reference, reasonCode }: StatementLine): string {
  return reference === undefined ? reasonCode ?? '' : `${reference.kind} ${reference.id}`;
}
