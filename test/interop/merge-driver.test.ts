import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { forkDirectory } from "../support/forked-directory.ts";
import { commitAll, git, gitEnvironment, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { dvc } from "./run-dvc.ts";

/** Four independent stages, each of a file and a parameter. */
const names = ["a", "b", "c", "d"] as const;
const pipeline = `stages:\n${names
  .map(
    (name) =>
      `  ${name}:\n    cmd: cp ${name}.txt ${name}.out\n    deps: [${name}.txt]\n    params: [${name}]\n    outs: [${name}.out]\n`,
  )
  .join("")}`;

/** Runs dvc on a branch after a change and commits. */
function change(directory: string, branch: string, files: Readonly<Record<string, string>>): void {
  git(directory, "switch", "--quiet", ...(branch === "main" ? [] : ["--create"]), branch);
  writeFiles(directory, files);
  dvc(directory, "repro");
  commitAll(directory, branch);
}

function repository(): string {
  const directory = join(temporaryDirectory(), "repository");
  writeFiles(directory, {
    "dvc.yaml": pipeline,
    "params.yaml": "a: 1\n\n\nb: 1\n\n\nc: 1\n\n\nd: 1\n",
    ".dvc/config": "[core]\n    analytics = false\n",
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
    ...Object.fromEntries(names.map((name) => [`${name}.txt`, `${name}\n`])),
  });
  git(directory, "init", "--quiet", "--initial-branch=main");
  execFileSync(process.execPath, [resolve("src/cli/main.ts"), "install"], {
    cwd: directory,
    env: gitEnvironment(),
  });
  dvc(directory, "repro");
  commitAll(directory, "base");
  return directory;
}

describe("a dvc.lock merged by pawl, read by dvc 3.67.1", () => {
  it.each(["merge", "rebase"])("has exactly the marked stages to run again after git %s", (how) => {
    const directory = repository();
    change(directory, "side", { "b.txt": "side\n", "c.txt": "side\n" });
    git(directory, "switch", "--quiet", "main");
    change(directory, "main", { "a.txt": "main\n", "c.txt": "main\n" });
    // The sources conflict too; git stops there after it has merged the lock.
    const args = how === "merge" ? ["merge", "--no-edit", "side"] : ["rebase", "side"];
    const merge = spawnSync("git", args, { cwd: directory, encoding: "utf8", env: gitEnvironment() });
    expect(merge.stderr).toContain("the stage c has to run again");
    expect(git(directory, "status", "--porcelain", "dvc.lock")).toBe("M  dvc.lock");
    writeFileSync(join(directory, "c.txt"), "both\n");
    git(directory, "add", "c.txt");
    git(directory, "-c", "core.editor=true", how, "--continue");
    dvc(directory, "checkout", "--force", "--allow-missing");
    expect(Object.keys(JSON.parse(dvc(directory, "status", "--json")))).toEqual(["c"]);
    dvc(directory, "repro");
    expect(JSON.parse(dvc(directory, "status", "--json"))).toEqual({});
    expect(readFileSync(join(directory, "dvc.lock"), "utf8")).toContain("  c:\n");
  });
});

describe("a directory merged by pawl, read by dvc 3.67.1", () => {
  it("has the .dvc file, the object and the data that dvc itself would make of it", () => {
    const work = forkDirectory(
      { "data/same": "same\n" },
      { "data/main": "of main\n" },
      { "data/deep/side": "of side\n" },
    );
    git(work, "merge", "--quiet", "--no-edit", "side");
    const merged = readFileSync(join(work, "data.dvc"), "utf8");
    dvc(work, "checkout");
    expect(JSON.parse(dvc(work, "status", "--json"))).toEqual({});
    expect(readFileSync(join(work, "data/deep/side"), "utf8")).toBe("of side\n");
    expect(readFileSync(join(work, "data/main"), "utf8")).toBe("of main\n");
    rmSync(join(work, "data.dvc"));
    dvc(work, "add", "data");
    expect(readFileSync(join(work, "data.dvc"), "utf8")).toBe(merged);
    dvc(work, "push");
  });
});
