import type { PointsTransferredOut, TransferAnswer } from '@loyalty/contracts';
import { sha256Hex } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import { known, walletStream } from '../domain/wallet/wallet';
import { answerOf } from './account-command';

export interface TransferRequest {
  readonly wallet: string;
  readonly from: string;
  readonly to: string;
  readonly points: number;
}

/** Moves points from one member to another in one commit: out of the one account and into the other, or neither. */
export function transferPoints(ledger: Ledger, command: Command, { wallet, from, to, points }: TransferRequest): Promise<Result<TransferAnswer>> {
  const definition = walletStream(wallet);
  const source = accountStream({ wallet, memberId: from });
  const target = accountStream({ wallet, memberId: to });
  const transferId = `T${sha256Hex(command.id).slice(0, 24)}`;
  return ledger.transact(command, {
    streams: [definition, source, target],
    decide(tx) {
      const policy = known(tx.state(definition), wallet);
      const out = tx.execute(source, { kind: 'transferOut', wallet, memberId: from, to, points, transferId, at: tx.now, policy });
      const { slices } = out.find((event): event is PointsTransferredOut => event.type === 'points.transferred.out.v1')!.data;
      const into = tx.execute(target, { kind: 'transferIn', wallet, memberId: to, from, transferId, slices, at: tx.now, policy });
      return { transferId, from: answerOf({ wallet, memberId: from }, tx, out), to: answerOf({ wallet, memberId: to }, tx, into) };
    },
  });
}
