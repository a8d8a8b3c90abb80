import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { createWorkspaceView } from "../../src/adapters/file-system/workspace-view.ts";
import { openIgnoreRules } from "../../src/adapters/git/ignore-rules.ts";
import { openRevisions } from "../../src/adapters/git/revisions.ts";
import { stageOnWrite } from "../../src/adapters/git/stage-on-write.ts";
import { openWorktrees } from "../../src/adapters/git/worktrees.ts";
import { createProcesses } from "../../src/adapters/process/child-process.ts";
import { commitAll, createOrigin, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const files = {
  "dvc.yaml": "stages: {}\n",
  "sub/dvc.yaml": "stages: {}\n",
  "sub/data é.dvc": "outs: []\n",
  "README.md": "hello\n",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
};

describe("the history of a repository", () => {
  it("shows the files of a commit while the work tree has others", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    writeFiles(work, { "dvc.yaml": "changed\n", "new.dvc": "outs: []\n" });
    const view = await openRevisions(work).view("main");
    expect(await view?.listMetafiles()).toEqual(["dvc.yaml", "sub/data é.dvc", "sub/dvc.yaml"]);
    expect(await view?.readText("dvc.yaml")).toBe("stages: {}\n");
    expect(await view?.readText("none")).toBeUndefined();
    expect(await openRevisions(work).view("none")).toBeUndefined();
    await expect(openRevisions(work).view("--output=x")).rejects.toMatchObject({
      code: "git.argument-refused",
    });
  });

  it("is relative to the folder that holds the data repository", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    const view = await openRevisions(join(work, "sub")).view("main");
    expect(await view?.listMetafiles()).toEqual(["data é.dvc", "dvc.yaml"]);
    expect(await view?.readText("dvc.yaml")).toBe("stages: {}\n");
  });

  it("leaves out what .dvcignore names, as the work tree does, and refuses a link in place of a file", async () => {
    const { work } = createOrigin(temporaryDirectory(), {
      ...files,
      ".dvcignore": "/old\n",
      "old/dvc.yaml": "not a pipeline",
      "sub/.dvcignore": "*.dvc\n",
    });
    const seen = [".dvcignore", "dvc.yaml", "sub/.dvcignore", "sub/dvc.yaml"];
    expect(await createWorkspaceView(createFileSystem(work)).listMetafiles()).toEqual(seen);
    expect(await (await openRevisions(work).view("main"))?.listMetafiles()).toEqual(seen);
    symlinkSync("sub/dvc.yaml", join(work, "link.dvc"));
    commitAll(work, "link");
    const view = await openRevisions(work).view("main");
    expect(await view?.listMetafiles()).toContain("link.dvc");
    await expect(view?.readText("link.dvc")).rejects.toMatchObject({ code: "file.unreadable" });
  });

  it("lists the commits that changed a file, what was merged as its merge, along first parents", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    const first = git(work, "rev-parse", "HEAD");
    git(work, "checkout", "--quiet", "-b", "topic");
    writeFiles(work, { "dvc.yaml": "stages: {a: 1}\n" });
    commitAll(work, "on the topic");
    git(work, "checkout", "--quiet", "main");
    writeFiles(work, { "README.md": "other\n" });
    commitAll(work, "another file");
    git(work, "merge", "--quiet", "--no-ff", "-m", "merge", "topic");
    const merge = git(work, "rev-parse", "HEAD");
    const revisions = openRevisions(work);
    const changing = ["dvc.yaml", "none/*.json"];
    expect(await revisions.commits({ revision: "main", changing })).toEqual([merge, first]);
    expect(await revisions.commits({ revision: "main", changing, limit: 1 })).toEqual([merge]);
    expect(await revisions.commits({ revision: "main", changing: ["*.yaml"] })).toEqual([]);
    const sub = openRevisions(join(work, "sub"));
    expect(await sub.commits({ revision: "main", changing: ["dvc.yaml"] })).toEqual([first]);
    const escaping = revisions.commits({ revision: "main", changing: [":(glob)**"] });
    await expect(escaping).rejects.toMatchObject({ code: "git.argument-refused" });
  });

  it("lists branches, annotated and lightweight tags with their commits, and every commit", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    const first = git(work, "rev-parse", "HEAD");
    git(work, "tag", "--annotate", "m@v1.0.0", "--message", "x");
    git(work, "tag", "light");
    git(work, "switch", "--quiet", "--create", "topic");
    writeFiles(work, { b: "2" });
    const second = commitAll(work, "topic");
    const revisions = openRevisions(work);
    expect(await revisions.branches()).toEqual([
      { name: "main", commit: first },
      { name: "topic", commit: second },
    ]);
    expect(await revisions.branches({ withRemote: true })).toContainEqual({
      name: "origin/main",
      commit: first,
    });
    expect(await revisions.tags()).toEqual([
      { name: "light", commit: first },
      { name: "m@v1.0.0", commit: first },
    ]);
    expect(new Set(await revisions.commits("all"))).toEqual(new Set([first, second]));
    expect(await revisions.commits({ revision: "topic", limit: 1 })).toEqual([second]);
    expect(await revisions.isShallow()).toBe(false);
  });

  it("says when a clone is shallow", async () => {
    const directory = temporaryDirectory();
    const { origin, work } = createOrigin(directory, files);
    writeFiles(work, { c: "1" });
    commitAll(work, "second");
    git(work, "push", "--quiet", "origin", "main");
    git(directory, "clone", "--quiet", "--depth=1", `file://${origin}`, "shallow");
    expect(await openRevisions(join(directory, "shallow")).isShallow()).toBe(true);
  });
});

