import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPipeline } from "../../../src/runtime/open-pipeline.ts";
import { reproduceRevision } from "../../../src/runtime/reproduce-revision.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { commitAll, createOrigin, git, writeFiles } from "../../support/git-world.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const files = {
  ".dvc/config": "",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  "in.txt": "1\n",
  "dvc.yaml":
    "stages:\n  a:\n    cmd: cat in.txt in.txt > out.txt\n    deps: [in.txt]\n    outs: [out.txt]\n",
};

describe("the pipeline of another revision", () => {
  it("runs away from the work tree, and its results are restored where they are needed next", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    writeFiles(work, { "in.txt": "2\n" });
    commitAll(work, "second");
    writeFiles(work, { "in.txt": "edited\n" });
    const log = createMemoryLog();
    const result = await reproduceRevision({ root: work, revision: "HEAD~1", withRemote: false }, {}, log);
    expect(result).toMatchObject({
      commit: git(work, "rev-parse", "HEAD~1"),
      stages: [{ stage: "a", state: "ran" }],
    });
    expect(git(work, "status", "--porcelain")).toBe("M in.txt");
    writeFileSync(join(work, "in.txt"), "1\n");
    const again = await reproduce({}, await openPipeline(work, log));
    expect(again.stages).toMatchObject([{ stage: "a", state: "restored" }]);
    expect(readFileSync(join(work, "out.txt"), "utf8")).toBe("1\n1\n");
  });

  it("does not run when the revision names no commit", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    const run = reproduceRevision({ root: work, revision: "none", withRemote: false }, {}, createMemoryLog());
    await expect(run).rejects.toMatchObject({ code: "git.failed" });
  });

  it("stages the lock and .gitignore with core.autostage", async () => {
    const { work } = createOrigin(temporaryDirectory(), {
      ...files,
      ".dvc/config": "[core]\n    autostage = true\n",
    });
    await reproduce({}, await openPipeline(work, createMemoryLog()));
    expect(git(work, "diff", "--cached", "--name-only").split("\n")).toEqual([".gitignore", "dvc.lock"]);
  });
});
