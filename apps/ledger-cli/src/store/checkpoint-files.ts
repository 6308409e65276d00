import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { invalid } from '@loyalty/kernel';
import { decodeVerifyingKey, encodeVerifyingKey, generateSigningKey, originOf, signingKeyFromPem, verifyingKeyOf, type SigningKey, type VerifyingKey } from '@loyalty/ledger';

/** Where checkpoints and the keys that sign them are kept: beside the store, and to be copied away from it. */
export class CheckpointFiles {
  private readonly keys: string;
  readonly folder: string;

  constructor(dataDir: string) {
    this.keys = path.join(dataDir, 'keys');
    this.folder = path.join(dataDir, 'checkpoints');
  }

  /** The log's own key, made on first use: the private part for its owner's eyes only, the public part beside it. */
  signingKey(logId: string): { readonly key: SigningKey; readonly made: boolean; readonly publicFile: string } {
    const name = originOf(logId);
    const [file, publicFile] = [path.join(this.keys, `${logId}.pem`), this.publicFile(logId)];
    if (existsSync(file)) return { key: signingKeyFromPem(name, readFileSync(file, 'utf8')), made: false, publicFile };
    const { key, pem } = generateSigningKey(name);
    mkdirSync(this.keys, { recursive: true, mode: 0o700 });
    // `wx`: two that issue for the first time at once must not sign with different keys.
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
    writeFileSync(publicFile, `${encodeVerifyingKey(verifyingKeyOf(key))}\n`);
    return { key, made: true, publicFile };
  }

  /** The key that somebody names, as a file or as text, or else the log's own; throws `key_missing`, `key_malformed`. */
  verifyingKey(given: string | undefined, logId: string): VerifyingKey {
    if (given !== undefined) return decodeVerifyingKey(existsSync(given) ? readFileSync(given, 'utf8') : given);
    const file = this.publicFile(logId);
    if (!existsSync(file)) throw invalid('key_missing', `Name the key that must have signed with --key; there is none at ${file}`, { file });
    return decodeVerifyingKey(readFileSync(file, 'utf8'));
  }

  write(logId: string, size: number, note: string): string {
    mkdirSync(this.folder, { recursive: true });
    const file = path.join(this.folder, `${logId}-${size}.checkpoint`);
    writeFileSync(file, note);
    return file;
  }

  /** File and text of each checkpoint here, whatever log it is of. */
  all(): readonly { readonly file: string; readonly note: string }[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder).filter((name) => name.endsWith('.checkpoint')).sort()
      .map((name) => path.join(this.folder, name)).map((file) => ({ file, note: readFileSync(file, 'utf8') }));
  }

  private publicFile(logId: string): string {
    return path.join(this.keys, `${logId}.pub`);
  }
}
