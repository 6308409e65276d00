// The one place where the simulator says what it runs of the contexts. It takes their use cases from where they stand:
// the rooms' doors bring Nest and HTTP with them, which no simulated process has.
/* eslint-disable @nx/enforce-module-boundaries -- see above */
export * from '../../../commerce/src/application/record-facts';
export * from '../../../points/src/application/account-commands';
export * from '../../../points/src/application/definitions';
export { holdPoints } from '../../../points/src/application/hold-points';
export { originalAward } from '../../../points/src/application/original';
export { settleDue } from '../../../points/src/application/scheduler';
export * from '../../../points/src/application/transfer-points';
export { account, accountStream } from '../../../points/src/domain/account/account';
export { reversal } from '../../../points/src/domain/reversal/reversal';
export { pointsReaction } from '../../../points/src/reactions/points-reaction';
export * from '../../../points/src/views/accounts';
export { booksView } from '../../../points/src/views/books';
export { holdsView } from '../../../points/src/views/holds';
export { statementView } from '../../../points/src/views/statement';
export { onAccount } from '../../../points/src/application/account-command';
export type { AccountState } from '../../../points/src/domain/account/state';
export type { ReversalState } from '../../../points/src/domain/reversal/reversal';
