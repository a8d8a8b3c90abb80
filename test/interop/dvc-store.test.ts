import { execFileSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { openDataStore } from "../../src/adapters/data-store/open-data-store.ts";
import type { DataStore } from "../../src/ports/data-store.ts";
import { readItem } from "../../src/versioning/data-item.ts";
import { noDvcIgnore } from "../../src/versioning/dvc-ignore.ts";
import { readValues } from "../../src/versioning/read-values.ts";
import { isValueList, isValueMap } from "../../src/versioning/value.ts";
import { git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { finish, peer } from "./peers.ts";

const program = peer("dvc/bin/dvc");
const environment = (directory: string) => ({
  ...process.env,
  DVC_NO_ANALYTICS: "1",
  DVC_SITE_CACHE_DIR: join(directory, "../site"),
});

function dvc(directory: string, ...args: readonly string[]): string {
  const options = { cwd: directory, env: environment(directory), encoding: "utf8" as const };
  return execFileSync(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
}

function repository(files: Readonly<Record<string, string>> = {}): string {
  const directory = join(temporaryDirectory(), "work");
  mkdirSync(directory);
  git(directory, "init", "--quiet", "--initial-branch=main");
  dvc(directory, "init", "--quiet");
  writeFiles(directory, files);
  return directory;
}

const open = async (directory: string): Promise<DataStore> =>
  (await openDataStore(createFileSystem(directory))).data;

function itemOf(directory: string, name: string) {
  const values = readValues(readFileSync(join(directory, `${name}.dvc`), "utf8"), name);
  const outs = isValueMap(values) ? values.get("outs") : undefined;
  const item = readItem(isValueList(outs) ? outs[0] : undefined);
  if (item === undefined) throw new TypeError(`${name}.dvc has no output`);
  return item;
}

/** Kind, mode, number of names and target of each file below a folder. */
function linksOf(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(join(directory, "d"), { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        const [link, file] = [lstatSync(path), statSync(path)];
        const target = link.isSymbolicLink() ? relative(directory, readlinkSync(path)) : "";
        return [relative(directory, path), `${(file.mode & 0o777).toString(8)} ${file.nlink} ${target}`];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe("links beside dvc 3.67.1", () => {
  it.each(["hardlink", "symlink", "copy", "reflink,copy", "reflink,hardlink,copy"])(
    "of type %s are the same after checkout --relink, and each tool is content with the other's",
    async (type) => {
      const theirs = repository({ "d/a": "1", "d/sub/b": "2", "d/empty": "" });
      dvc(theirs, "add", "d");
      const ours = join(temporaryDirectory(), "work");
      cpSync(theirs, ours, { recursive: true });
      for (const directory of [theirs, ours]) dvc(directory, "config", "cache.type", type);
      dvc(theirs, "checkout", "--relink");
      await (await open(ours)).checkout("d", itemOf(ours, "d"), { relink: true });
      expect(linksOf(ours)).toEqual(linksOf(theirs));
      expect(JSON.parse(dvc(ours, "status", "--json"))).toEqual({});
      expect((await (await open(theirs)).inspect("d"))?.md5).toBe(itemOf(theirs, "d").md5);
    },
  );

  it("to files are followed, and those to folders left out, by both", async () => {
    const directory = repository({ "d/a": "1", "other/b": "2" });
    symlinkSync("../other/b", join(directory, "d/file"));
    symlinkSync("../other", join(directory, "d/folder"));
    const before = (await (await open(directory)).inspect("d"))?.md5;
    dvc(directory, "add", "d");
    expect(itemOf(directory, "d").md5).toBe(before);
  });

  it("lose no changed file that the cache does not have, in both", async () => {
    const directory = repository({ "d/a": "1" });
    dvc(directory, "add", "d");
    writeFileSync(join(directory, "d/a"), "mine");
    const theirs = await finish(program, ["checkout"], { cwd: directory, env: environment(directory) });
    expect(theirs.status).not.toBe(0);
    const ours = await (await open(directory)).checkout("d", itemOf(directory, "d"));
    expect(ours).toEqual({ state: "unsaved", paths: ["d/a"] });
    expect(readFileSync(join(directory, "d/a"), "utf8")).toBe("mine");
  });
});

const names = ["a", "b", "foo", "bar.txt", "x.tmp", "sub", "data"];
const word = fc.constantFrom(...names, "*", "*.txt", "f*", "?oo", "[ab]", "**");
const pattern = fc
  .tuple(
    fc.constantFrom("", "!"),
    fc.constantFrom("", "/"),
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("", "/"),
  )
  .map(([negation, anchor, words, end]) => `${negation}${anchor}${words.join("/")}${end}`);
const ignoreFile = fc.array(pattern, { minLength: 1, maxLength: 5 }).map((lines) => `${lines.join("\n")}\n`);
const path = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("/"));

/** The paths that can be files of one tree: none is a folder of another. */
function asFiles(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
}

const ignoreCase = fc.record({
  paths: fc.array(path, { minLength: 4, maxLength: 12 }).map(asFiles),
  rules: ignoreFile,
  nested: fc.option(ignoreFile),
});
const seed = Number(process.env["PAWL_TEST_SEED"] ?? 20261126);

describe(".dvcignore beside dvc 3.67.1", () => {
  it(`gives random trees with random rules, nested ones too, the same hash (PAWL_TEST_SEED=${seed})`, async () => {
    const directory = repository();
    const cases = fc.sample(ignoreCase, { numRuns: 150, seed }).flatMap((one, index) => {
      const folder = `case${index}`;
      writeFiles(
        directory,
        Object.fromEntries(one.paths.map((file) => [`${folder}/mid/data-set/${file}`, file])),
      );
      writeFiles(directory, { [`${folder}/.dvcignore`]: one.rules });
      if (one.nested !== null) writeFiles(directory, { [`${folder}/mid/.dvcignore`]: one.nested });
      // dvc adds nothing at all when one of several is left out as a whole.
      const target = `${folder}/mid/data-set`;
      const outer = noDvcIgnore.enter(folder, one.rules);
      const inner = outer.enter(`${folder}/mid`, one.nested ?? undefined);
      const isOut = outer.isIgnored(`${folder}/mid`, true) || inner.isIgnored(target, true);
      return isOut ? [] : [{ ...one, target }];
    });
    dvc(directory, "add", ...cases.map((one) => one.target));
    const store = await open(directory);
    const different = [];
    for (const one of cases) {
      const ours = (await store.inspect(one.target))?.md5;
      if (ours !== itemOf(directory, one.target).md5) different.push(one);
    }
    expect(cases.length).toBeGreaterThan(50);
    expect(different).toEqual([]);
  });

  it("agrees with dvc check-ignore on patterns with a meaning of their own", async () => {
    const rules =
      "*.log\n!keep.log\n/top\nfolder/\na/b\n**/deep\nx/**\n\\#hash\n  spaced  \n# comment\n[!c]at\n";
    const directory = repository({ ".dvcignore": rules, "folder/f": "", "x/y": "" });
    const paths = [
      "a.log",
      "keep.log",
      "s/keep.log",
      "top",
      "s/top",
      "a/b",
      "s/a/b",
      "s/deep",
      "x/y",
      "#hash",
      "spaced",
      "cat",
      "bat",
      "q/.git",
    ];
    const checked = await finish(program, ["check-ignore", ...paths], {
      cwd: directory,
      env: environment(directory),
    });
    const theirs = checked.stdout.split("\n").filter((line) => line !== "");
    const ours = noDvcIgnore.enter("", rules);
    const isIgnored = (one: string): boolean =>
      one
        .split("/")
        .some((_, index, parts) =>
          ours.isIgnored(parts.slice(0, index + 1).join("/"), index < parts.length - 1),
        );
    expect(paths.filter(isIgnored)).toEqual(theirs);
  });

  it("leaves nested repositories out", async () => {
    const directory = repository({ "d/a": "1", "d/inner/.dvc/config": "", "d/inner/b": "2" });
    dvc(directory, "add", "d");
    expect((await (await open(directory)).inspect("d"))?.md5).toBe(itemOf(directory, "d").md5);
  });
});
