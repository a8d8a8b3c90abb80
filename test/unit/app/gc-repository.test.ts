import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { openDataStore } from "../../../src/adapters/data-store/open-data-store.ts";
import { collectGarbage, type CollectRequest, type GarbageReport } from "../../../src/app/collect-garbage.ts";
import { createRandom } from "../../../src/math/random.ts";
import { type GarbageChoice, openGarbage } from "../../../src/runtime/open-garbage.ts";
import { gcReportSchema } from "../../../src/versioning/gc-report-schema.ts";
import { damagedObjects, md5 } from "../../support/data-repository.ts";
import { pawl } from "../../support/forked-directory.ts";
import {
  createGarbageRepository,
  createRefs,
  type GarbageRepository,
  neededRefs,
  objectsIn,
  objectsOf,
  putAged,
  putLoose,
} from "../../support/garbage-repository.ts";
import { commitAll, git, gitEnvironment, writeFiles } from "../../support/git-world.ts";
import { createMemoryLog } from "../../support/memory-log.ts";

const entry = resolve("src/cli/main.ts");
const seed = Number(process.env["PAWL_TEST_SEED"] ?? Date.now() % 1_000_000);
const needed = [...Object.keys(neededRefs), "other", "work-tree"];

/** Collects without a process of its own; the report of each store. */
async function collect(
  directory: string,
  choice: Partial<GarbageChoice> = {},
  request: Partial<CollectRequest> = {},
): Promise<readonly GarbageReport[]> {
  const whole = { cloud: false, notInRemote: false, remote: undefined, projects: [], ...choice };
  const opened = await openGarbage(directory, whole, createMemoryLog());
  try {
    const reports: GarbageReport[] = [];
    for (const ports of opened.stores)
      reports.push(await collectGarbage({ policy: opened.policy, ...request }, ports));
    return reports;
  } finally {
    await opened.close();
  }
}

function idsOf(report: GarbageReport | undefined): readonly string[] {
  return (report?.remove ?? []).map((object) => object.md5).sort();
}

async function repositoryWithRefs(): Promise<GarbageRepository> {
  const world = await createGarbageRepository();
  await createRefs(world);
  return world;
}

/** Objects of versions that nothing needs: not those that another version has too. */
function garbageOf(world: GarbageRepository, ...versions: readonly string[]): readonly string[] {
  const own = versions.flatMap((version) => objectsOf(world, version));
  return [...new Set(own)].filter((id) => id !== md5("same\n")).sort();
}

