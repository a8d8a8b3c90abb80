import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeDataFile } from "../../../src/versioning/data-file.ts";
import { git, writeFiles } from "../../support/git-world.ts";
import { damagedObjects } from "../../support/data-repository.ts";
import { forkDirectory, pawl, tryGit } from "../../support/forked-directory.ts";

const base = { "data/same": "same\n", "data/both": "base\n" };

describe("a directory that two branches changed", () => {
  it("is merged file by file: the .dvc file, its object in the cache, and the data", () => {
    const work = forkDirectory(base, { "data/main": "of main\n" }, { "data/deep/side": "of side\n" });
    const merge = tryGit(work, "merge", "--quiet", "--no-edit", "side");
    expect([merge.status, merge.stderr]).toEqual([0, ""]);
    expect(git(work, "status", "--porcelain")).toBe("");
    pawl(work, "checkout", "data");
    expect(new Set(readdirSync(join(work, "data"), { recursive: true, encoding: "utf8" }))).toEqual(
      new Set(["both", "deep", "deep/side", "main", "same"]),
    );
    expect(damagedObjects(join(work, ".dvc/cache"))).toEqual([]);
    const merged = readFileSync(join(work, "data.dvc"), "utf8");
    pawl(work, "add", "data");
    expect(readFileSync(join(work, "data.dvc"), "utf8")).toBe(merged);
    const [, md5 = ""] = /md5: (\S+)/.exec(merged) ?? [];
    expect(merged).toBe(
      writeDataFile({ path: "data", md5, hash: "md5", sizeBytes: 5 + 5 + 8 + 8, fileCount: 4 }),
    );
  });

  it("is merged from the remote where the cache has nothing", () => {
    const work = forkDirectory(base, { "data/main": "of main\n" }, { "data/side": "of side\n" });
    pawl(work, "push", "--all-commits");
    rmSync(join(work, ".dvc/cache"), { recursive: true });
    const merge = tryGit(work, "merge", "--quiet", "--no-edit", "side");
    expect([merge.status, merge.stderr]).toEqual([0, ""]);
    pawl(work, "pull");
    expect(readdirSync(join(work, "data")).sort()).toEqual(["both", "main", "same", "side"]);
  });

  it("is a conflict when both changed the same file, or its objects are nowhere", () => {
    const both = forkDirectory(base, { "data/both": "main\n" }, { "data/both": "side\n" });
    const ours = readFileSync(join(both, "data.dvc"), "utf8");
    const conflict = tryGit(both, "merge", "--quiet", "--no-edit", "side");
    expect(conflict.status).toBe(1);
    expect(conflict.stderr).toContain('data.dvc: Both sides changed "both" in it.\n');
    expect(readFileSync(join(both, "data.dvc"), "utf8")).toBe(ours);
    expect(git(both, "status", "--porcelain")).toBe("UU data.dvc");

    const lost = forkDirectory(base, { "data/main": "of main\n" }, { "data/side": "of side\n" });
    rmSync(join(lost, ".dvc/cache"), { recursive: true });
    writeFiles(lost, { ".dvc/config": "" });
    const absent = tryGit(lost, "merge", "--quiet", "--no-edit", "side");
    expect(absent.status).toBe(1);
    expect(absent.stderr).toMatch(/\.dir is neither in the cache nor in the remote\.\n/);
  });
});
