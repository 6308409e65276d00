import type { PointsAccountEvent } from './account-events';
import type { EarningProgramEvent } from './earning';
import type { PointsDirectoryListed, PointsOrderEvent, PointsReversalCounted } from './other-events';
import type { WalletDefined } from './wallet';

/** Everything that stands on points' streams. */
export type PointsEvent = PointsAccountEvent | WalletDefined | EarningProgramEvent | PointsOrderEvent | PointsReversalCounted | PointsDirectoryListed;
