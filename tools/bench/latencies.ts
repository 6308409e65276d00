export interface LatencyFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** Every latency of a run, kept as it is: percentiles are exact, and adding one costs a few nanoseconds. */
export class Latencies {
  private values = new Float64Array(65_536);
  private length = 0;

  add(ms: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = ms;
    this.length += 1;
  }

  get count(): number {
    return this.length;
  }

  /** Nearest-rank percentiles in milliseconds; zeros when there are none. */
  figures(): LatencyFigures {
    const sorted = this.values.slice(0, this.length).sort();
    const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(share * this.length) - 1)] ?? 0);
    return { p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), maxMs: at(1) };
  }
}

/** Three decimals. */
export function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
