import type { Faults } from '../swarm';
import type { Reply, Request } from '../work/request';
import type { World } from './world';

export const TIMED_OUT = { ok: false, code: 'timed_out', retryable: true, facts: {} } as const satisfies Reply;
const REFUSED = { ok: false, code: 'connection_refused', retryable: true, facts: {} } as const satisfies Reply;

/** Between clients and machines: requests and answers take their time, are lost, or come twice. */
export class Network {
  constructor(private readonly world: World) {}

  /** The answer, or that none came in time; then the command may have happened or not. */
  call(request: Request): Promise<Reply> {
    const { scheduler, swarm } = this.world;
    return new Promise((resolve) => {
      scheduler.after(swarm.timeoutMs, () => resolve(TIMED_OUT));
      this.carry(request, resolve);
      if (this.strikes('doubleRequest')) this.carry(request, resolve);
    });
  }

  private carry(request: Request, answer: (reply: Reply) => void): void {
    if (this.strikes('lostRequest')) return;
    this.world.scheduler.after(this.delay(), () => this.arrive(request, answer));
  }

  private arrive(request: Request, answer: (reply: Reply) => void): void {
    const { machines, chance, scheduler, witness, trace } = this.world;
    const machine = chance.pick(machines);
    const serving = machine.serving();
    if (serving === undefined) return scheduler.after(1, () => answer(REFUSED));
    const { service, life } = serving;
    service.handle(request).then(
      (reply) => {
        // A process that died meanwhile tells nobody.
        if (!life.alive) return;
        trace.say(machine.name, () => `answers ${request.id} (${request.body.kind}): ${brief(reply)}`);
        witness.look(() => witness.answers.leaves(request, reply));
        if (!this.strikes('lostAnswer')) scheduler.after(this.delay(), () => answer(reply));
      },
      (error) => life.alive && witness.failed(`${machine.name} handling ${request.id}`, error),
    );
  }

  private strikes(fault: keyof Faults): boolean {
    const { chance, faults } = this.world;
    if (faults[fault] === 0 || !chance.chance(faults[fault])) return false;
    this.world.count(fault);
    return true;
  }

  private delay(): number {
    const { chance } = this.world;
    return chance.int(chance.pick([1, 3, 30]));
  }
}

function brief(reply: Reply): string {
  return reply.ok ? `applied at ${reply.position}${reply.repeated ? ', repeated' : ''}` : reply.code;
}
