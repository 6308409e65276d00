import type { SeededRandom } from '@loyalty/kernel';

interface Task {
  readonly atMs: number;
  /** Chance decides between tasks of one moment. */
  readonly lot: number;
  readonly number: number;
  run(): void;
}

/**
 * Virtual time. A step runs one task and then everything that follows from it without waiting; which of the tasks of
 * one moment goes first is the seed's choice. Nothing here knows the real time, so the same seed makes the same steps.
 */
export class Scheduler {
  nowMs = 0;
  steps = 0;
  private readonly heap: Task[] = [];
  private count = 0;

  constructor(private readonly random: SeededRandom) {}

  /** Runs something after so many virtual milliseconds. */
  after(ms: number, run: () => void): void {
    this.push({ atMs: this.nowMs + ms, lot: this.random.int(1 << 20), number: (this.count += 1), run });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /**
   * Steps until `finished` says so. `settled` is called between two steps, when nothing can go on by itself; what it
   * throws ends the run. Rejects with `stuck()` when there is nothing left to do.
   */
  run(finished: () => boolean, settled: () => void, stuck: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = () => {
        try {
          settled();
          if (finished()) return resolve();
          const task = this.pop();
          if (task === undefined) return reject(stuck());
          this.nowMs = Math.max(this.nowMs, task.atMs);
          this.steps += 1;
          task.run();
        } catch (error) {
          return reject(error as Error);
        }
        // A tick that is asked for by a microtask comes when all microtasks are done: only then the step is over.
        queueMicrotask(() => process.nextTick(next));
      };
      queueMicrotask(() => process.nextTick(next));
    });
  }

  private push(task: Task): void {
    const { heap } = this;
    let place = heap.length;
    heap.push(task);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(task, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = task;
  }

  private pop(): Task | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return first;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

function before(a: Task, b: Task): boolean {
  return a.atMs !== b.atMs ? a.atMs < b.atMs : a.lot !== b.lot ? a.lot < b.lot : a.number < b.number;
}
