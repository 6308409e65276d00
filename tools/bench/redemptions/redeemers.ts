import { commitRedemption, holdRedemption, type Desk } from '@loyalty/coupons';
import { fingerprint, isDomainError, seededRandom, uuidSource } from '@loyalty/kernel';
import { wallClock } from '../clock';
import type { Options } from '../options';
import { basketOf, HOT_CODE } from './shop';

export type Codes = 'uniform' | 'hot';

/** Callers that hold a basket and commit it once that is answered, each command with the fingerprint of its body as a door hands it in. */
export class Redeemers {
  /** Redemptions whose commit was answered. */
  committed = 0;
  private readonly newId: () => string;
  private asked = 0;

  constructor(private readonly desk: Desk, private readonly codes: Codes, private readonly code: (serial: number) => string, { seed }: Pick<Options, 'seed'>) {
    this.newId = uuidSource(wallClock, seededRandom(seed));
  }

  readonly send = async (): Promise<string> => {
    const n = (this.asked += 1);
    const redemptionId = this.newId();
    const body = { redemptionId, basket: basketOf(n), member: { memberId: `m${n % 1_000_000}`, orders: 1 }, codes: [this.codes === 'hot' ? HOT_CODE : this.code(n)] };
    try {
      const { answer } = await holdRedemption(this.desk, { id: this.newId(), fingerprint: fingerprint({ kind: 'hold', ...body }), actor: 'bench', length: 500 }, body);
      if ('rejected' in answer) return `rejected ${answer.rejected.code}`;
      await commitRedemption(this.desk.ledger, { id: this.newId(), fingerprint: fingerprint({ kind: 'commit', redemptionId }), actor: 'bench', length: 60 }, { redemptionId });
      this.committed += 1;
      return 'applied';
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return `error ${error.code}`;
    }
  };
}
