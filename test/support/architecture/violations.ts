import { parseSync } from "rolldown/experimental";
import { posix } from "node:path";
import { importTable, openToAll, productZones, purePackages, pureZones } from "./import-table.ts";

/** A source file: path relative to the repository root, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Most lines of a source file. */
export const maxFileLines = 350;

const impureText: readonly [RegExp, string][] = [
  [/\bprocess\.(env|cwd|argv|exit|platform)\b/, "reads the process"],
  [/\bDate\.now\(\)|\bnew Date\(\)/, "reads the clock"],
  [/\bMath\.random\(\)/, "draws random numbers"],
];

/** The zone of a path: the longest row of the import table that contains it. */
export function zoneOf(path: string): string | undefined {
  return Object.keys(importTable)
    .filter((zone) => path === zone || path.startsWith(`${zone}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Module specifiers that a file imports or re-exports, types too, dynamic imports with a literal too. */
export function importsOf(file: SourceFile): readonly string[] {
  const { module } = parseSync(file.path, file.text, { sourceType: "module" });
  const fixed = module.staticImports.map((entry) => entry.moduleRequest.value);
  const reexported = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest.value] : [])),
  );
  const dynamic = module.dynamicImports.flatMap((entry) => {
    const text = file.text.slice(entry.moduleRequest.start, entry.moduleRequest.end);
    return /^["'`][^"'`$]+["'`]$/.test(text) ? [text.slice(1, -1)] : [];
  });
  return [...new Set([...fixed, ...reexported, ...dynamic])];
}

function isInside(path: string, zones: readonly string[]): boolean {
  return zones.some((zone) => path === zone || path.startsWith(`${zone}/`));
}

function resolveImport(from: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : undefined;
}

function importViolations(file: SourceFile): string[] {
  const zone = zoneOf(file.path);
  if (zone === undefined) return [`${file.path}: is in no zone of the import table`];
  return importsOf(file).flatMap((specifier) => {
    const target = resolveImport(file.path, specifier);
    if (target === undefined) return packageViolations(file, specifier);
    if (isInside(file.path, ["examples"]) || openToAll.includes(target)) return [];
    const targetZone = zoneOf(target);
    const allowed = importTable[zone] ?? [];
    if (targetZone === zone || allowed.includes("*") || target.endsWith(".json")) return [];
    if (targetZone !== undefined && allowed.includes(targetZone)) return [];
    return [`${file.path}: imports ${target}; ${zone} may not import ${targetZone ?? "that"}`];
  });
}

function packageViolations(file: SourceFile, specifier: string): string[] {
  if (!isInside(file.path, pureZones)) return [];
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return purePackages.includes(name) ? [] : [`${file.path}: pure code imports ${specifier}`];
}

function textViolations(file: SourceFile): string[] {
  const found: string[] = [];
  const lines = file.text.split("\n").length - 1;
  if (lines > maxFileLines) found.push(`${file.path}: ${lines} lines, at most ${maxFileLines}`);
  if (isInside(file.path, pureZones)) {
    for (const [pattern, what] of impureText) {
      if (pattern.test(file.text)) found.push(`${file.path}: pure code ${what}`);
    }
  }
  if (isInside(file.path, productZones) && /\bnew Error\(/.test(file.text)) {
    found.push(`${file.path}: throws a plain Error; use PawlError`);
  }
  if (/(^|\/)(utils?|helpers?|common|misc|manager)(\.ts|\/)/.test(file.path)) {
    found.push(`${file.path}: a name that says nothing`);
  }
  return found;
}

/** Cycles among files, type imports too; each as `a → b → a`, found once. */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const graph = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap((specifier) => resolveImport(file.path, specifier) ?? []),
    ]),
  );
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      return;
    }
    state.set(path, "open");
    for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}

/** Every breach of the architecture in the given files, one line each; `[]` when there is none. */
export function findViolations(files: readonly SourceFile[]): readonly string[] {
  return [
    ...files.flatMap((file) => [...importViolations(file), ...textViolations(file)]),
    ...findCycles(files).map((cycle) => `cycle: ${cycle}`),
  ];
}
