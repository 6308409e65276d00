// Runs TypeScript from source: node --enable-source-maps -r ./tools/register.cjs tools/<name>/main.ts
// SWC transpiles in the process (decorator metadata included), aliases resolve, results are cached on disk by content.
const crypto = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync, version } = require('@swc/core');
const { root, paths, swcOptions } = require('./aliases.cjs');

const cacheDir = path.join(root, '.nx', 'swc-dev');
fs.mkdirSync(cacheDir, { recursive: true });
const optionsKey = JSON.stringify([version, swcOptions]);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const alias = paths[request];
  return resolve.call(this, alias ? path.join(root, alias[0]) : request, ...rest);
};

function transpile(filename) {
  const source = fs.readFileSync(filename, 'utf8');
  const key = crypto.createHash('sha256').update(optionsKey).update(filename).update(source).digest('hex');
  const cached = path.join(cacheDir, `${key}.js`);
  if (fs.existsSync(cached)) return fs.readFileSync(cached, 'utf8');
  const { code } = transformSync(source, { ...swcOptions, filename, sourceMaps: 'inline' });
  // A rename is whole or absent, so two processes may write the same entry.
  const partial = `${cached}.${process.pid}`;
  fs.writeFileSync(partial, code);
  fs.renameSync(partial, cached);
  return code;
}

require.extensions['.ts'] = (module, filename) => module._compile(transpile(filename), filename);
process.setSourceMapsEnabled(true);
