// The one reader of the aliases in tsconfig.base.json and of .swcrc; build, tests and the dev loader use it.
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const readJson = (name) => JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));

const { $schema: _, ...swc } = readJson('.swcrc');

module.exports = {
  root,
  /** alias -> path of its index.ts relative to the root, as tsconfig writes it */
  paths: readJson('tsconfig.base.json').compilerOptions.paths,
  /** SWC options that never look for a config file of their own */
  swcOptions: { ...swc, swcrc: false, configFile: false },
};
