import { DAY_MS } from './civil';
import { invalid } from './errors';

/**
 * Local time as integers: `local = utc + offset`, in milliseconds. A zone's offset is constant between two transitions;
 * those stretches are remembered, so all but the hours around a transition is plain arithmetic. Around a transition
 * Temporal decides. Inside this room only, except `assertZone`.
 */
interface Stretch {
  /** UTC, `[fromMs, untilMs)` */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly offsetMs: number;
}

/** Stretches remembered for each zone: 32 years of two a year. Only names of the tz database become keys, so ~600 zones. */
const STRETCHES_MAX = 64;
const zones = new Map<string, Stretch[]>();

/** No zone is further from UTC; nor does any change its offset by more. */
const OFFSET_MAX_MS = 26 * 3_600_000;

/**
 * A zone name of the IANA tz database in its own spelling, such as `Asia/Jerusalem` or `UTC`. Bare offsets are refused:
 * they know no summer time.
 * @throws validation `zone_invalid`
 */
export function assertZone(zone: unknown): asserts zone is string {
  stretchesOf(zone as string);
}

function stretchesOf(zone: string): Stretch[] {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  if (!isZoneName(zone)) {
    const given = typeof zone === 'string' ? zone.slice(0, 40) : typeof zone;
    throw invalid('zone_invalid', `Not a zone of the IANA tz database: ${given}`, { given });
  }
  const stretches: Stretch[] = [];
  zones.set(zone, stretches);
  return stretches;
}

function isZoneName(zone: unknown): boolean {
  if (typeof zone !== 'string' || !/^[A-Z]/.test(zone)) return false;
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId === zone;
  } catch {
    return false; // RangeError is Temporal's way to say that there is no such zone
  }
}

function stretchAt(utcMs: number, zone: string): Stretch {
  const stretches = stretchesOf(zone);
  for (const stretch of stretches) if (utcMs >= stretch.fromMs && utcMs < stretch.untilMs) return stretch;
  const at = Temporal.Instant.fromEpochMilliseconds(utcMs).toZonedDateTimeISO(zone);
  const stretch: Stretch = {
    // "previous" is strictly before, so it is asked from one moment later.
    fromMs: at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    untilMs: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  };
  if (stretches.length >= STRETCHES_MAX) stretches.length = 0;
  stretches.unshift(stretch);
  return stretch;
}

/** What clocks in the zone show at a UTC moment, as if that were UTC. */
export function toLocalMs(utcMs: number, zone: string): number {
  return utcMs + stretchAt(utcMs, zone).offsetMs;
}

/**
 * The moment when clocks in the zone show `localMs`. Where they show it twice, the first time; where they skip it, as far
 * after the gap as it lay inside (Temporal's 'compatible', RFC 5545 section 3.3.5).
 */
export function fromLocalMs(localMs: number, zone: string): number {
  const nearby = stretchAt(localMs, zone);
  if (localMs - nearby.fromMs > OFFSET_MAX_MS && nearby.untilMs - localMs > OFFSET_MAX_MS) return localMs - nearby.offsetMs;
  return localDateTime(localMs).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The first moment of the local day with this day number: 01:00 where midnight is skipped. */
export function startOfDayMs(dayNumber: number, zone: string): number {
  const localMs = dayNumber * DAY_MS;
  const nearby = stretchAt(localMs, zone);
  if (localMs - nearby.fromMs > OFFSET_MAX_MS && nearby.untilMs - localMs > OFFSET_MAX_MS) return localMs - nearby.offsetMs;
  return localDateTime(localMs).toPlainDate().toZonedDateTime(zone).epochMilliseconds;
}

function localDateTime(localMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC').toPlainDateTime();
}
