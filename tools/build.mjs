// node tools/build.mjs <project root>...
// Transpiles each file of <project>/src to dist/<project>/src with SWC (aliases become relative requires) and copies the files that are not TypeScript.
import { transformFile } from '@swc/core';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import aliases from './aliases.cjs';

const { root, paths, swcOptions } = aliases;
const options = { ...swcOptions, sourceMaps: true, jsc: { ...swcOptions.jsc, baseUrl: root, paths } };

const isSpec = (file) => file.endsWith('.spec.ts');
const isTypeScript = (file) => file.endsWith('.ts');

async function transpile(from, to) {
  const { code, map } = await transformFile(from, options);
  const target = to.replace(/\.ts$/, '.js');
  writeFileSync(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  writeFileSync(`${target}.map`, map);
}

async function build(project) {
  const source = path.join(root, project, 'src');
  const output = path.join(root, 'dist', project, 'src');
  rmSync(output, { recursive: true, force: true });
  if (!existsSync(source)) return;
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(source, path.join(entry.parentPath, entry.name)))
    .filter((file) => !isSpec(file) && !file.endsWith('.d.ts'));
  await Promise.all(
    files.map(async (file) => {
      const [from, to] = [path.join(source, file), path.join(output, file)];
      mkdirSync(path.dirname(to), { recursive: true });
      if (isTypeScript(file)) await transpile(from, to);
      else copyFileSync(from, to);
    }),
  );
}

for (const project of process.argv.slice(2)) await build(project);
