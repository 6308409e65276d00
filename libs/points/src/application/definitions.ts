import type { EarningProgram, Wallet, WalletPolicy } from '@loyalty/contracts';
import { assertId, notFound } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { directoryStream } from '../domain/directory/directory';
import { programStream } from '../domain/earning/program';
import { known, walletStream } from '../domain/wallet/wallet';

/** Defines a wallet, or the next version of one. Throws `wallet_invalid` and the refusals of its fields. */
export function defineWallet(ledger: Ledger, command: Command, id: string, policy: WalletPolicy): Promise<Result<{ wallet: string; version: number }>> {
  assertId(id, 'wallet');
  const stream = walletStream(id);
  return ledger.transact(command, {
    streams: [stream, directoryStream],
    decide(tx) {
      tx.execute(stream, { wallet: id, policy, at: tx.now });
      tx.execute(directoryStream, { entry: 'wallet', id, at: tx.now });
      return { wallet: id, version: tx.state(stream).current!.version };
    },
  });
}

/** Publishes an earning programme, or the next version of one. Throws `program_invalid`, `wallet_unknown`. */
export function publishProgram(ledger: Ledger, command: Command, program: Omit<EarningProgram, 'version'>): Promise<Result<{ programId: string; version: number }>> {
  assertId(program.programId, 'programId');
  const stream = programStream(program.programId);
  const wallets = [...new Set(program.rules.map(({ wallet }) => wallet))].map((id) => ({ id, stream: walletStream(id) }));
  return ledger.transact(command, {
    streams: [stream, directoryStream, ...wallets.map((one) => one.stream)],
    decide(tx) {
      for (const { id, stream: definition } of wallets) known(tx.state(definition), id);
      tx.execute(stream, { kind: 'publish', program, at: tx.now });
      tx.execute(directoryStream, { entry: 'program', id: program.programId, at: tx.now });
      return { programId: program.programId, version: tx.state(stream).current!.version };
    },
  });
}

/** Ends a programme: nothing is earned under it from then on. Throws `program_not_running`. */
export function endProgram(ledger: Ledger, command: Command, programId: string): Promise<Result<{ programId: string }>> {
  const stream = programStream(programId);
  return ledger.transact(command, {
    streams: [stream],
    decide(tx) {
      tx.execute(stream, { kind: 'end', programId, at: tx.now });
      return { programId };
    },
  });
}

/** Every wallet in its newest version. */
export async function listWallets(ledger: Ledger): Promise<readonly Wallet[]> {
  const { state } = await ledger.peek(directoryStream);
  return Promise.all(state.wallets.map((id) => findWallet(ledger, id)));
}

/** Throws `wallet_unknown`. */
export async function findWallet(ledger: Ledger, id: string): Promise<Wallet> {
  return known((await ledger.peek(walletStream(id))).state, id);
}

/** Every programme in its newest version, those that ended too. */
export async function listPrograms(ledger: Ledger): Promise<readonly (EarningProgram & { readonly ended: boolean })[]> {
  const { state } = await ledger.peek(directoryStream);
  return Promise.all(state.programs.map((id) => findProgram(ledger, id)));
}

/** Throws `program_unknown`. */
export async function findProgram(ledger: Ledger, id: string): Promise<EarningProgram & { readonly ended: boolean }> {
  const { state } = await ledger.peek(programStream(id));
  if (state.current === undefined) throw notFound('program_unknown', `There is no programme ${id}`, { programId: id });
  return { ...state.current, ended: state.ended };
}
