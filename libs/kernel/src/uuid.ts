import { instantToMs } from './instant';
import type { Clock, Random } from './ports';

/** One UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then chance. 36 characters, lower case. */
export function uuidV7(clock: Clock, random: Random): string {
  return uuidSource(clock, random)();
}

/**
 * A source of UUIDs version 7 whose text always grows, also within one millisecond and when the clock steps back
 * (RFC 9562, section 6.2, method 1). `rand_a` is a 12-bit counter that starts in its lower half each millisecond; when it
 * is used up the time part runs ahead by one millisecond. 62 bits of chance follow.
 */
export function uuidSource(clock: Clock, random: Random): () => string {
  let ms = -1;
  let time = '';
  let counter = 0xfff;
  return () => {
    const bytes = random.bytes(10);
    const now = Math.max(0, instantToMs(clock.now()));
    if (now > ms || counter === 0xfff) {
      ms = Math.max(now, ms + 1);
      time = timeText(ms);
      counter = ((bytes[8]! << 8) | bytes[9]!) & 0x7ff;
    } else {
      counter += 1;
    }
    return time + rest(counter, bytes);
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function timeText(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7`;
}

function rest(counter: number, bytes: Uint8Array): string {
  const count = (0x1000 | counter).toString(16).slice(1);
  const variant = HEX[(bytes[0]! & 0x3f) | 0x80]! + HEX[bytes[1]!]!;
  return `${count}-${variant}-${HEX[bytes[2]!]!}${HEX[bytes[3]!]!}${HEX[bytes[4]!]!}${HEX[bytes[5]!]!}${HEX[bytes[6]!]!}${HEX[bytes[7]!]!}`;
}
