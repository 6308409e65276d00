import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import type { ErrorCategory, ErrorRecord } from '@loyalty/kernel';
import type { ConsumerCounters, ConsumerState, ConsumerStatus, DiscardedEvent, EventReference, ParkedKey } from '@loyalty/messaging';
import { ListOf, Part } from '../validation/parts';
import { IsInstant } from '../validation/text-rule';
import type { Settled } from './settle-parked';

// What the API description says of answers. Answers are not checked against it when they are given; the specs do that.

const PAGE_MAX = 1_000;
const CATEGORIES: readonly ErrorCategory[] = ['validation', 'conflict', 'state', 'not_found', 'forbidden', 'overloaded', 'unavailable', 'corruption'];

export class MessageErrorPart implements ErrorRecord {
  @IsIn(CATEGORIES) category!: ErrorCategory;
  @IsString() @MaxLength(100) code!: string;
  @IsString() @MaxLength(65_536) message!: string;
  @IsBoolean() retryable!: boolean;
  @IsObject() facts!: Record<string, unknown>;
}

/** A message by reference: an event's place in the log, or a record's partition and the offset behind it. */
export class MessageReferencePart implements EventReference {
  @IsInt() @Min(1) position!: number;
  @IsString() @MaxLength(300) stream!: string;
  @IsInt() @Min(0) revision!: number;
}

export class ConsumerCountersPart implements ConsumerCounters {
  @IsInt() @Min(0) seen!: number;
  @IsInt() @Min(0) applied!: number;
  @IsInt() @Min(0) duplicate!: number;
  @IsInt() @Min(0) ignored!: number;
  @IsInt() @Min(0) parked!: number;
}

export class ConsumerPart implements Omit<ConsumerStatus, 'error'> {
  @IsString() @MaxLength(200) consumer!: string;
  @IsIn(['running', 'waiting', 'failed', 'stopped']) state!: ConsumerState;
  /** Everything up to here is settled. */
  @IsInt() @Min(0) position!: number;
  @IsInt() @Min(0) lag!: number;
  @IsInt() @Min(0) inFlight!: number;
  @IsInt() @Min(0) parkedKeys!: number;
  @Part(() => ConsumerCountersPart) counters!: ConsumerCountersPart;
  /** Why it waits or has failed. */
  @IsOptional() @Part(() => MessageErrorPart) error?: MessageErrorPart;
}

export class ConsumersDto {
  @ListOf(() => ConsumerPart, { min: 0, max: PAGE_MAX }) consumers!: readonly ConsumerPart[];
}

export class ParkedKeyPart implements ParkedKey {
  @IsString() @MaxLength(65_536) key!: string;
  @Part(() => MessageReferencePart) first!: MessageReferencePart;
  /** Messages parked under the key, the first included. */
  @IsInt() @Min(1) events!: number;
  /** Why the first could not be taken. */
  @Part(() => MessageErrorPart) error!: MessageErrorPart;
  /** Attempts made on the first message, over all retries. */
  @IsInt() @Min(0) attempts!: number;
  @IsInstant() parkedAt!: ParkedKey['parkedAt'];
}

class PageDto {
  /** `cursor` of the next page; left out on the last one. */
  @IsOptional() @IsString() @MaxLength(8_192) next?: string;
}

export class ParkedKeysDto extends PageDto {
  @ListOf(() => ParkedKeyPart, { min: 0, max: PAGE_MAX }) items!: readonly ParkedKeyPart[];
}

export class ParkedMessagesDto extends PageDto {
  @Part(() => ParkedKeyPart) parked!: ParkedKeyPart;
  /** Oldest first. */
  @ListOf(() => MessageReferencePart, { min: 0, max: PAGE_MAX }) items!: readonly MessageReferencePart[];
}

export class DiscardedMessagePart extends MessageReferencePart implements DiscardedEvent {
  @IsString() @MaxLength(65_536) key!: string;
  @IsString() @MaxLength(500) reason!: string;
  @IsString() @MaxLength(200) actor!: string;
  @IsInstant() at!: DiscardedEvent['at'];
}

export class DiscardedMessagesDto extends PageDto {
  @ListOf(() => DiscardedMessagePart, { min: 0, max: PAGE_MAX }) items!: readonly DiscardedMessagePart[];
}

export class SettledMessagesDto implements Settled {
  @IsString() @MaxLength(200) consumer!: string;
  @IsString() @MaxLength(65_536) key!: string;
  /** The message that was decided on. */
  @Part(() => MessageReferencePart) first!: MessageReferencePart;
  /** Messages taken by this very request; a repeat that finds all done takes none. */
  @IsInt() @Min(0) taken!: number;
  /** Messages parked under the key now. */
  @IsInt() @Min(0) left!: number;
  /** Why the first of them could not be taken, if one was tried or the request is a repeat. */
  @IsOptional() @Part(() => MessageErrorPart) error?: MessageErrorPart;
}
