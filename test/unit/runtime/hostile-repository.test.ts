import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { pull } from "../../../src/app/pull.ts";
import { openPipeline, stageEnvironment } from "../../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import { pipelineOf } from "../../support/memory-view.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** A work tree with a git folder, and objects in its cache. */
function createRepository(objects: readonly string[]): string {
  const root = temporaryDirectory();
  mkdirSync(join(root, ".git"));
  writeFileSync(join(root, ".git", "config"), "[core]\n");
  writeFileSync(join(root, "kept.txt"), "kept");
  for (const content of objects) {
    const md5 = md5Of(content);
    const isTree = content.startsWith("[{");
    const path = join(
      root,
      ".dvc/cache/files/md5",
      md5.slice(0, 2),
      `${md5.slice(2)}${isTree ? ".dir" : ""}`,
    );
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o444 });
  }
  return root;
}

function md5Of(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

async function pullIn(root: string): Promise<unknown> {
  const ports = await openPipeline(root, createMemoryLog());
  return pull({}, { ...ports, remote: undefined });
}

describe("data of a hostile repository", () => {
  it.each(["file", "directory"])(
    "whose .dvc file tracks the repository itself as a %s is refused",
    async (kind) => {
      const tree = JSON.stringify([{ md5: md5Of("evil"), relpath: "x" }]);
      const root = createRepository(["evil", tree]);
      const md5 = kind === "file" ? md5Of("evil") : `${md5Of(tree)}.dir`;
      writeFileSync(join(root, "all.dvc"), `outs:\n- md5: ${md5}\n  hash: md5\n  path: .\n`);
      await expect(pullIn(root)).rejects.toMatchObject({ code: "path.refused" });
      expect(readFileSync(join(root, "kept.txt"), "utf8")).toBe("kept");
      expect(existsSync(join(root, ".dvc/cache"))).toBe(true);
    },
  );

  it("cannot reach git's own files through a committed symbolic link", async () => {
    const root = createRepository(["[core]\n\tfsmonitor = evil\n"]);
    symlinkSync(".git", join(root, "link"));
    const md5 = md5Of("[core]\n\tfsmonitor = evil\n");
    writeFileSync(join(root, "c.dvc"), `outs:\n- md5: ${md5}\n  hash: md5\n  path: link/config\n`);
    await expect(pullIn(root)).rejects.toMatchObject({ code: "path.refused" });
    expect(readFileSync(join(root, ".git/config"), "utf8")).toBe("[core]\n");
  });

  it.each([".dvc", ".dvc/config", ".dvc/cache/files"])("cannot replace DVC's own %s", async (path) => {
    const root = createRepository(["evil"]);
    writeFileSync(join(root, "c.dvc"), `outs:\n- md5: ${md5Of("evil")}\n  hash: md5\n  path: ${path}\n`);
    await expect(pullIn(root)).rejects.toMatchObject({ code: "path.refused" });
    expect(existsSync(join(root, ".dvc/cache/files/md5"))).toBe(true);
  });
});

describe("an output in dvc.yaml", () => {
  it.each([".dvc/config", ".dvc", "sub/.git/config"])("cannot be %s", async (path) => {
    const text = `stages:\n  evil:\n    cmd: x\n    outs: [${path}]\n`;
    await expect(pipelineOf(text)).rejects.toThrow(
      /dvc.yaml:4:\d+: stages.evil.outs\[0\]: must not be where git and DVC/,
    );
  });
});

describe("the environment of a stage", () => {
  it("has none of the tokens of the step that runs it", () => {
    const secrets = [
      "INPUT_TOKEN",
      "GITHUB_TOKEN",
      "GH_TOKEN",
      "ACTIONS_RUNTIME_TOKEN",
      "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      "ACTIONS_RESULTS_URL",
      "PAWL_PRIVATE_KEY",
      "PAWL_WEBHOOK_SECRET",
      "GITHUB_ENV",
    ];
    const ambient = {
      ...Object.fromEntries(secrets.map((name) => [name, "s3cret"])),
      PATH: "/bin",
      LANDING: "/x",
    };
    expect(stageEnvironment(ambient)).toEqual({ PATH: "/bin", LANDING: "/x" });
  });
});