describe("a worktree", () => {
  it("holds another revision without touching the work tree, and leaves nothing behind", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    const first = git(work, "rev-parse", "HEAD");
    writeFiles(work, { "README.md": "second\n" });
    commitAll(work, "second");
    writeFiles(work, { "README.md": "edited\n" });
    const tree = await openWorktrees(work).add("HEAD~1");
    expect(tree.commit).toBe(first);
    expect(readFileSync(join(tree.root, "README.md"), "utf8")).toBe("hello\n");
    await tree.remove();
    expect(readFileSync(join(work, "README.md"), "utf8")).toBe("edited\n");
    expect(existsSync(tree.root)).toBe(false);
    expect(git(work, "worktree", "list").split("\n")).toHaveLength(1);
    expect(git(work, "status", "--porcelain")).toBe("M README.md");
  });

  it("of a process that was killed is removed by the next one", async () => {
    const { work } = createOrigin(temporaryDirectory(), files);
    // Process ids are below 2^22 on Linux: this one never runs.
    const left = join(work, ".dvc/tmp/pawl/worktrees/4999999-ab");
    mkdirSync(join(left, ".."), { recursive: true });
    git(work, "worktree", "add", "--quiet", "--detach", left);
    const tree = await openWorktrees(work).add("HEAD");
    expect(existsSync(left)).toBe(false);
    await tree.remove();
    await expect(openWorktrees(work).add("none")).rejects.toMatchObject({ code: "git.failed" });
  });
});

describe("staging on write", () => {
  it("adds what is written to git's index, and nothing that git ignores", async () => {
    const { work } = createOrigin(temporaryDirectory(), { ...files, ".gitignore": "/out\n" });
    const staging = stageOnWrite(createFileSystem(work), openIgnoreRules(work, createProcesses()));
    await Promise.all([
      staging.write("dvc.lock", "1"),
      staging.write("sub/x.dvc", "2"),
      staging.write("out", "3"),
    ]);
    await staging.write(".dvc/tmp/x", "4");
    expect(git(work, "diff", "--cached", "--name-only").split("\n")).toEqual(["dvc.lock", "sub/x.dvc"]);
  });
});
