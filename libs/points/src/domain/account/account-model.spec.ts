import fc from 'fast-check';
import { AccountModel } from './account-model.fixture';
import { step, walk, wallet } from './account-walk.fixture';

const numRuns = Number(process.env.FC_RUNS ?? 200);

describe('an account beside a model of single coins', () => {
  it('has the same points in the same lots after every command', () => {
    fc.assert(fc.property(wallet, fc.array(step, { maxLength: 40, size: 'max' }), (policy, steps) => {
      const model = new AccountModel(policy);
      for (const { command, events, after, before, refused } of walk(policy, steps)) {
        if (refused !== undefined) continue;
        model.apply(command, events);
        const { pending, available, held, debt } = after.books;
        expect({ command: command.kind, before, pending, available, held, debt }).toEqual({ command: command.kind, before, ...model.balances() });
        expect(byLot(after.lots)).toEqual(model.lots());
      }
    }), { numRuns });
  });

  it('refuses to spend only what the model has not', () => {
    fc.assert(fc.property(wallet, fc.array(step, { maxLength: 40, size: 'max' }), (policy, steps) => {
      const model = new AccountModel(policy);
      for (const { command, events, refused } of walk(policy, steps)) {
        if (refused === undefined) model.apply(command, events);
        else if (refused === 'insufficient_points' && 'points' in command) {
          model.pass(command.at);
          expect(model.balances().available).toBeLessThan(Math.abs(command.points!));
        }
      }
    }), { numRuns });
  });
});

function byLot(lots: readonly { readonly lotId: string; readonly points: number }[]): Record<string, number> {
  return Object.fromEntries(lots.map(({ lotId, points }) => [lotId, points]));
}
