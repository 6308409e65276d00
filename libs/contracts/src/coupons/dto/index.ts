export * from './basket.dto';
export * from './campaign.dto';
export * from './command-messages';
export * from './redemption.dto';
