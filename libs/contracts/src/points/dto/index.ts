export * from './account.dto';
export * from './program.dto';
export * from './wallet.dto';
export * from './command-messages';
