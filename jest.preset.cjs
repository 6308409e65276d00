// Every project's jest.config.cjs is `module.exports = require('<root>/jest.preset.cjs')(__dirname)`.
// Jest must be started with --experimental-vm-modules: the CommonJS tests then require the ESM-only Nest 12 as it is.
const fs = require('node:fs');
const path = require('node:path');
const { root, paths, swcOptions } = require('./tools/aliases.cjs');

const onServers = process.env.TEST_SERVERS === 'true';

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

// Jest writes its JSON result here (--outputFile) but does not make the directory.
fs.mkdirSync(path.join(root, 'tmp', 'test-results'), { recursive: true });

// For rooms whose tests have events written: each is held against docs/contracts. It goes into a config's further settings.
const writesEvents = { setupFilesAfterEnv: [path.join(root, 'libs/testing/src/published/every-test.ts')] };

module.exports = (projectDir, extra = {}) => ({
  rootDir: projectDir,
  testEnvironment: 'node',
  // .spec.ts, .int.spec.ts and .e2e.spec.ts need npm only; .server.spec.ts need real servers, so Java, Maven and Go (npm run test:servers).
  testMatch: [onServers ? '<rootDir>/**/*.server.spec.ts' : '<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(onServers ? [] : ['\\.server\\.spec\\.ts$'])],
  passWithNoTests: true,
  // No test is about time: one that waits for a busy machine's disk or processes is not to be told that it failed.
  testTimeout: 30_000,
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  moduleNameMapper: Object.fromEntries(Object.entries(paths).map(([alias, [file]]) => [`^${escape(alias)}$`, path.join(root, file)])),
  ...extra,
});
module.exports.writesEvents = writesEvents;
