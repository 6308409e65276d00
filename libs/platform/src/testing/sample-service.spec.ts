import * as fc from 'fast-check';
import { sameVerdict } from './same-verdict';
import { PutRequest } from './sample-service';

describe('the sample service', () => {
  const thing = fc.record({ sku: fc.stringMatching(/^[a-z]{1,5}$/), count: fc.integer({ min: 1, max: 9 }) });
  const body = fc.record({ colour: fc.constantFrom('red', 'green'), things: fc.array(thing, { minLength: 1, maxLength: 3 }), note: fc.string({ maxLength: 40 }) }, { requiredKeys: ['colour', 'things'] });

  it('has a body that is checked as class-validator would', () => {
    fc.assert(sameVerdict(PutRequest, body), { numRuns: 1_000 });
  });
});
