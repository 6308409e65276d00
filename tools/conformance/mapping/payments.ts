import { words, type Case } from '../case';

/** Words under which a case or one of its rules states what is paid by other means than money. */
const MEANS = ['payment', 'payments', 'wallet', 'eWallet', 'ewallet', 'giftCard'];

export const isPayment = (word: string) => MEANS.includes(word);

/** What of an order is paid by gift cards and wallets: no discount, so no promotion, tax or point knows of it. In the unit of the case. */
export function paidOtherwise(one: Case): number {
  const rules = Array.isArray(one['rules']) ? (one['rules'] as unknown[]) : [];
  return [one, ...rules.map(words)].flatMap((from) => MEANS.map((word) => amountIn(from[word]))).reduce((sum, amount) => sum + amount, 0);
}

function amountIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return Object.values(words(value)).reduce<number>((sum, amount) => sum + (typeof amount === 'number' ? amount : 0), 0);
}
