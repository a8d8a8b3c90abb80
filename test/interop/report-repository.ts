import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { reproduce } from "../../src/app/reproduce.ts";
import { add } from "../../src/app/add.ts";
import { push } from "../../src/app/push.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { createMemoryLog } from "../support/memory-log.ts";

const rootPipeline = `stages:
  prep:
    cmd: mkdir -p data/out/sub && cp raw/a.txt data/out/a.txt && cp raw/b.txt data/out/sub/b.txt && cp raw/a.txt data/one.txt && mkdir -p plots_out/in && cp src/roc.csv plots_out/in/roc.csv && cp src/roc.csv plots_out/b.csv
    deps: [raw, src]
    outs: [data/out, data/one.txt]
    plots: [plots_out]
  train:
    cmd: cp src/metrics.json cached.json && cp src/metrics.json metrics.json && cp src/roc.csv roc.csv && cp src/loss.json loss.json && cp src/dot.png dot.png && cp src/classes.csv classes.csv && cp params.yaml model.bin
    deps: [data/one.txt, src]
    params: [lr, train]
    outs: [model.bin]
    metrics:
      - cached.json
      - metrics.json: {cache: false}
    plots:
      - roc.csv: {x: fpr, y: tpr, title: ROC curve, template: simple}
      - loss.json: {cache: false}
      - dot.png: {cache: false}
      - classes.csv: {cache: false, template: confusion, x: actual, y: predicted}
metrics: [extra.toml, extra.yaml]
params: [conf.toml, conf.json]
plots:
  - curves.tsv
  - loss_and_roc:
      x: {roc.csv: fpr}
      y: {roc.csv: tpr}
      x_label: share
  - two fields:
      x: step
      y: {curves.tsv: [train, valid]}
      title: Two fields
  - two files:
      x: {curves.tsv: step, more/curves.tsv: step}
      y: {curves.tsv: train, more/curves.tsv: train}
      template: scatter
  - files and fields:
      x: step
      y: {curves.tsv: [train, valid], more/curves.tsv: train}
  - an x for each y:
      x: {curves.tsv: step, more/curves.tsv: train}
      y: {curves.tsv: train, more/curves.tsv: step}
  - boards
  - boards/sub: {x: b, y: a, y_label: from the folder}
  - no such field: {y: {curves.tsv: nope}}
  - no such file: {y: {gone.csv: a}}
  - other lengths: {x: {roc.csv: fpr}, y: {loss.json: loss, roc.csv: tpr}}
  - uneven: {x: {classes.csv: actual}, y: {curves.tsv: train}}
`;

const subPipeline = `stages:
  score:
    cmd: cp m.src m.json
    wdir: work
    deps: [m.src, ../../model.bin]
    params: [{../p.yaml: [deep.x]}]
    metrics: [m.json]
metrics: [own.yaml]
plots: [own.csv]
`;

/** Everything of the first commit but data and results. */
const first: Readonly<Record<string, string>> = {
  ".dvc/config":
    "[core]\n    remote = store\n    analytics = false\n['remote \"store\"']\n    url = ../../store\n",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  "dvc.yaml": rootPipeline,
  "sub/dvc.yaml": subPipeline,
  "sub/p.yaml": "deep: {x: 1, y: 2}\n",
  "sub/own.yaml": "f1: 0.5\n",
  "sub/own.csv": "a,b\n1,2\n2,3\n",
  "sub/work/m.src": '{"deep": {"er": {"n": 1, "t": "text"}}, "list": [1], "none": null}',
  "params.yaml": "lr: 1.0\ntrain: {layers: [16, 8], dropout: 0.1, name: net, empty: {}}\nunused: yes\n",
  "conf.toml": 'title = "x"\n[a]\nbig = 12345678901234567890\nratio = 1.0\nflags = [true, false]\n',
  "conf.json": '{"z": {"a": [1, {"b": null}], "c": "it\'s"}, "same": 1}',
  "extra.toml": "speed = 10\nratio = 0.25\n",
  "extra.yaml": "acc: 0.1\nnested: {deep: {x: 1e-5}}\nok: true\nword: one\n",
  "src/metrics.json":
    '{"acc": 0.91234, "loss": NaN, "inf": Infinity, "n": 1, "f": 1.0, "list": [1, 2], "none": null, "b": true, "deep": {"a": {"b": 2}}, "big": 123456789012345678901234567890, "gone": 3, "s": "text"}',
  "src/roc.csv": "fpr,tpr,threshold\n0.0,0.0,1.0\n0.1,0.6,0.5\n1.0,1.0,0.0\n",
  "src/loss.json":
    '{"train": [{"step": 0, "loss": 1.0}, {"step": 1, "loss": 0.5}, {"step": 2, "loss": 0.25}]}',
  "src/classes.csv": "actual,predicted\ncat,cat\ncat,dog\ndog,dog\ndog,dog\n",
  "curves.tsv": "step\ttrain\tvalid\n0\t1.5\t1.6\n1\t1.0\t1.2\n2\t0.5\t0.9\n",
  "more/curves.tsv": "step\ttrain\n0\t2.5\n1\t2.0\n2\t1.5\n",
  "boards/one.csv": "a,b\n1,2\n3,4\n",
  "boards/two.json": '{"a": [{"v": 1, "w": 2.0}], "b": {"c": [{"u": "x"}], "d": [1, 2]}, "e": "text"}',
  "boards/sub/three.yaml": "- {a: 1, b: 1.0}\n- {a: 2.5, b: 2}\n",
  "boards/ragged.json": '[{"a": 1}, {"b": 2}]',
  "boards/quoted.csv": 'a,"b, c"\n"1 ""x""",\n\n2\n',
  "raw/a.txt": "a\n",
  "raw/b.txt": "b\n",
  "added/x.txt": "x\n",
  "added/y/z.txt": "z\n",
  "single.txt": "single\n",
};

