import type { Fact, FreezeScope, WalletPolicy, EarningProgram } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';

interface OnAccount {
  readonly wallet: string;
  readonly memberId: string;
}

/** What a client asks, as plain data: the same body is the same command. */
export type Body =
  | ({ readonly kind: 'earn'; readonly points: number; readonly availableAt?: Instant; readonly expiresAt?: Instant } & OnAccount)
  | ({ readonly kind: 'hold'; readonly points: number; readonly seconds?: number } & OnAccount)
  | ({ readonly kind: 'capture'; readonly holdId: string; readonly points?: number } & OnAccount)
  | ({ readonly kind: 'release'; readonly holdId: string } & OnAccount)
  | ({ readonly kind: 'redeem'; readonly points: number } & OnAccount)
  | ({ readonly kind: 'adjust'; readonly points: number } & OnAccount)
  | ({ readonly kind: 'clawBack'; readonly awardId: string; readonly points?: number } & OnAccount)
  | ({ readonly kind: 'reinstate'; readonly redemptionId: string; readonly points?: number } & OnAccount)
  | ({ readonly kind: 'freeze' | 'unfreeze'; readonly scope: FreezeScope } & OnAccount)
  | { readonly kind: 'transfer'; readonly wallet: string; readonly from: string; readonly to: string; readonly points: number }
  | { readonly kind: 'wallet'; readonly wallet: string; readonly policy: WalletPolicy }
  | { readonly kind: 'program'; readonly program: Omit<EarningProgram, 'version'> }
  | { readonly kind: 'fact'; readonly fact: Fact };

export interface Request {
  /** The command id: a repeat carries the same. */
  readonly id: string;
  readonly body: Body;
}

/** What came back; `retryable` leaves open whether it was done. */
export type Reply =
  | { readonly ok: true; readonly answer: unknown; readonly position: number; readonly repeated: boolean }
  | { readonly ok: false; readonly code: string; readonly retryable: boolean; readonly facts: Readonly<Record<string, unknown>> };
