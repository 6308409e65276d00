const BITS = 32;

/** A set of places among so many campaigns, a bit for each. Read from the lowest bit up it is in order: nothing is sorted. */
export class RankSet {
  private readonly words: number[];

  constructor(count: number) {
    this.words = new Array<number>(Math.ceil(count / BITS)).fill(0);
  }

  /** @param rank from 0, below the count */
  add(rank: number): void {
    this.words[Math.floor(rank / BITS)]! |= 1 << (rank % BITS);
  }

  /** All that were added, each once, the lowest first. */
  inOrder(): number[] {
    const ranks: number[] = [];
    for (let i = 0; i < this.words.length; i += 1) {
      let word = this.words[i]!;
      while (word !== 0) {
        const lowest = word & -word;
        ranks.push(i * BITS + (BITS - 1 - Math.clz32(lowest)));
        word ^= lowest;
      }
    }
    return ranks;
  }
}
