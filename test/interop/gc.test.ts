import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collectGarbage, type GarbagePorts } from "../../src/app/collect-garbage.ts";
import { parseDataFile } from "../../src/versioning/data-file.ts";
import type { DataItem } from "../../src/versioning/data-item.ts";
import { readTree } from "../../src/versioning/data-tree.ts";
import { parseGcPolicy } from "../../src/versioning/gc-policy.ts";
import type { GcCommit, GcHistory, GcSelection } from "../../src/versioning/gc-refs.ts";
import { lockEntryOf, parseLock } from "../../src/versioning/lock-file.ts";
import type { StoredObject } from "../../src/versioning/plan-garbage.ts";
import { isValueMap } from "../../src/versioning/value.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
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

function listObjects(directory: string): readonly StoredObject[] {
  const root = join(directory, ".dvc/cache/files/md5");
  return readdirSync(root).flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => ({
      md5: `${folder}${name}`,
      hash: "md5" as const,
      sizeBytes: statSync(join(root, folder, name)).size,
    })),
  );
}

function itemsOf(lock: string | undefined, dataFiles: Readonly<Record<string, string>>): readonly DataItem[] {
  const parsed = parseLock(lock ?? "");
  const stages = parsed.values.get("stages");
  const names = isValueMap(stages) ? [...stages.keys()] : [];
  const added = Object.entries(dataFiles).flatMap(([path, text]) => parseDataFile(text, path));
  return [...names.flatMap((name) => lockEntryOf(parsed, name)?.outs ?? []), ...added];
}

function portsOf(directory: string): GarbagePorts {
  const refs = (pattern: string, kind: "branch" | "tag"): GcHistory["refs"] =>
    git(directory, "for-each-ref", "--format=%(refname:short) %(objectname)", pattern)
      .split("\n")
      .map((line) => line.split(" "))
      .map(([name = "", commit = ""]) => ({ kind, name, commit }));
  const commits = git(directory, "log", "--all", "--format=%H %ct %P")
    .split("\n")
    .map((line): GcCommit => {
      const [id = "", seconds = "", ...parents] = line.split(" ");
      return { id, parents, dateMs: Number(seconds) * 1000 };
    });
  const dataFiles = ["one.csv.dvc", "many.dvc"];
  const nothing = async (): Promise<readonly never[]> => [];
  const cannot = async (): Promise<void> => {
    throw new TypeError("a dry run deletes nothing");
  };
  return {
    clock: { now: () => new Date() },
    isShallow: async () => false,
    readHistory: async () => ({
      refs: [
        { kind: "workspace", name: "workspace" },
        ...refs("refs/heads", "branch"),
        ...refs("refs/tags", "tag"),
      ],
      commits,
    }),
    readData: async ({ commit }) => {
      const read = (path: string): string =>
        commit === undefined
          ? readFileSync(join(directory, path), "utf8")
          : `${git(directory, "show", `${commit}:${path}`)}\n`;
      return itemsOf(read("dvc.lock"), Object.fromEntries(dataFiles.map((path) => [path, read(path)])));
    },
    readTree: async ({ md5 }) =>
      readTree(
        readFileSync(join(directory, ".dvc/cache/files/md5", md5.slice(0, 2), md5.slice(2)), "utf8"),
        md5,
      ),
    findElsewhere: async () => new Set(),
    store: {
      label: "cache",
      listObjects: async () => listObjects(directory),
      removeObjects: cannot,
      listRuns: nothing,
      removeRuns: cannot,
      listLeftovers: nothing,
      removeLeftovers: cannot,
    },
  };
}

describe("pawl gc beside dvc 3.67.1", () => {
  it("would delete what dvc would delete, for each of dvc's flags", async () => {
    const directory = repository();
    const ports = portsOf(directory);
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
      const { remove } = await collectGarbage({ policy: parseGcPolicy(""), selection, dry: true }, ports);
      const ours = remove.map((object) => object.md5);
      expect(ours).not.toEqual([]);
      expect([flags, ours.sort()]).toEqual([flags, theirs.map(([, a = "", b = ""]) => a + b).sort()]);
    }
  });

  it("deletes less than dvc without flags: only what no branch, tag or work tree needs", async () => {
    const directory = repository();
    const { remove, losing } = await collectGarbage(
      { policy: parseGcPolicy(""), dry: true },
      portsOf(directory),
    );
    const said = dvc(directory, "gc", "-a", "-T", "--dry", "--force");
    expect(remove.length).toBe([...said.matchAll(/^Removing /gm)].length);
    expect(losing).toEqual([]);
  });
});