/** One red pixel. */
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/**
 * A repository `repository` below `directory` with a history: commits `one` and `two` (tags), branch `side`, and changes that
 * nobody committed. Its pipeline ran in each of them; its remote has what commit `one` made.
 */
export async function createReportRepository(directory: string): Promise<string> {
  const work = join(directory, "repository");
  mkdirSync(join(directory, "store"), { recursive: true });
  mkdirSync(work, { recursive: true });
  git(work, "init", "--quiet", "--initial-branch=main");
  writeFiles(work, {
    ...first,
    ".gitignore": "/plots_out\n/data\n/cached.json\n/roc.csv\n/model.bin\n/sub/work/m.json\n",
  });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(work, "src/dot.png"), Buffer.from(pixel, "base64"));
  await step(work, "one", ["raw", "added", "single.txt"]);
  await push({ runCache: false }, await openPipeline(work, createMemoryLog()));
  writeFiles(work, {
    "src/metrics.json":
      '{"acc": 0.95, "loss": NaN, "inf": 1, "n": 1.0, "f": 3, "b": false, "deep": {"a": {"b": 2, "c": 0.015625}}, "big": 123456789012345678901234567891, "new": 1, "s": "other"}',
    "params.yaml": "lr: 1\ntrain: {layers: [16, 4], dropout: 0.25, name: net, extra: new}\nunused: no\n",
    "conf.toml": 'title = "y"\n[a]\nbig = 12345678901234567891\nratio = 2\nflags = [true]\n',
    "conf.json": '{"z": {"a": [1, {"b": false}], "c": "it\\"s"}, "same": 1.0}',
    "extra.yaml": "acc: 0.25\nnested: {deep: {x: 3}}\nok: false\nword: two\n",
    "sub/p.yaml": "deep: {x: 5, y: 3}\n",
    "sub/own.yaml": "f1: [broken\n",
    "src/roc.csv": "fpr,tpr,threshold\n0.0,0.0,1.0\n0.1,0.8,0.5\n1.0,1.0,0.0\n",
    "src/classes.csv": "actual,predicted\ncat,cat\ncat,cat\ndog,cat\ndog,dog\n",
    "raw/c.txt": "c\n",
    "added/moved.txt": "x\n",
  });
  rmSync(join(work, "added/x.txt"));
  git(work, "checkout", "--quiet", "-b", "side");
  await step(work, "two", ["raw", "added"]);
  git(work, "checkout", "--quiet", "main");
  git(work, "merge", "--quiet", "--ff-only", "side");
  git(work, "checkout", "--quiet", "-b", "other", "one");
  git(work, "checkout", "--quiet", "main");
  await reproduce({}, await openPipeline(work, createMemoryLog()));
  return work;
}

async function step(work: string, tag: string, data: readonly string[]): Promise<void> {
  const ports = await openPipeline(work, createMemoryLog());
  await add(data, ports);
  await reproduce({}, ports);
  commitAll(work, tag);
  git(work, "tag", tag);
}

/** Edits that nobody committed: data changed, renamed, deleted, out of the cache. */
export function editReportRepository(work: string): void {
  writeFiles(work, {
    "data/out/a.txt": "changed\n",
    "data/out/new.txt": "new\n",
    "metrics.json": '{"acc": 0.99, "loss": 0.1}',
    "extra.yaml": "acc: 0.5\nnested: {deep: {x: .nan}}\nok: true\nword: two\n",
    "params.yaml": "lr: 1\ntrain: {layers: [16, 4], dropout: 0.25, name: net2}\n",
    "roc.csv": "fpr,tpr,threshold\n0.0,0.0,1.0\n0.2,0.9,0.5\n1.0,1.0,0.0\n",
    "loss.json": '[{"step": 0, "loss": 1.0}, {"step": 1, "loss": 0.4}]',
    "untracked.txt": "u\n",
    "curves.tsv": "step\ttrain\tvalid\n0\t1.4\t1.6\n1\t1.0\t1.1\n2\t0.4\t0.8\n",
  });
  rmSync(join(work, "single.txt"));
  rmSync(join(work, "cached.json"));
}
