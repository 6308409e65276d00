import type { Checks } from '../checks';
import type { ServiceProcess } from '../service-process';
import type { Shop } from '../shop';
import { CouponBooks } from './books';
import { DISTURBED, publishCampaigns, QUIET } from './campaigns';
import { decidedAnew } from './decided-anew';
import { Doors } from './doors';
import type { CampaignFigures } from './figures';
import { ShopsMemory } from './memory';
import { ASKING, rush } from './rush';
import { ALL_USED, comeTooLate, settle, SOME_GIVEN_BACK } from './settle';
import { judgeBooks, judgeCheckOut } from './verdict';

const READY_MS = 60_000;
/** The first process to give so many answers is killed: most of its own are still to come. */
const KILLED_AFTER = ASKING / 20;

/** Check-outs at the processes of coupons: what is wanted by more than can have it, and what becomes of it. `equal`: all of them answer, not one. */
export class CheckOut {
  readonly books = new CouponBooks(new Map([...QUIET, ...DISTURBED].map(({ campaignId, limit }) => [campaignId, limit])));
  private readonly memory = new ShopsMemory();
  private readonly doors: Doors;
  private viewed: ReadonlyMap<string, CampaignFigures> = new Map();

  constructor(services: readonly ServiceProcess[], key: string, private readonly shop: Shop, private readonly checks: Checks, private readonly equal: boolean) {
    this.doors = new Doors(services, key);
  }

  /** A rush at each campaign while nothing is wrong; then everything is used. Equal processes must have raced for it. */
  async quiet(): Promise<void> {
    await publishCampaigns(this.doors);
    const before = await decidedAnew(this.doors.services);
    for (const wanted of QUIET) {
      await rush(this.doors, wanted, this.memory, this.checks);
      await comeTooLate(this.shop, wanted, this.memory);
      await settle(this.doors, this.shop, wanted, this.memory, ALL_USED);
    }
    const anew = (await decidedAnew(this.doors.services)) - before;
    if (this.equal) this.checks.holds(`the processes were in each other's way: ${anew} commands were decided anew`, anew > 0);
  }

  /** Rushes at two campaigns at once; a process is killed in the middle of its answers and started again. Not everything is used. */
  async disturbed(): Promise<void> {
    const { services } = this.doors;
    const [before, cutBefore] = [services.map((service) => this.doors.answersOf(service)), this.doors.cutOff];
    const killed = Promise.withResolvers<ServiceProcess>();
    let waits = true;
    const heard = () => {
      const service = waits ? services.find((one, i) => this.doors.answersOf(one) - before[i]! >= KILLED_AFTER) : undefined;
      if (service === undefined) return;
      waits = false;
      service.kill().then(() => service.start()).then(() => killed.resolve(service), killed.reject);
    };
    await Promise.all(DISTURBED.map((wanted) => rush(this.doors, wanted, this.memory, this.checks, heard)));
    const service = await killed.promise;
    const open = this.doors.cutOff - cutBefore;
    this.checks.holds(`${service.name} was killed after ${KILLED_AFTER} answers, and the ${open} that it left open were asked again`, open > 0, 'everything was answered before it was gone');
    for (const wanted of DISTURBED) await settle(this.doors, this.shop, wanted, this.memory, SOME_GIVEN_BACK);
    this.checks.holds(`${service.name} is back`, await Promise.race([service.becomes('ready', READY_MS), service.becomes(/store_locked/, READY_MS)]));
  }

  async judge(brokers: string): Promise<void> {
    this.viewed = await judgeCheckOut(this.doors, this.equal, brokers, this.memory, this.checks);
  }

  /** After the log was read by `books`. */
  judgeBooks(): void {
    judgeBooks(this.books, this.memory, this.viewed, this.checks);
  }
}
