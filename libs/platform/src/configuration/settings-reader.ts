import { invalid } from '@loyalty/kernel';
import { parseAddress, type Address } from './address';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and keeps what is wrong, so that a person hears of everything at the first start. */
export class SettingsReader {
  private readonly problems: { variable: string; problem: string }[] = [];

  constructor(private readonly environment: Environment) {}

  /** An empty variable counts as not set: that is what compose files make of a missing one. */
  has(variable: string): boolean {
    return (this.environment[variable] ?? '') !== '';
  }

  text(variable: string, otherwise: string): string {
    return this.has(variable) ? this.environment[variable]! : otherwise;
  }

  integer(variable: string, otherwise: number, min: number, max: number): number {
    if (!this.has(variable)) return otherwise;
    const text = this.environment[variable]!;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    this.refuse(variable, `must be an integer from ${min} to ${max}, not "${text.slice(0, 40)}"`);
    return otherwise;
  }

  oneOf<const T extends string>(variable: string, otherwise: T, values: readonly T[]): T {
    const text = this.text(variable, otherwise);
    const value = values.find((one) => one === text);
    if (value === undefined) this.refuse(variable, `must be one of ${values.join(', ')}, not "${text.slice(0, 40)}"`);
    return value ?? otherwise;
  }

  /** The message tells the scheme only: the rest of an address may hold a password. */
  address(variable: string, otherwise: string, schemes: readonly string[]): Address {
    const address = parseAddress(this.text(variable, otherwise));
    const known = `this build knows ${schemes.map((scheme) => `${scheme}:`).join(', ')}`;
    if (address === undefined) this.refuse(variable, `must begin with a scheme; ${known}`);
    else if (!schemes.includes(address.scheme)) this.refuse(variable, `has the unknown scheme "${address.scheme.slice(0, 40)}:"; ${known}`);
    return address ?? parseAddress(otherwise)!;
  }

  /** `http://…` or `https://…` without user, query or fragment; undefined when not set. The message does not repeat it. */
  httpUrl(variable: string): string | undefined {
    if (!this.has(variable)) return undefined;
    const text = this.environment[variable]!;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isPlain = url !== undefined && ['http:', 'https:'].includes(url.protocol) && `${url.username}${url.password}${url.search}${url.hash}` === '';
    if (isPlain) return url.href.replace(/\/+$/, '');
    this.refuse(variable, 'must be an address http://host:port without user, query or fragment');
    return undefined;
  }

  /** One that is set exactly when another is; undefined when neither is. */
  textBeside(variable: string, other: string): string | undefined {
    if (this.has(variable) === this.has(other)) return this.has(variable) ? this.environment[variable]! : undefined;
    this.refuse(variable, `is set together with ${other}, or neither is`);
    return undefined;
  }

  assertValid(): void {
    if (this.problems.length === 0) return;
    const lines = this.problems.map(({ variable, problem }) => `${variable} ${problem}`);
    throw invalid('configuration_invalid', lines.join('\n'), { problems: this.problems });
  }

  private refuse(variable: string, problem: string): void {
    this.problems.push({ variable, problem });
  }
}
