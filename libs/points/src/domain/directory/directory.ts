import type { PointsDirectoryListed } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

/** Which wallets and programmes there are; small, so that whoever pays an order finds the programmes in one place. */
export interface DirectoryState {
  readonly wallets: readonly string[];
  readonly programs: readonly string[];
}

export interface ListInDirectory {
  readonly entry: 'wallet' | 'program';
  readonly id: string;
  readonly at: Instant;
}

const lists = { wallet: 'wallets', program: 'programs' } as const;

export const directory: Decider<DirectoryState, ListInDirectory, PointsDirectoryListed> = {
  initial: { wallets: [], programs: [] },
  stateVersion: 1,
  decide: ({ entry, id, at }, state) =>
    (state[lists[entry]].includes(id) ? [] : [{ type: 'points.directory.listed.v1', effectiveAt: at, data: { kind: entry, id } }]),
  evolve: (state, { data }) => ({ ...state, [lists[data.kind]]: [...state[lists[data.kind]], data.id] }),
};

export const directoryStream: StreamOf<DirectoryState, ListInDirectory, PointsDirectoryListed> = {
  name: streamName('pointsDirectory', 'all'),
  decider: directory,
};
