import * as ts from 'typescript';

/** A source file as the rules see it: `path` is relative to the repository, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a rule says about one line. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const longestSource = 400;
const longestSpec = 600;

// Joined, so that this file does not find itself.
const markers = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'];
const markerWord = new RegExp(`\\b(${markers.join('|')})\\b`);
const machinePath = /(?:^|[^\w./~-])(\/(?:home|Users|root|work|farm)\/[\w.-]+|[A-Za-z]:\\Users\\)/;
const emptyNames = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'processor', 'misc']);

const isCode = (path: string) => /\.(ts|tsx|mts|cts|js|mjs|cjs|py|go|sh)$/.test(path);
const isScript = (path: string) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(path);
const isSpec = (path: string) => path.endsWith('.spec.ts');

/** Rooms where the same input must give the same output: time, chance and settings come in as values or through ports. */
const isPure = (path: string) => !isSpec(path) && (/^libs\/(kernel|ledger|contracts|views|messaging)\//.test(path) || path.split('/').includes('domain'));

/** All findings for one file. */
export function check(file: SourceFile): Finding[] {
  const findings = [...checkName(file), ...checkLength(file), ...checkMachinePaths(file)];
  if (isScript(file.path)) findings.push(...checkScript(file));
  else if (isCode(file.path)) findings.push(...checkMarkersByLine(file));
  return findings;
}

function checkName({ path }: SourceFile): Finding[] {
  if (!isCode(path)) return [];
  const empty = path.split(/[/.-]/).find((word) => emptyNames.has(word.toLowerCase()));
  return empty === undefined ? [] : [{ path, line: 1, message: `the name "${empty}" says nothing: name the one thing the file is about` }];
}

function checkLength({ path, text }: SourceFile): Finding[] {
  if (!isCode(path)) return [];
  const limit = isSpec(path) ? longestSpec : longestSource;
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines <= limit ? [] : [{ path, line: limit + 1, message: `${lines} lines, the limit is ${limit}` }];
}

function checkMachinePaths(file: SourceFile): Finding[] {
  return byLine(file, machinePath, (found) => `a path of one machine: ${found}`);
}

/** For languages without a parser here: a marker after the comment sign. */
function checkMarkersByLine(file: SourceFile): Finding[] {
  return byLine(file, new RegExp(`(?:#|//).*?\\b(${markers.join('|')})\\b`), markerMessage);
}

const markerMessage = (marker: string) => `${marker} left behind: do it, or write an issue`;

function byLine({ path, text }: SourceFile, pattern: RegExp, message: (found: string) => string): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const found = pattern.exec(line)?.[1];
    return found === undefined ? [] : [{ path, line: index + 1, message: message(found) }];
  });
}

function checkScript({ path, text }: SourceFile): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const findings: Finding[] = [];
  const seenComments = new Set<number>();
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const report = (position: number, message: string) => findings.push({ path, line: lineOf(position) + 1, message });

  const checkComment = (start: number, end: number) => {
    if (seenComments.has(start)) return;
    seenComments.add(start);
    const marker = markerWord.exec(text.slice(start, end));
    if (marker) report(start + marker.index, markerMessage(marker[0]));
  };
  const visit = (node: ts.Node) => {
    if (isPure(path)) {
      const impurity = impurityOf(node);
      if (impurity !== undefined) report(node.getStart(source), `${impurity} in a pure room: take it as a value or through a port`);
    }
    const silenced = silencedTest(node);
    if (silenced !== undefined && !hasCommentAt(lines, lineOf(node.getStart(source)))) {
      report(node.getStart(source), `${silenced} without a comment that says why`);
    }
    if (ts.isToken(node)) {
      ts.forEachLeadingCommentRange(text, node.getFullStart(), checkComment);
      ts.forEachTrailingCommentRange(text, node.getEnd(), checkComment);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return findings;
}

const impureMembers = new Map([
  ['Date', ['now']],
  ['Math', ['random']],
  ['process', ['env']],
  ['Temporal', ['Now']],
]);
const impureFunctions = new Set(['setTimeout', 'setInterval', 'randomUUID']);
const globalHolders = new Set(['globalThis', 'global', 'crypto', 'webcrypto', 'timers']);

/** The forbidden thing that this very node is, if it is one. */
function impurityOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const holder = node.expression.getText();
    const name = node.name.text;
    if (impureMembers.get(holder.replace(/^globalThis\./, ''))?.includes(name)) return `${holder}.${name}`;
    if (globalHolders.has(holder) && impureFunctions.has(name)) return `${holder}.${name}`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) return 'new Date()';
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && impureFunctions.has(node.expression.text)) return node.expression.text;
  if (ts.isImportSpecifier(node) && impureFunctions.has((node.propertyName ?? node.name).text)) return (node.propertyName ?? node.name).text;
  return undefined;
}

const silencedNames = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** `it.skip`, `describe.only`, `xit` and their like. */
function silencedTest(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && /^(describe|it|test)$/.test(node.expression.getText()) && /^(skip|only)$/.test(node.name.text)) {
    return node.getText();
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && silencedNames.has(node.expression.text)) return node.expression.text;
  return undefined;
}

/** A comment on the line itself or on the line above. */
function hasCommentAt(lines: readonly string[], line: number): boolean {
  const isComment = (text: string | undefined) => text !== undefined && /\/\/ ?\w|\*\/\s*$/.test(text);
  return isComment(lines[line]) || isComment(lines[line - 1]);
}
