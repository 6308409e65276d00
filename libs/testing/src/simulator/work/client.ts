import type { SeededRandom } from '@loyalty/kernel';
import type { Network } from '../world/network';
import { START_MS } from '../world/life';
import type { World } from '../world/world';
import type { Reply, Request } from './request';
import { Workload } from './workload';

const ATTEMPTS = 5;
const PATIENCE = 400;

/** Clients of one world: how much is still to be asked, and what nobody has answered yet. */
export class Clients {
  readonly workload: Workload;
  /** Commands that were given up; after the faults each is asked again until it is answered. */
  private readonly unsettled: Request[] = [];
  private readonly again: Request[] = [];
  private left: number;

  constructor(private readonly world: World, private readonly network: Network, private readonly random: SeededRandom) {
    const { swarm, scheduler } = world;
    this.left = swarm.commands;
    this.workload = new Workload(random, swarm, () => START_MS + scheduler.nowMs);
  }

  /** All of them at once, until there is nothing left to ask. */
  async run(): Promise<void> {
    const { swarm } = this.world;
    await Promise.all(Array.from({ length: swarm.clients }, () => this.one()));
  }

  /**
   * Asks for what is open until every command has its answer; and once more for some that have one, those first of
   * which the log knows nothing: the answer must still be the same.
   */
  async settle(): Promise<void> {
    for (const request of [...this.unsettled, ...this.world.witness.answers.unrecorded, ...this.again]) {
      const reply = await this.ask(request, PATIENCE);
      if (mayRetry(reply)) this.world.witness.failed('a client', new Error(`${request.id} is still not answered: ${JSON.stringify(reply)}`));
    }
  }

  /** One command that must succeed, to set the world up. */
  async must(request: Request): Promise<void> {
    const reply = await this.ask(request, PATIENCE);
    if (!reply.ok) this.world.witness.failed('setting up', new Error(`${request.id}: ${reply.code}`));
  }

  private async one(): Promise<void> {
    const { world: { scheduler, swarm }, random } = this;
    while (this.left > 0) {
      this.left -= 1;
      await scheduler.sleep(random.int(swarm.thinkMs));
      const request = this.workload.next();
      const reply = await this.ask(request, ATTEMPTS);
      if (mayRetry(reply)) this.unsettled.push(request);
      if (random.chance(20)) this.again.push(request);
      await this.afterwards(request);
      this.setClocks();
    }
  }

  /** Asks again under the same id, because an answer that did not come says nothing. */
  private async ask(request: Request, attempts: number): Promise<Reply> {
    const { world: { scheduler, witness, trace }, random } = this;
    witness.answers.asked(request);
    trace.say('client', () => `asks ${request.id}: ${JSON.stringify(request.body).slice(0, 300)}`);
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.network.call(request);
      witness.look(() => witness.answers.answered(request, reply));
      if (!mayRetry(reply)) this.workload.learn(request, reply);
      if (!mayRetry(reply) || attempt >= attempts) return reply;
      await scheduler.sleep(random.int(100 * Math.min(attempt, 50)));
    }
  }

  /** Long answered commands come again, and sometimes an id comes with another body. */
  private async afterwards(request: Request): Promise<void> {
    const { world: { scheduler, swarm }, random } = this;
    const roll = random.int(1_000);
    if (roll < 50) scheduler.after(random.int(1 + swarm.thinkMs * random.pick([4, 200])), () => void this.ask(request, 1));
    if (roll < 985) return;
    const mistaken = this.workload.mistaken(request);
    if (mistaken === undefined) return;
    const reply = await this.ask(mistaken, 1);
    if (mayRetry(reply)) this.unsettled.push(mistaken);
  }

  private setClocks(): void {
    const { clockJump } = this.world.faults;
    if (clockJump === 0 || !this.random.chance(clockJump)) return;
    this.random.pick(this.world.machines).setClock((this.random.int(121) - 60) * 60_000);
  }
}

/** `fenced` is what a process says that was given up: another one knows what became of the command. */
function mayRetry(reply: Reply): boolean {
  return !reply.ok && (reply.retryable || reply.code === 'fenced');
}
