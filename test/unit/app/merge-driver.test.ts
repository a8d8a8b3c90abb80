import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commitAll, git, gitEnvironment, writeFiles } from "../../support/git-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const entry = resolve("src/cli/main.ts");

const stage = (name: string, digit: string): string =>
  `  ${name}:\n    cmd: make ${name}\n    outs:\n    - path: ${name}.out\n      hash: md5\n      md5: ${digit.repeat(31)}f\n      size: 1\n`;
const lock = (...stages: readonly string[]): string => `schema: '2.0'\nstages:\n${stages.join("")}`;
const data = (digit: string): string =>
  `outs:\n- md5: ${digit.repeat(31)}f\n  size: 1\n  hash: md5\n  path: x\n`;

const pawl = (directory: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, [entry, ...args], {
    cwd: directory,
    encoding: "utf8",
    env: gitEnvironment(),
  });

/** Runs git, which may end in a conflict. */
const tryGit = (directory: string, ...args: readonly string[]) =>
  spawnSync("git", args, { cwd: directory, encoding: "utf8", env: gitEnvironment() });

/** A repository with `pawl install`, whose branch `side` and `main` have the given files. */
function forked(sides: Readonly<Record<"base" | "main" | "side", Readonly<Record<string, string>>>>): string {
  const directory = temporaryDirectory();
  git(directory, "init", "--quiet", "--initial-branch=main");
  pawl(directory, "install");
  writeFiles(directory, sides.base);
  commitAll(directory, "base");
  git(directory, "switch", "--quiet", "--create", "side");
  writeFiles(directory, sides.side);
  commitAll(directory, "side");
  git(directory, "switch", "--quiet", "main");
  writeFiles(directory, sides.main);
  commitAll(directory, "main");
  return directory;
}

const read = (directory: string, path: string): string => readFileSync(join(directory, path), "utf8");

const locks = {
  base: { "dvc.lock": lock(stage("a", "1"), stage("b", "1"), stage("c", "1")) },
  main: { "dvc.lock": lock(stage("a", "2"), stage("b", "2"), stage("c", "1")) },
  side: { "dvc.lock": lock(stage("a", "1"), stage("b", "3"), stage("c", "3"), stage("d", "1")) },
};

describe("git with pawl's merge driver", () => {
  it("merges dvc.lock stage by stage and names the stages to run again", () => {
    const directory = forked(locks);
    const merge = tryGit(directory, "merge", "--quiet", "--no-edit", "side");
    expect(merge.status).toBe(0);
    expect(read(directory, "dvc.lock")).toBe(lock(stage("a", "2"), stage("c", "3"), stage("d", "1")));
    expect(merge.stderr).toContain(
      "dvc.lock: the stage b has to run again: both sides changed its entry in different ways",
    );
    expect(git(directory, "status", "--porcelain")).toBe("");
  });

  it("rebases a branch in the same way", () => {
    const directory = forked(locks);
    git(directory, "switch", "--quiet", "side");
    const rebase = tryGit(directory, "rebase", "--quiet", "main");
    expect(rebase.status).toBe(0);
    expect(read(directory, "dvc.lock")).toBe(lock(stage("a", "2"), stage("c", "3"), stage("d", "1")));
  });

  it("merges in folders, also with an odd name, and one-sided .dvc files", () => {
    const folder = "it's $(touch x) a";
    const directory = forked({
      base: { [`${folder}/dvc.lock`]: lock(stage("a", "1"), stage("b", "1")), "x.dvc": data("1") },
      main: { [`${folder}/dvc.lock`]: lock(stage("a", "2"), stage("b", "1")) },
      side: { [`${folder}/dvc.lock`]: lock(stage("a", "1"), stage("b", "2")), "x.dvc": data("2") },
    });
    expect(tryGit(directory, "merge", "--quiet", "--no-edit", "side").status).toBe(0);
    expect(read(directory, `${folder}/dvc.lock`)).toBe(lock(stage("a", "2"), stage("b", "2")));
    expect(read(directory, "x.dvc")).toBe(data("2"));
    expect(existsSync(join(directory, "x"))).toBe(false);
  });

  it.each([
    ["a .dvc file that both sides changed", "x.dvc", [data("1"), data("2"), data("3")], "merge.conflict"],
    ["a lock that cannot be read", "dvc.lock", [lock(), lock(stage("a", "1")), "a: ["], "file.unreadable"],
  ])("leaves %s as a conflict without markers", (_, path, [base = "", main = "", side = ""], code) => {
    const directory = forked({ base: { [path]: base }, main: { [path]: main }, side: { [path]: side } });
    const merge = tryGit(directory, "merge", "--quiet", "--no-edit", "side");
    expect(merge.status).toBe(1);
    expect(merge.stderr).toContain(code);
    expect(read(directory, path)).toBe(main);
    expect(git(directory, "status", "--porcelain")).toBe(`UU ${path}`);
  });
});

describe("pawl install", () => {
  it("writes .gitattributes and git's settings once", () => {
    const directory = temporaryDirectory();
    git(directory, "init", "--quiet");
    writeFiles(directory, { ".gitattributes": "*.bin binary" });
    pawl(directory, "install");
    const [attributes, config] = [".gitattributes", ".git/config"].map((path) => read(directory, path));
    expect(attributes).toBe("*.bin binary\ndvc.lock merge=pawl\n*.dvc merge=pawl\n");
    expect(pawl(directory, "install")).toContain("did not change");
    expect([".gitattributes", ".git/config"].map((path) => read(directory, path))).toEqual([
      attributes,
      config,
    ]);
  });

  it("leaves a pattern to the driver that has it", () => {
    const directory = temporaryDirectory();
    git(directory, "init", "--quiet");
    writeFiles(directory, { ".gitattributes": "*.dvc text merge=dvc\n" });
    expect(JSON.parse(pawl(directory, "--json", "install"))).toEqual({
      schema: "pawl.install/1",
      added: ["dvc.lock"],
      foreign: ["*.dvc"],
    });
  });

  it("says so outside of a repository", () => {
    const run = spawnSync(process.execPath, [entry, "install"], {
      cwd: temporaryDirectory(),
      encoding: "utf8",
      env: gitEnvironment(),
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("git.failed");
  });
});
