/** The categories of points' streams. */
export const POINTS_CATEGORIES = ['pointsAccount', 'pointsWallet', 'earningProgram', 'pointsOrder', 'pointsReversal', 'pointsDirectory'] as const;
export type PointsCategory = (typeof POINTS_CATEGORIES)[number];
