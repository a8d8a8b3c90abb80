import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { add } from "../../src/app/add.ts";
import { pull } from "../../src/app/pull.ts";
import { push } from "../../src/app/push.ts";
import { reproduce } from "../../src/app/reproduce.ts";
import { status } from "../../src/app/status.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { dvc } from "./run-dvc.ts";

const files: Readonly<Record<string, string>> = {
  ".dvc/config":
    "[core]\n    remote = store\n    analytics = false\n['remote \"store\"']\n    url = ../../store\n",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  "in.txt": "hey\n",
  "run.sh": "echo model > model.bin\n",
  "params.yaml": "lr: 1.0\nopt: {deep: [1, 2.50, 1e-5, 0x1F], x: 1}\nb: yes\nday: '2020-01-01'\nbig: 1e20\n",
  "conf.json": '{"z": 1, "a": {"q": 1.0, "n": null}}\n',
  "dvc.yaml": `stages:
  ingest:
    cmd: "true"
    frozen: true
    deps: [in.txt]
    outs: [landing]
  prep:
    cmd: >-
      mkdir -p data/dir/sub && echo "a: b # it's a long command that has to be folded by the writer of the lock" > data/x.txt &&
      cp in.txt data/dir/é && cp in.txt data/dir/sub/a
    deps: [in.txt, run.sh, landing]
    params: [lr, opt.deep, day, big]
    outs: [data/x.txt, data/dir]
  train:
    cmd:
      - sh run.sh
      - echo '{"acc":0.5}' > m.json
    wdir: .
    deps: [data/dir, data/x.txt]
    params: [{conf.json: null}, {params.yaml: [b]}]
    outs: [model.bin]
    metrics: [{m.json: {cache: false}}]
  sub:
    cmd: cat ../m.json > o
    wdir: deep
    deps: [../m.json]
    params: [{../params.yaml: [b]}]
    outs: [o]
`,
  "deep/.keep": "",
  "landing/day": "1\n",
};

/** The same repository twice below one directory: for dvc and for Pawl. Each has a remote of its own beside it. */
function twins(): { readonly theirs: string; readonly ours: string } {
  const directory = temporaryDirectory();
  const [theirs, ours] = ["theirs", "ours"].map((name) => join(directory, name, "repository"));
  if (theirs === undefined || ours === undefined) throw new TypeError("two names, two paths");
  mkdirSync(theirs, { recursive: true });
  git(theirs, "init", "--quiet", "--initial-branch=main");
  writeFiles(theirs, { ...files, ".gitignore": "/landing\n" });
  commitAll(theirs, "first");
  cpSync(theirs, ours, { recursive: true });
  return { theirs, ours };
}

const open = (directory: string) => openPipeline(directory, createMemoryLog());

/** Every file below a directory with mode and bytes, temporary ones left out. */
function contentOf(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  return Object.fromEntries(
    entries
      .map((one) => join(one.parentPath, one.name))
      .filter((path) => !/\/(\.git|tmp|site)\//.test(path))
      .map((path): [string, string] => {
        const mode = (statSync(path).mode & 0o777).toString(8);
        return [relative(directory, path), `${mode} ${readFileSync(path, "latin1")}`];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe("Pawl beside dvc 3.67.1", () => {
  it("leaves the same lock, cache, run cache, work tree and remote, byte by byte", async () => {
    const { theirs, ours } = twins();
    dvc(theirs, "repro");
    dvc(theirs, "push", "--run-cache");
    const ports = await open(ours);
    await reproduce({}, ports);
    await push({ runCache: true }, ports);
    expect(readFileSync(join(ours, "dvc.lock"), "utf8")).toBe(readFileSync(join(theirs, "dvc.lock"), "utf8"));
    expect(contentOf(join(ours, ".."))).toEqual(contentOf(join(theirs, "..")));
  });

  it("is taken over by dvc without a change, and takes over from dvc", async () => {
    const { theirs, ours } = twins();
    const ports = await open(ours);
    await reproduce({}, ports);
    await push({ runCache: true }, ports);
    expect(JSON.parse(dvc(ours, "status", "--json"))).toEqual({});
    expect(JSON.parse(dvc(ours, "status", "--cloud", "--json"))).toEqual({});
    const lock = readFileSync(join(ours, "dvc.lock"), "utf8");
    dvc(ours, "repro");
    expect(readFileSync(join(ours, "dvc.lock"), "utf8")).toBe(lock);
    dvc(theirs, "repro");
    expect((await reproduce({}, await open(theirs))).changed).toBe(false);
    expect((await status(await open(theirs))).dvc).toEqual({});
  });

  it("shares its remote: dvc pulls what Pawl pushed, data and runs, and the other way round", async () => {
    const { theirs, ours } = twins();
    const ports = await open(ours);
    await reproduce({}, ports);
    await push({ runCache: true }, ports);
    const lock = readFileSync(join(ours, "dvc.lock"), "utf8");
    for (const path of [".dvc/cache", "data", "model.bin", "deep/o", "landing"]) {
      rmSync(join(ours, path), { recursive: true });
    }
    dvc(ours, "pull");
    for (const path of [".dvc/cache", "data", "model.bin", "deep/o", "dvc.lock"]) {
      rmSync(join(ours, path), { recursive: true });
    }
    dvc(ours, "fetch", "--run-cache");
    dvc(ours, "repro", "--pull");
    expect(readFileSync(join(ours, "dvc.lock"), "utf8")).toBe(lock);
    dvc(theirs, "repro");
    dvc(theirs, "push", "--run-cache");
    for (const path of [".dvc/cache", "data", "model.bin"]) rmSync(join(theirs, path), { recursive: true });
    const restored = await open(theirs);
    expect((await pull({}, restored)).restored).toEqual(["data/x.txt", "data/dir", "model.bin"]);
    expect(JSON.parse(dvc(theirs, "status", "--json"))).toEqual({});
  });

  it("says the same about every kind of change", async () => {
    const { ours } = twins();
    await reproduce({}, await open(ours));
    writeFiles(ours, {
      "in.txt": "changed\n",
      "params.yaml": "lr: 2\nopt: {deep: [1]}\nday: x\n",
      "conf.json": '{"z": true, "new": 1}',
      "model.bin": "other\n",
      "dvc.yaml": (files["dvc.yaml"] ?? "").replace("sh run.sh", "sh  run.sh"),
    });
    rmSync(join(ours, "data/x.txt"));
    expect((await status(await open(ours))).dvc).toEqual(JSON.parse(dvc(ours, "status", "--json")));
  });

  it("adds data with the same .dvc file and .gitignore", async () => {
    const { theirs, ours } = twins();
    for (const directory of [theirs, ours]) {
      writeFiles(directory, { "sets/raw/ü.csv": "1\n", "sets/raw/sub/b": "2", "sets/one [1].csv": "3" });
    }
    dvc(theirs, "add", "sets/raw", "sets/one [1].csv");
    await add(["sets/raw", "sets/one [1].csv"], await open(ours));
    expect(contentOf(join(ours, "sets"))).toEqual(contentOf(join(theirs, "sets")));
    expect(contentOf(join(ours, ".dvc/cache"))).toEqual(contentOf(join(theirs, ".dvc/cache")));
  });
});
