/** What a handler learns of a message besides its data; Nest's `@Ctx()`. */
export interface IntakeContext {
  /** The CloudEvents id: a command's id, the same whenever it is sent again. */
  readonly id: string;
  /** The record's key: what it stays in order with. */
  readonly key: string;
  readonly type: string;
  readonly topic: string;
  /** When the sender says it was made; not checked. */
  readonly time?: string;
  readonly subject?: string;
  /** All headers as text. */
  readonly headers: Readonly<Record<string, string>>;
  /** W3C trace context of the sender. */
  readonly traceparent?: string;
}
