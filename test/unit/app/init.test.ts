import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { init, type InitRequest, type InitResult } from "../../../src/app/init.ts";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { createFileSystem, openGitWorkTree } from "../../../src/runtime/compose.ts";
import { readWorkflowTemplate } from "../../../src/runtime/workflow-template.ts";
import { git, writeFiles } from "../../support/git-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

function repository(files: Readonly<Record<string, string>> = {}): string {
  const directory = temporaryDirectory();
  git(directory, "init", "--quiet", "--initial-branch=trunk");
  writeFiles(directory, files);
  return directory;
}

async function run(directory: string, request: Omit<InitRequest, "workflow"> = {}): Promise<InitResult> {
  const ports = { files: await createFileSystem(directory), git: await openGitWorkTree(directory) };
  return init({ ...request, workflow: await readWorkflowTemplate() }, ports);
}

const pipeline =
  "stages:\n  train:\n    cmd: x\n    wdir: sub\n    outs: [models/flight-delay.onnx, {model.onnx: {cache: true}}]\n";

describe("pawl init", () => {
  it("writes DVC's files, adds them to git, and begins policy and workflow", async () => {
    const directory = repository();
    const { written, staged } = await run(directory);
    expect(staged).toEqual([".dvc/config", ".dvc/.gitignore", ".dvcignore"]);
    expect(written).toEqual([...staged, ".github/pawl.yml", ".github/workflows/pawl.yml"]);
    expect(git(directory, "diff", "--cached", "--name-only").split("\n").sort()).toEqual([...staged].sort());
    const policy = readFileSync(join(directory, ".github/pawl.yml"), "utf8");
    expect(parsePolicy(policy)).toMatchObject({ policy: { version: 1, models: {} } });
    const workflow = readFileSync(join(directory, ".github/workflows/pawl.yml"), "utf8");
    expect(workflow).toContain('branches: ["trunk"]');
    expect(workflow).not.toContain("$default-branch");
  });

  it("names the models that the pipeline writes, and leaves what is there as it is", async () => {
    const directory = repository({ "dvc.yaml": pipeline, ".dvc/config": "[core]\n    remote = a\n" });
    expect((await run(directory)).written).toEqual([".github/pawl.yml", ".github/workflows/pawl.yml"]);
    const text = readFileSync(join(directory, ".github/pawl.yml"), "utf8");
    expect(parsePolicy(text).policy?.models).toMatchObject({
      "flight-delay": { artifact: "sub/models/flight-delay.onnx" },
      sub: { artifact: "sub/model.onnx" },
    });
    writeFileSync(join(directory, ".github/pawl.yml"), "mine\n");
    await expect(run(directory)).rejects.toMatchObject({ code: "usage.invalid" });
    expect((await run(directory, { isForced: true })).written).toEqual([
      ".dvc/config",
      ".dvc/.gitignore",
      ".dvcignore",
    ]);
    expect(readFileSync(join(directory, ".dvc/config"), "utf8")).toBe("");
    expect(readFileSync(join(directory, ".github/pawl.yml"), "utf8")).toBe("mine\n");
  });

  it("works without git and below the top of a work tree, and says where it does not", async () => {
    const alone = temporaryDirectory();
    await expect(run(alone)).rejects.toMatchObject({ code: "usage.invalid" });
    expect((await run(alone, { isWithoutGit: true })).written).toEqual([".dvc/config", ".dvcignore"]);
    const directory = repository();
    const below = join(directory, "team");
    mkdirSync(below);
    await expect(run(below)).rejects.toMatchObject({ code: "usage.invalid" });
    expect((await run(below, { isSubdirectory: true })).written).toEqual([
      ".dvc/config",
      ".dvc/.gitignore",
      ".dvcignore",
    ]);
    const hidden = repository({ ".gitignore": ".dvc\n" });
    await expect(run(hidden)).rejects.toMatchObject({ code: "usage.invalid" });
    const both = run(below, { isSubdirectory: true, isWithoutGit: true });
    await expect(both).rejects.toMatchObject({ code: "usage.invalid" });
  });
});
