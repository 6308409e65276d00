import type { Provider } from '@nestjs/common';
import type { Random } from '@loyalty/kernel';
import { CONFIGURATION, RANDOM, type Configuration } from '@loyalty/platform';
import { openCodeKeys } from '../application/codes/code-keys-file';
import { SerialsInHand } from '../application/codes/serials-in-hand';

/** `CodeKeys`: the secrets that codes are made with. */
export const CODE_KEYS = Symbol('CODE_KEYS');

/** What the doors of codes need besides the platform. */
export const CODE_PROVIDERS: readonly Provider[] = [
  { provide: CODE_KEYS, inject: [CONFIGURATION, RANDOM], useFactory: ({ codeKeysFile, codeKeysFileGiven }: Configuration, random: Random) => openCodeKeys(codeKeysFile, codeKeysFileGiven, random) },
  { provide: SerialsInHand, useFactory: () => new SerialsInHand() },
];
