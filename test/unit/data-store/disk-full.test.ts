import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { git, writeFiles } from "../../support/git-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const entry = resolve("src/cli/main.ts");

/** Runs the command line where no file may grow beyond 512 KiB: a write ends in the middle, as on a full disk. */
function pawlOnFullDisk(directory: string, ...args: readonly string[]) {
  const script = `trap '' XFSZ; ulimit -f 1024; exec "$@"`;
  return spawnSync("/bin/sh", ["-c", script, "sh", process.execPath, entry, ...args], {
    cwd: directory,
    encoding: "utf8",
  });
}

function repository(): string {
  const work = temporaryDirectory();
  git(work, "init", "--quiet");
  writeFiles(work, { ".dvc/config": "", ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n" });
  writeFileSync(join(work, "big.bin"), randomBytes(3_000_000));
  return work;
}

function objectsOf(work: string): readonly string[] {
  const cache = join(work, ".dvc/cache");
  if (!existsSync(cache)) return [];
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => file.name);
}

describe("a disk that is full", () => {
  it("ends an add with a step that helps, and leaves neither half an object nor a .dvc file", () => {
    const work = repository();
    const run = pawlOnFullDisk(work, "add", "big.bin");
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/Cannot write .*\nFree space on that disk/);
    expect(objectsOf(work)).toEqual([]);
    expect(existsSync(join(work, "big.bin.dvc"))).toBe(false);
  });

  it("ends a checkout without a file under its name, and the next one goes on", () => {
    const work = repository();
    const pawl = (...args: readonly string[]) =>
      spawnSync(process.execPath, [entry, ...args], { cwd: work, encoding: "utf8" });
    mkdirSync(join(work, "d"));
    for (const name of ["a", "b"]) writeFileSync(join(work, "d", name), name);
    expect(pawl("add", "big.bin", "d").status).toBe(0);
    rmSync(join(work, "big.bin"));
    rmSync(join(work, "d"), { recursive: true });
    pawl("config", "cache.type", "copy");
    const run = pawlOnFullDisk(work, "checkout");
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("Free space");
    expect(existsSync(join(work, "big.bin"))).toBe(false);
    expect(pawl("checkout").status).toBe(0);
    expect(pawl("status").stdout).toBe("Data and pipelines are up to date.\n");
  });
});