describe("pawl gc in a repository", () => {
  it("deletes from cache and remote what no branch, tag, stash, worktree or other ref needs", async () => {
    const world = await repositoryWithRefs();
    const cache = join(world.work, ".dvc/cache");
    const [loose, legacy] = [putLoose(cache, "loose"), putLoose(cache, "old", "legacy")];
    const old = [
      ".dvc/tmp/pawl/partial/x",
      ".dvc/tmp/pawl/tables/9-a/t.csv",
      ".dvc/tmp/.pawl-0123456789ab.tmp",
    ];
    for (const path of old) putAged(join(world.work, path), 25);
    putAged(join(world.work, ".dvc/tmp/pawl/partial/young"), 1);
    putAged(join(world.work, ".dvc/tmp/btime"), 99);
    const before = objectsIn(cache);

    const printed = pawl(world.work, "gc", "--dry", "--cloud", "--json");
    const { stores } = gcReportSchema.parse(JSON.parse(printed));
    const garbage = garbageOf(world, "lost", "first");
    expect(stores.map((store) => [store.store, store.decision])).toEqual([
      ["cache", "planned"],
      ["r", "planned"],
    ]);
    expect(new Set(stores[0]?.remove.map((object) => object.md5))).toEqual(
      new Set([...garbage, loose, legacy]),
    );
    expect(new Set(stores[1]?.remove.map((object) => object.md5))).toEqual(new Set(garbage));
    expect(stores[0]?.leftovers).toHaveLength(3);
    expect(objectsIn(cache)).toEqual(before);

    expect(pawl(world.work, "gc", "--cloud")).toContain("cache: 8 ");
    for (const root of [cache, world.remote]) {
      expect(objectsIn(root)).toEqual([...new Set(needed.flatMap((one) => objectsOf(world, one)))].sort());
    }
    expect(existsSync(join(cache, legacy.slice(0, 2), legacy.slice(2)))).toBe(false);
    expect(old.map((path) => existsSync(join(world.work, path)))).toEqual([false, false, false]);
    for (const path of [".dvc/tmp/pawl/partial/young", ".dvc/tmp/btime"]) {
      expect(existsSync(join(world.work, path))).toBe(true);
    }
    pawl(world.work, "checkout");
    git(world.work, "checkout", "--quiet", "--force", "--detach", "HEAD");
    for (const [version, ref] of Object.entries(neededRefs)) {
      git(world.work, "checkout", "--quiet", "--detach", ref);
      pawl(world.work, "checkout");
      expect(readFileSync(join(world.work, "one"), "utf8")).toBe(`one ${version}\n`);
      expect(readFileSync(join(world.work, `many/${version}`), "utf8")).toBe(`in ${version}\n`);
    }
  });

  it("refuses when a dvc.lock, a .dvc file or a ref cannot be read, and names it", async () => {
    const world = await repositoryWithRefs();
    const before = objectsIn(join(world.work, ".dvc/cache"));
    git(world.work, "switch", "--quiet", "--create", "broken");
    const broken = {
      "deep/dvc.lock": "schema: '2.0'\nstages:\n  s:\n    cmd: x\n    outs:\n    - path: o\n      md5: 12\n",
      "dvc.lock": "schema: '2.0'\nstages: [\n",
      "x.dvc": "<<<<<<< ours\nouts: []\n",
    };
    for (const [file, text] of Object.entries(broken)) {
      writeFiles(world.work, { [file]: text });
      commitAll(world.work, "broken");
      git(world.work, "switch", "--quiet", "main");
      await expect(collect(world.work)).rejects.toMatchObject({
        code: "file.unreadable",
        message: expect.stringContaining(`${file} at branch broken`),
      });
      git(world.work, "switch", "--quiet", "broken");
      rmSync(join(world.work, file));
      commitAll(world.work, "whole");
    }
    writeFileSync(join(world.work, ".git/refs/heads/empty"), "");
    await expect(collect(world.work)).rejects.toMatchObject({
      code: "git.failed",
      message: expect.stringContaining("refs/heads/empty"),
    });
    expect(objectsIn(join(world.work, ".dvc/cache"))).toEqual(before);
  });

  it("refuses a shallow clone, and flags under which refs lose data", async () => {
    const world = await repositoryWithRefs();
    const clone = join(world.work, "../clone");
    git(world.work, "clone", "--quiet", "--depth=1", `file://${world.work}`, clone);
    await expect(collect(clone)).rejects.toMatchObject({ code: "gc.shallow-clone" });
    const refused = spawnSync(process.execPath, [entry, "gc", "--workspace"], {
      cwd: world.work,
      encoding: "utf8",
      env: gitEnvironment(),
    });
    expect(refused.status).toBe(3);
    for (const name of ["tag light", "branch side", "branch origin/topic", "commit stash@{0}"]) {
      expect(refused.stdout).toContain(name);
    }
  });

  it("keeps what another project needs that shares the cache, and deletes with --not-in-remote what the remote has", async () => {
    const world = await createGarbageRepository();
    const other = join(world.work, "../other");
    writeFiles(other, {
      ".dvc/config": `[cache]\n    dir = ${join(world.work, ".dvc/cache")}\n`,
      two: "two\n",
    });
    git(other, "init", "--quiet", "--initial-branch=main");
    const { data } = await openDataStore(createFileSystem(other));
    const item = await data.save("two");
    writeFiles(other, { "two.dvc": `outs:\n- md5: ${item.md5}\n  size: 4\n  hash: md5\n  path: two\n` });
    commitAll(other, "two");
    rmSync(join(other, "two.dvc"));
    expect(idsOf((await collect(world.work, {}, { dry: true }))[0])).toEqual([item.md5]);
    expect(idsOf((await collect(world.work, { projects: [other] }))[0])).toEqual([]);
    const [report] = await collect(
      world.work,
      { projects: [other], notInRemote: true },
      { notInRemote: true },
    );
    expect(idsOf(report)).toEqual([...objectsOf(world, "first")].sort());
    expect(objectsIn(join(world.work, ".dvc/cache"))).toEqual([item.md5]);
  });

  it("keeps the results of the newest runs that the policy names, and drops records without results", async () => {
    const world = await createGarbageRepository();
    const cache = join(world.work, ".dvc/cache");
    const [kept, gone] = [putLoose(cache, "result"), md5("gone")];
    const record = (letter: string, id: string): string => {
      const key = letter.repeat(64);
      const outs = `outs:\n- path: o\n  hash: md5\n  md5: ${id}\n  size: 6\n`;
      writeFiles(cache, { [`runs/${key.slice(0, 2)}/${key}/${key}`]: `cmd: x\n${outs}` });
      return `${key}/${key}`;
    };
    const names = [record("a", gone), record("b", kept)];
    writeFiles(world.work, { ".dvc/pawl-gc.yml": "keep:\n  runs: { newest: 2 }\n" });
    const [first] = await collect(world.work);
    expect([idsOf(first), first?.runs.map((run) => run.name)]).toEqual([[], [names[0]]]);
    rmSync(join(world.work, ".dvc/pawl-gc.yml"));
    const [second] = await collect(world.work);
    expect([idsOf(second), second?.runs.map((run) => run.name)]).toEqual([[kept], [names[1]]]);
  });

  it(`leaves a whole cache when it is killed between deletions (PAWL_TEST_SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const world = await createGarbageRepository();
    const cache = join(world.work, ".dvc/cache");
    const { data } = await openDataStore(createFileSystem(world.work));
    for (let round = 0; round < 4; round += 1) {
      for (const name of ["x", "y", "z"]) await world.save(`${name}${round}`);
      git(world.work, "checkout", "--quiet", "--force", "HEAD");
      const script = resolve("test/support/gc-main.ts");
      const count = 1 + Math.floor(random.nextFloat() * 8);
      const done = spawnSync(process.execPath, [script, String(count)], {
        cwd: world.work,
        env: gitEnvironment(),
      });
      expect(done.signal).toBe("SIGKILL");
      expect(damagedObjects(cache)).toEqual([]);
      const directories = objectsIn(cache).filter((id) => id.endsWith(".dir"));
      for (const id of directories) expect(await data.has({ md5: id, hash: "md5" })).toBe(true);
      for (const item of world.items.get("first") ?? []) expect(await data.has(item)).toBe(true);
      await collect(world.work);
      expect(objectsIn(cache)).toEqual([...objectsOf(world, "first")].sort());
    }
  });

  it("waits for a run that is at work", async () => {
    const world = await createGarbageRepository();
    mkdirSync(join(world.work, ".dvc/tmp"), { recursive: true });
    const first = await openGarbage(
      world.work,
      { cloud: false, notInRemote: false, remote: undefined, projects: [] },
      createMemoryLog(),
    );
    let isOver = false;
    const second = collect(world.work).then(() => (isOver = true));
    await new Promise((done) => setTimeout(done, 300));
    expect(isOver).toBe(false);
    await first.close();
    await second;
  });
});
