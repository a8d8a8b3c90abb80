import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "vitest";
import type { ObjectStore, ObjectTransfer } from "../../src/ports/object-store.ts";
import { downloadAll } from "../contract/object-store.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { output, peer } from "./peers.ts";

const files: Readonly<Record<string, string>> = {
  "in.txt": "hey\n",
  "data/one.csv": "1\n",
  "data/sub/é.csv": "2\n",
  "data/empty": "",
  "dvc.yaml":
    "stages:\n  train:\n    cmd: mkdir out && cp in.txt out/model && echo 1 > out/log\n    deps: [in.txt]\n    outs: [out]\n",
};

/** A repository of the real dvc with data, a stage that has run, and one remote. */
export interface DvcRepository {
  readonly directory: string;
  dvc(...args: readonly string[]): Promise<string>;
}

/** Makes a repository whose default remote is `url`. */
export async function createDvcRepository(
  url: string,
  options: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<DvcRepository> {
  const home = temporaryDirectory();
  const directory = join(home, "repository");
  mkdirSync(directory);
  git(directory, "init", "--quiet", "--initial-branch=main");
  writeFiles(directory, files);
  const env = {
    ...process.env,
    ...environment,
    DVC_NO_ANALYTICS: "1",
    DVC_SITE_CACHE_DIR: join(home, "site"),
    DVC_GLOBAL_CONFIG_DIR: join(home, "global"),
  };
  const dvc = (...args: readonly string[]): Promise<string> =>
    output(peer("dvc/bin/dvc"), args, { cwd: directory, env });
  const settings = Object.entries(options).map(([name, value]) => `    ${name} = ${value}\n`);
  writeFiles(directory, {
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
    ".dvc/config": `[core]\n    remote = store\n['remote "store"']\n    url = ${url}\n${settings.join("")}`,
  });
  await dvc("add", "data");
  await dvc("repro");
  commitAll(directory, "first");
  return { directory, dvc };
}

/** Every object and run record of a repository's cache, as uploads: directories after what is in them. */
export function cacheTransfers({ directory }: DvcRepository): readonly ObjectTransfer[] {
  const cache = join(directory, ".dvc/cache");
  const paths = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return paths
    .map((one) => join(one.parentPath, one.name))
    .map((file) => ({ key: relative(cache, file), file }))
    .sort((a, b) => Number(a.key.endsWith(".dir")) - Number(b.key.endsWith(".dir")));
}

/** Takes cache and outputs away. */
export function wipe({ directory }: DvcRepository): void {
  for (const path of [".dvc/cache", "data", "out"]) rmSync(join(directory, path), { recursive: true });
}

/** What a store was given, dvc takes: it finds all, pulls all, and restores the stage by its run record. */
export async function expectDvcTakes(repository: DvcRepository): Promise<void> {
  expect(JSON.parse(await repository.dvc("status", "--cloud", "--json"))).toEqual({});
  wipe(repository);
  await repository.dvc("pull");
  expect(readFileSync(join(repository.directory, "data/sub/é.csv"), "utf8")).toBe("2\n");
  expect(readFileSync(join(repository.directory, "out/model"), "utf8")).toBe("hey\n");
  expect(
    execFileSync("git", ["status", "--porcelain"], { cwd: repository.directory, encoding: "utf8" }),
  ).toBe("");
}

/** The stage comes back from its run record alone. */
export async function expectDvcTakesRuns(repository: DvcRepository): Promise<void> {
  const lock = readFileSync(join(repository.directory, "dvc.lock"), "utf8");
  wipe(repository);
  rmSync(join(repository.directory, "dvc.lock"));
  await repository.dvc("fetch", "--run-cache");
  expect(await repository.dvc("repro", "--pull")).toContain("is cached");
  expect(readFileSync(join(repository.directory, "dvc.lock"), "utf8")).toBe(lock);
}

/** A store has, byte for byte, what dvc's cache has. */
export async function expectSameAsCache(repository: DvcRepository, store: ObjectStore): Promise<void> {
  const transfers = cacheTransfers(repository);
  const keys = transfers.map(({ key }) => key);
  const bytes = await downloadAll(store, keys);
  expect(bytes).toEqual(new Map(transfers.map(({ key, file }) => [key, readFileSync(file)])));
  const found = await store.find(keys);
  expect([...found.keys()].sort()).toEqual([...keys].sort());
}
