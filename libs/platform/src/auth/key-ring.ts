import { statSync } from 'node:fs';
import type { Clock } from '@loyalty/kernel';
import { hashApiKey, type ApiKeyRecord } from './api-key';
import { readKeyFile } from './key-file';

const LOOK_EVERY_MS = 1_000;

/** The keys of a file, found by their hash. Keeps up with the file: a new or revoked key counts within two seconds. */
export class KeyRing {
  private byHash: ReadonlyMap<string, ApiKeyRecord>;
  /** What the file looked like before it was read: a change while it is read is seen the next time. */
  private seen: string;
  private readonly looking: NodeJS.Timeout;

  /** `failed` hears when the file can no longer be read; the keys read last stay good until it can. */
  constructor(private readonly file: string, private readonly clock: Clock, private readonly failed: (error: unknown) => void) {
    this.seen = appearance(file);
    this.byHash = indexed(file);
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Who has this key; undefined for an unknown, revoked or expired one. */
  find(key: string): ApiKeyRecord | undefined {
    const record = this.byHash.get(hashApiKey(key));
    return record?.expiresAt !== undefined && record.expiresAt <= this.clock.now() ? undefined : record;
  }

  /** Reads the file again; one that is gone has no keys. */
  reload(): void {
    try {
      this.seen = appearance(this.file);
      this.byHash = indexed(this.file);
    } catch (error) {
      this.failed(error);
    }
  }

  close(): void {
    clearInterval(this.looking);
  }

  private look(): void {
    if (appearance(this.file) !== this.seen) this.reload();
  }
}

function indexed(file: string): ReadonlyMap<string, ApiKeyRecord> {
  return new Map((readKeyFile(file) ?? []).map((record) => [record.sha256, record]));
}

/** Each write makes a new file, so its number changes even within one tick of the file system's clock. */
function appearance(file: string): string {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code); // gone, or not ours to see: reading it says more
  }
}
