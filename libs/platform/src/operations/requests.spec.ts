import * as fc from 'fast-check';
import { sameVerdict } from '../testing/same-verdict';
import { DiscardParkedMessageDto, ParkedKeyQuery, RetryParkedMessagesDto } from './requests';

const key = fc.string({ maxLength: 300, unit: 'grapheme' });

it.each([
  [RetryParkedMessagesDto, fc.record({ key })],
  [DiscardParkedMessageDto, fc.record({ key, reason: fc.string({ minLength: 1, maxLength: 500 }) })],
  [ParkedKeyQuery, fc.record({ key, limit: fc.integer({ min: 1, max: 1000 }), cursor: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/) }, { requiredKeys: ['key'] })],
])('%p is compiled faithfully', (dto, valid) => {
  fc.assert(sameVerdict(dto as never, valid as never), { numRuns: 200 });
});
