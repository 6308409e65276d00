import { LIMITS_PER_CAMPAIGN_MAX, type Campaign, type CampaignLimit } from '@loyalty/contracts';
import { checkFields, optional, type Fault } from '../arguments/field';
import { currency } from '../arguments/money-fields';
import { oneOf, whole } from '../arguments/plain';

export const LIMIT_FIELDS = {
  count: oneOf('Counts', 'סופר', ['uses', 'money']),
  per: oneOf('For each', 'לכל', ['campaign', 'code', 'member', 'device']),
  every: oneOf('Every', 'כל', ['ever', 'day', 'week', 'month']),
  most: whole('At most', 'לכל היותר', 1),
  currency: optional(currency),
  short: optional(oneOf('When money does not suffice', 'כשהתקציב אינו מספיק', ['nothing', 'rest'])),
};

/** Money needs a currency, uses have none; what counts codes needs codes. */
export function checkLimits(limits: readonly CampaignLimit[], { trigger }: Pick<Campaign, 'trigger'>, fault: Fault): void {
  if (!Array.isArray(limits) || limits.length > LIMITS_PER_CAMPAIGN_MAX) return fault('/limits', `at most ${LIMITS_PER_CAMPAIGN_MAX} are expected`);
  limits.forEach((limit: CampaignLimit, i) => {
    const path = `/limits/${i}`;
    checkFields(LIMIT_FIELDS, limit, path, fault);
    if (limit?.count === 'money' && limit.currency === undefined) fault(`${path}/currency`, 'the currency is missing');
    if (limit?.count === 'uses' && limit.currency !== undefined) fault(`${path}/currency`, 'uses have no currency');
    if (limit?.per === 'code' && trigger === 'automatic') fault(`${path}/per`, 'an automatic campaign has no codes');
  });
}
