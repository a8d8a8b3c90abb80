import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { openDataStore } from "../../src/adapters/data-store/open-data-store.ts";
import { writeDataFile } from "../../src/versioning/data-file.ts";
import type { DataItem } from "../../src/versioning/data-item.ts";
import { createDataRepository, md5, objectAt } from "./data-repository.ts";
import { commitAll, git, writeFiles } from "./git-world.ts";

/** A repository of git with versions of a file and of a directory, all in the cache and in the remote. */
export interface GarbageRepository {
  readonly work: string;
  readonly remote: string;
  /** By version: the file and the directory. */
  readonly items: ReadonlyMap<string, readonly DataItem[]>;
  /** Writes a version into cache, remote and work tree. */
  save(version: string): Promise<void>;
}

/** A {@link GarbageRepository} with a first commit. */
export async function createGarbageRepository(): Promise<GarbageRepository> {
  const { work, remote } = createDataRepository({
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
    ".gitignore": "/one\n/many\n",
  });
  const items = new Map<string, readonly DataItem[]>();
  const store = await openDataStore(createFileSystem(work));
  git(work, "init", "--quiet", "--initial-branch=main");
  const save = async (version: string): Promise<void> => {
    rmSync(join(work, "many"), { recursive: true, force: true });
    writeFiles(work, {
      one: `one ${version}\n`,
      "many/same": "same\n",
      [`many/${version}`]: `in ${version}\n`,
    });
    const saved: DataItem[] = [];
    for (const path of ["one", "many"]) {
      const item = await store.data.save(path);
      writeFiles(work, { [`${path}.dvc`]: writeDataFile({ ...item, path }) });
      saved.push({ md5: item.md5, hash: item.hash });
    }
    await store.remote().push(saved);
    items.set(version, saved);
  };
  await save("first");
  commitAll(work, "first");
  return { work, remote, items, save };
}

/** What names commits in every way that git has; the versions `lost` and `first` are named by none of them. */
export async function createRefs(world: GarbageRepository): Promise<void> {
  const { work } = world;
  const commit = async (version: string): Promise<string> => {
    await world.save(version);
    return commitAll(work, version);
  };
  await commit("light");
  git(work, "tag", "light");
  await commit("release");
  git(work, "tag", "--annotate", "--message=registered", "model@v1.0.0");
  const fetched = await commit("fetched");
  git(work, "update-ref", "refs/remotes/origin/topic", fetched);
  const other = await commit("other");
  git(work, "worktree", "add", "--quiet", "--detach", "../other", other);
  git(work, "update-ref", "refs/notes/kept", await commit("note"));
  await commit("lost");
  // What the index has when the work tree is stashed is kept too.
  await commit("staged");
  await world.save("stashed");
  git(work, "stash", "push", "--quiet");
  git(work, "switch", "--quiet", "--create", "side");
  await commit("side");
  git(work, "switch", "--quiet", "main");
  await commit("main");
  await world.save("work-tree");
}

/** Versions that {@link createRefs} leaves needed, besides `work-tree`, with what git calls a commit of them. */
export const neededRefs: Readonly<Record<string, string>> = {
  light: "light",
  release: "model@v1.0.0",
  fetched: "origin/topic",
  note: "refs/notes/kept",
  staged: "stash@{0}^2",
  stashed: "stash@{0}",
  side: "side",
  main: "main",
};

/** Puts an object into a cache or a remote that nothing names; its md5. */
export function putLoose(root: string, text: string, hash: DataItem["hash"] = "md5"): string {
  const id = md5(text);
  const path = hash === "md5" ? objectAt(root, id) : join(root, id.slice(0, 2), id.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return id;
}

/** Writes a file as if it and its folder were last changed so many hours ago. */
export function putAged(path: string, hours: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "part");
  const seconds = Date.now() / 1000 - hours * 3600;
  for (const aged of [path, dirname(path)]) utimesSync(aged, seconds, seconds);
}

/** Ids of the objects below a cache or a remote, sorted. */
export function objectsIn(root: string): readonly string[] {
  const top = join(root, "files/md5");
  const ids = readdirSync(top).flatMap((folder) =>
    readdirSync(join(top, folder)).map((name) => `${folder}${name}`),
  );
  return ids.sort();
}

/** Ids of everything that a version consists of. */
export function objectsOf({ items }: GarbageRepository, version: string): readonly string[] {
  const own = (items.get(version) ?? []).map((item) => item.md5);
  return [...own, md5("same\n"), md5(`in ${version}\n`)];
}
