import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collectGarbage, type GarbageReport } from "../../src/app/collect-garbage.ts";
import { openGarbage } from "../../src/runtime/open-garbage.ts";
import type { GcSelection } from "../../src/versioning/gc-refs.ts";
import { pawl } from "../support/forked-directory.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { dvc } from "./run-dvc.ts";

/** Versions of a file, a directory and a stage on two branches, a tag and a commit that nothing names. */
function repository(): string {
  const directory = join(temporaryDirectory(), "repository");
  writeFiles(directory, {
    ".dvc/config": "[core]\n    analytics = false\n",
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
    "dvc.yaml":
      "stages:\n  s:\n    cmd: cp one.csv out.csv && echo end >> out.csv\n    deps: [one.csv]\n    outs: [out.csv]\n",
  });
  git(directory, "init", "--quiet", "--initial-branch=main");
  const version = (name: string): void => {
    writeFiles(directory, {
      "one.csv": `${name}\n`,
      "many/same": "same\n",
      [`many/${name}`]: `in ${name}\n`,
    });
    dvc(directory, "add", "one.csv", "many");
    dvc(directory, "repro");
    commitAll(directory, name);
  };
  version("first");
  version("tagged");
  git(directory, "tag", "v1");
  version("between");
  git(directory, "switch", "--quiet", "--create", "side");
  version("side");
  git(directory, "switch", "--quiet", "main");
  dvc(directory, "checkout", "--force");
  version("last");
  version("work tree");
  git(directory, "reset", "--quiet", "--soft", "HEAD~1");
  writeFiles(directory, { loose: "nobody's\n" });
  dvc(directory, "add", "loose");
  git(directory, "rm", "--quiet", "--cached", "--force", "--ignore-unmatch", "loose.dvc");
  execFileSync("rm", [join(directory, "loose.dvc")]);
  return directory;
}

/** What Pawl would delete, without a process of its own. */
async function plan(directory: string, selection: GcSelection = {}): Promise<GarbageReport> {
  const choice = { cloud: false, notInRemote: false, remote: undefined, projects: [] };
  const opened = await openGarbage(directory, choice, createMemoryLog());
  try {
    const [ports] = opened.stores;
    if (ports === undefined) throw new TypeError("there is always a cache");
    return await collectGarbage({ policy: opened.policy, selection, dry: true }, ports);
  } finally {
    await opened.close();
  }
}

describe("pawl gc beside dvc 3.67.1", () => {
  it("would delete what dvc would delete, for each of dvc's flags", async () => {
    const directory = repository();
    const side = git(directory, "rev-parse", "side");
    const cases: readonly (readonly [readonly string[], GcSelection])[] = [
      [["-w"], { workspace: true }],
      [["-a"], { allBranches: true }],
      [["-a", "-n", "2"], { allBranches: true, num: 2 }],
      [["-T"], { allTags: true }],
      [["-a", "-T"], { allBranches: true, allTags: true }],
      [["-A"], { allCommits: true }],
      [["--rev", "side"], { revisions: [side] }],
      [["--rev", "side", "-n", "2"], { revisions: [side], num: 2 }],
    ];
    for (const [flags, selection] of cases) {
      const said = dvc(directory, "gc", ...flags, "--dry", "--force");
      const theirs = [...said.matchAll(/Removing .*[/\\]([0-9a-f]{2})[/\\]([0-9a-f]{30}(?:\.dir)?)$/gm)];
      const { remove } = await plan(directory, selection);
      const ours = remove.map((object) => object.md5);
      expect(ours).not.toEqual([]);
      expect([flags, ours.sort()]).toEqual([flags, theirs.map(([, a = "", b = ""]) => a + b).sort()]);
    }
  });

  it("deletes less than dvc without flags: only what no branch, tag or work tree needs", async () => {
    const directory = repository();
    const { remove, losing } = await plan(directory);
    const said = dvc(directory, "gc", "-a", "-T", "--dry", "--force");
    expect(remove.length).toBe([...said.matchAll(/^Removing /gm)].length);
    expect(losing).toEqual([]);
  });

  it("leaves a repository that dvc checks out and checks as before", () => {
    const directory = repository();
    pawl(directory, "gc");
    for (const ref of ["side", "v1", "main"]) {
      git(directory, "checkout", "--quiet", "--force", ref);
      dvc(directory, "checkout", "--force");
      expect(JSON.parse(dvc(directory, "status", "--json"))).toEqual({});
    }
  });
});
