import { IsString, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../http/page-query';
import { REASON_LENGTH_MAX } from './decisions';

/** A key is a stream's name, or whatever stood as the key of a record: any characters, so it is never a part of a path. */
export class ParkedKeyQuery extends PageQuery {
  @IsString() @MaxLength(4_096) key!: string;
}

export class RetryParkedMessagesDto {
  /** As the list of parked keys names it. */
  @IsString() @MaxLength(65_536) key!: string;
}

export class DiscardParkedMessageDto extends RetryParkedMessagesDto {
  /** Why, in words; no personal data. */
  @IsString() @MinLength(1) @MaxLength(REASON_LENGTH_MAX) reason!: string;
}
