import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The licences of the packages whose code a bundle holds, as their terms ask for.
 *
 * @param modules paths of the bundled modules, those of Pawl among them
 * @returns text, one part a package and version, sorted by name
 */
export function bundledLicenses(modules: readonly string[]): string {
  const roots = new Set(modules.flatMap((path) => packageRoot(path) ?? []));
  const parts = [...roots].map(describe);
  return [...new Map(parts).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `${title}\n\n${text}\n`)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function packageRoot(path: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function describe(root: string): readonly [string, string] {
  // npm wrote the file; three text fields of it are read.
  const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
  const file = readdirSync(root).find((entry) => /^(licen[cs]e|copying)(\.|$|-)/i.test(entry));
  const path = join(root, file ?? "");
  const text = file !== undefined && existsSync(path) ? readFileSync(path, "utf8") : "";
  return [`${name} ${version} (${license ?? "see below"})`, text.replaceAll("\r\n", "\n").trim()];
}

/**
 * One path in a package and in each that it needs, types apart: for a file that a package built out of all of them itself.
 *
 * @param name of a package in the `node_modules` beside `package.json`
 */
export function pathsOfPackage(name: string, found = new Set<string>(), from = "."): readonly string[] {
  const root = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((path) => existsSync(path));
  if (root === undefined || found.has(`./${root}/package.json`)) return [...found];
  found.add(`./${root}/package.json`);
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
  const needed = Object.keys(dependencies).filter((each) => !each.startsWith("@types/"));
  for (const each of needed) pathsOfPackage(each, found, root);
  return [...found];
}
