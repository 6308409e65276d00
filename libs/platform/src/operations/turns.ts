/** Work under one name is done one after the other; under other names it does not wait. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (this.last.get(name) ?? Promise.resolve()).then(work, work);
    this.last.set(name, done);
    const leave = () => void (this.last.get(name) === done && this.last.delete(name));
    done.then(leave, leave);
    return done;
  }
}
