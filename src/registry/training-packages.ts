import { parse as parseToml } from "smol-toml";
import { z } from "zod";

/** A package that a file of the commit names. Nothing says that it was installed. */
export interface DeclaredPackage {
  readonly ecosystem: "pypi" | "npm";
  readonly name: string;
  /** Exact; null when the file gives a range or nothing. */
  readonly version: string | null;
  /** The range as it is written; null for an exact version. */
  readonly requirement: string | null;
  /** Where it is named. */
  readonly file: string;
}

/** What one file says. */
export interface PackageFile {
  readonly packages: readonly DeclaredPackage[];
  /** Lines or entries that were not understood, or not followed. */
  readonly unread: number;
}

/** Files at the top of a repository that name packages, most exact first: a lock file says more than requirements. */
export const packageFiles = [
  "uv.lock",
  "poetry.lock",
  "pdm.lock",
  "Pipfile.lock",
  "requirements.txt",
  "package-lock.json",
] as const;

const mostPackages = 5000;
const tomlLockSchema = z.looseObject({
  package: z.array(z.looseObject({ name: z.string(), version: z.string().optional() })).optional(),
});
const entrySchema = z.looseObject({ version: z.string().optional() });
const pipfileSchema = z.looseObject({ default: z.record(z.string(), entrySchema).optional() });
const npmLockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

/**
 * The packages that a file names; development packages of `Pipfile.lock` and `package-lock.json` are left out.
 *
 * @returns `undefined` when the file is not of its format: then nothing is known, and nothing is guessed.
 */
export function readPackages(file: (typeof packageFiles)[number], text: string): PackageFile | undefined {
  if (file === "requirements.txt") return readRequirements(file, text);
  try {
    const found =
      file === "Pipfile.lock" || file === "package-lock.json" ? readJson(file, text) : readToml(file, text);
    return { packages: found.slice(0, mostPackages), unread: Math.max(0, found.length - mostPackages) };
  } catch {
    return undefined;
  }
}

const requirement =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)(?:\[[A-Za-z0-9,._ -]{0,200}\])? ?([=<>!~][^;#]{0,200})?(?:;.{0,500})?$/;

/** Lines of pip: names with a version or a range. Options, addresses and other files are counted, not followed. */
function readRequirements(file: string, text: string): PackageFile {
  const lines = text
    .replaceAll(/\\\r?\n/g, " ")
    .split("\n")
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .replace(/ --hash=.*$/, "")
        .trim(),
    )
    .filter((line) => line !== "");
  const packages = lines.flatMap((line): readonly DeclaredPackage[] => {
    const [, name, range = ""] = requirement.exec(line) ?? [];
    if (name === undefined) return [];
    const [, exact] = /^={2,3} ?([A-Za-z0-9][A-Za-z0-9.!+_-]{0,80})$/.exec(range.trim()) ?? [];
    const written = exact === undefined && range.trim() !== "" ? range.trim() : null;
    return [{ ecosystem: "pypi", name, version: exact ?? null, requirement: written, file }];
  });
  const kept = packages.slice(0, mostPackages);
  return { packages: kept, unread: lines.length - kept.length };
}

function readToml(file: string, text: string): readonly DeclaredPackage[] {
  const { package: packages = [] } = tomlLockSchema.parse(parseToml(text));
  return packages.map(({ name, version = null }) => ({
    ecosystem: "pypi",
    name,
    version,
    requirement: null,
    file,
  }));
}

function readJson(file: string, text: string): readonly DeclaredPackage[] {
  const data: unknown = JSON.parse(text);
  if (file === "Pipfile.lock") {
    return Object.entries(pipfileSchema.parse(data).default ?? {}).map(([name, { version }]) => {
      const exact = version?.startsWith("==") === true ? version.slice(2) : null;
      return {
        ecosystem: "pypi",
        name,
        version: exact,
        requirement: exact === null ? (version ?? null) : null,
        file,
      };
    });
  }
  return Object.entries(npmLockSchema.parse(data).packages).flatMap(([path, { version, dev }]) => {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (name === undefined || dev === true) return [];
    return [{ ecosystem: "npm" as const, name, version: version ?? null, requirement: null, file }];
  });
}
