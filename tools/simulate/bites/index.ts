import type { Mutation } from '@loyalty/testing/simulator';
import * as bus from './bus-bites';
import * as ledger from './ledger-bites';
import * as points from './points-bites';

/** Every known bug, made anew for each run. */
export const BITES: readonly (() => Mutation)[] = [...Object.values(ledger), ...Object.values(points), ...Object.values(bus)];
