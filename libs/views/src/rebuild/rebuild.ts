import type { Random } from '@loyalty/kernel';
import type { ViewRef } from '../view-ref';
import type { Comparison } from './compare';

export interface RebuildProgress {
  readonly view: ViewRef;
  readonly phase: 'building' | 'sampling' | 'comparing' | 'switched';
  /** What the new build reflects, and the end of the log as it was when the rebuild began. */
  readonly position: number;
  readonly head: number;
}

export interface RebuildOptions {
  readonly random: Random;
  /** Documents that are folded again from the log and compared; 20 when left out. */
  readonly sample?: number;
  /** Goes live although documents differ from the live build of the same version: the live one was wrong. */
  readonly acceptDifferences?: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildReport {
  readonly view: ViewRef;
  /** The build that readers were on; still followed, so that one can switch back. */
  readonly previous?: ViewRef;
  readonly position: number;
  readonly sampled: number;
  /** Against the live build, when it is of the same version and running. */
  readonly comparison?: Comparison;
}
