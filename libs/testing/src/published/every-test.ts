import { watchLedgers } from './watched-ledger';

// Jest runs this before each spec file of the rooms that write events: whatever a test has a ledger write must be as
// docs/contracts says, or the test fails.
const found: unknown[] = [];
watchLedgers((error) => found.push(error));

afterEach(() => {
  const [first] = found.splice(0);
  if (first !== undefined) throw first;
});
