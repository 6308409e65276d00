/** What was looked at, and what was wrong with it. */
export interface Check {
  readonly name: string;
  readonly wrong: readonly string[];
}

/** Collects checks and says each as it is made. */
export class Checks {
  private readonly made: Check[] = [];

  constructor(private readonly scenario: string, private readonly say: (line: string) => void) {}

  add(name: string, wrong: readonly string[]): void {
    this.made.push({ name, wrong });
    this.say(`${wrong.length === 0 ? 'ok  ' : 'FAIL'}  ${this.scenario}: ${name}`);
    for (const one of wrong.slice(0, 5)) this.say(`        ${one}`);
    if (wrong.length > 5) this.say(`        and ${wrong.length - 5} more`);
  }

  holds(name: string, holds: boolean, otherwise = 'it is not so'): void {
    this.add(name, holds ? [] : [otherwise]);
  }

  get failed(): number {
    return this.made.filter(({ wrong }) => wrong.length > 0).length;
  }

  get passed(): number {
    return this.made.length - this.failed;
  }
}
