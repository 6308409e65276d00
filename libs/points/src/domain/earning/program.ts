import type { EarningProgram, EarningProgramEvent } from '@loyalty/contracts';
import { notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { assertProgram } from './assert-program';

export type ProgramState = { readonly current?: EarningProgram; readonly ended: boolean };

export type ProgramCommand =
  | { readonly kind: 'publish'; readonly program: Omit<EarningProgram, 'version'>; readonly at: Instant }
  | { readonly kind: 'end'; readonly programId: string; readonly at: Instant };

/** An earning programme. Publishing it again makes the next version; every award names the version it was decided under. */
export const program: Decider<ProgramState, ProgramCommand, EarningProgramEvent> = {
  initial: { ended: false },
  stateVersion: 1,
  decide(command, { current, ended }) {
    if (command.kind === 'end') {
      if (current === undefined) throw notFound('program_unknown', `There is no programme ${command.programId}`, { programId: command.programId });
      if (ended) throw rejected('program_not_running', `Programme ${command.programId} is not running`, { programId: command.programId });
      return [{ type: 'points.program.ended.v1', effectiveAt: command.at, data: { programId: command.programId, version: current.version } }];
    }
    assertProgram(command.program);
    return [{ type: 'points.program.published.v1', effectiveAt: command.at, data: { ...command.program, version: (current?.version ?? 0) + 1 } }];
  },
  evolve(state, event) {
    return event.type === 'points.program.ended.v1' ? { ...state, ended: true } : { current: event.data, ended: false };
  },
};

export function programStream(programId: string): StreamOf<ProgramState, ProgramCommand, EarningProgramEvent> {
  return { name: streamName('earningProgram', programId), decider: program };
}
