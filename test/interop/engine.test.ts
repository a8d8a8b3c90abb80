import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { createTwins, dvc, inBoth, objectsOf, pawl, recordsOf, takeRuns, type Twins } from "./dvc-twins.ts";

const log = (name: string): string => `echo ${name} >> $DVC_ROOT/runs.log`;
const files: Readonly<Record<string, string>> = {
  "params.yaml": "lr: 1\nsub: {x: 1}\n",
  "in.txt": "in\n",
  "lib/code.txt": "code\n",
  "raw.txt": "raw\n",
  "dvc.yaml": `stages:
  report: {cmd: cat c g2 > report && ${log("report")}, deps: [c, g2], metrics: [{report: {cache: false}}]}
  c: {cmd: cat b a/x > c && ${log("c")}, deps: [b, a/x], outs: [c]}
  a: {cmd: mkdir a && cp in.txt a/x && cp in.txt a/y && ${log("a")}, deps: [in.txt], outs: [a]}
  g1: {cmd: cp c g1 && ${log("g1")}, deps: [c], outs: [g1]}
  g2: {cmd: cat sub/s > g2 && ${log("g2")}, deps: [sub/s], outs: [g2]}
  b: {cmd: cp raw.txt b && ${log("b")}, deps: [raw.txt], params: [lr], outs: [b]}
  alone: {cmd: echo 1 > alone && ${log("alone")}, outs: [alone]}
`,
  "sub/dvc.yaml": `stages:
  s: {cmd: cp ../a/y s && ${log("s")}, deps: [../a/y], outs: [s]}
  t: {cmd: cp ../lib/code.txt t && ${log("t")}, deps: [../lib/code.txt], params: [{../params.yaml: [sub.x]}], outs: [t]}
`,
};

function twins(more: Readonly<Record<string, string>> = {}): Twins {
  return createTwins(temporaryDirectory(), { ...files, ...more });
}

/** The records with the entries of a lock file by name: for less than half of a graph dvc's order is one of chance. */
function entriesOf(repository: string): Readonly<Record<string, unknown>> {
  const all = Object.entries(recordsOf(repository));
  return Object.fromEntries(
    all.map(([path, text]) => [
      path,
      text
        .split(/\n(?= {2}\w)/)
        .toSorted()
        .map((part) => part.trim()),
    ]),
  );
}

describe("repro beside dvc", () => {
  it.each<{ readonly args: readonly string[]; readonly folder?: string }>([
    { args: [] },
    { args: ["c"] },
    { args: [":c"] },
    { args: ["dvc.yaml:g1"] },
    { args: ["sub/dvc.yaml"] },
    { args: ["sub/dvc.yaml:t", "b"] },
    { args: ["-P"] },
    { args: ["-p", "sub/dvc.yaml:s"] },
    { args: ["-R", "sub"] },
    { args: ["--glob", "g*"] },
    { args: ["-s", "b"] },
    { args: [], folder: "sub" },
    { args: ["t"], folder: "sub" },
    { args: ["../dvc.yaml:b"], folder: "sub" },
  ])("runs the same stages for $args in '$folder'", ({ args, folder }) => {
    const both = twins();
    expect(dvc(both.theirs, ["repro", ...args], folder).status).toBe(0);
    const done = pawl(both.ours, ["repro", ...args], folder);
    expect(done.stderr).not.toContain("(stage.");
    expect(done.status).toBe(0);
    expect([...takeRuns(both.ours)].sort()).toEqual([...takeRuns(both.theirs)].sort());
    expect(entriesOf(both.ours)).toEqual(entriesOf(both.theirs));
    expect(objectsOf(both.ours)).toEqual(objectsOf(both.theirs));
  });

  it("runs what is asked for again: downstream, forced, forced downstream, single, without a commit", () => {
    const both = twins();
    inBoth(both, (repository) => dvc(repository, ["repro", "-P"]));
    inBoth(both, takeRuns);
    const again = (args: readonly string[], edit: (repository: string) => void = () => undefined): void => {
      inBoth(both, edit);
      const [theirs, ours] = [dvc(both.theirs, ["repro", ...args]), pawl(both.ours, ["repro", ...args])];
      expect([args, ours.status === 0]).toEqual([args, theirs.status === 0]);
      expect([args, takeRuns(both.ours).toSorted()]).toEqual([args, takeRuns(both.theirs).toSorted()]);
      expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
    };
    again([]);
    again(["-f", "c"]);
    again(["-f", "-s", "g1"]);
    again(["--downstream", "a"], (repository) => writeFiles(repository, { "in.txt": "new\n" }));
    again(["--force-downstream", "-P"], (repository) => writeFiles(repository, { "lib/code.txt": "2\n" }));
    again(["--no-run-cache", "-P"], (repository) => writeFiles(repository, { "in.txt": "in\n" }));
    again(["-P"], (repository) => writeFiles(repository, { "in.txt": "new\n" }));
    again(["--no-commit", "b"], (repository) =>
      writeFiles(repository, { "params.yaml": "lr: 3\nsub: {x: 1}\n" }),
    );
    again(["-P"]);
    again(["c"], (repository) => rmSync(join(repository, "c")));
    again(["alone"], (repository) => rmSync(join(repository, "alone")));
    again(["-P"], (repository) => writeFiles(repository, { "a/x": "edited by hand\n" }));
  });

  it("runs and locks them in dvc's order", () => {
    const both = twins();
    dvc(both.theirs, ["repro", "-P"]);
    pawl(both.ours, ["repro", "-P"]);
    expect(takeRuns(both.ours)).toEqual(takeRuns(both.theirs));
    expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
  });

  it("goes on after a failure as far as is asked for", () => {
    const failing = { "dvc.yaml": (files["dvc.yaml"] ?? "").replace("cp raw.txt b", "false") };
    for (const args of [[], ["-k"], ["--ignore-errors"]]) {
      const both = twins(failing);
      const [theirs, ours] = [
        dvc(both.theirs, ["repro", "-P", ...args]),
        pawl(both.ours, ["repro", "-P", ...args]),
      ];
      expect([args, ours.status === 0]).toEqual([args, theirs.status === 0]);
      expect([args, takeRuns(both.ours)]).toEqual([args, takeRuns(both.theirs)]);
      expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
    }
  });

  it("prints what it would run as dvc does", () => {
    const both = twins();
    inBoth(both, (repository) => dvc(repository, ["repro", "-P"]));
    inBoth(both, (repository) =>
      writeFiles(repository, { "params.yaml": "lr: 2\nsub: {x: 2}\n", "in.txt": "changed\n" }),
    );
    const [theirs, ours] = [dvc(both.theirs, ["repro", "--dry"]), pawl(both.ours, ["repro", "--dry"])];
    const end = "Use `dvc push` to send your updates to remote storage.\n";
    // With changed dependencies dvc looks for runs of those in its lock: what it says of the cache is not so.
    expect(ours.stdout).toBe(theirs.stdout.replace(end, "").replaceAll(/.* is cached - .*\n/g, ""));
    expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
  });

  it("brings data files up to date, and refuses data that a stage makes too", () => {
    const both = twins({
      "dvc.yaml": "stages:\n  u: {cmd: cp data/d.txt u, deps: [data/d.txt], outs: [u]}\n",
      "sub/dvc.yaml": "stages: {}\n",
    });
    inBoth(both, (repository) => writeFiles(repository, { "data/d.txt": "1\n" }));
    inBoth(both, (repository) => dvc(repository, ["add", "data/d.txt"]));
    inBoth(both, (repository) => writeFiles(repository, { "data/d.txt": "22\n" }));
    expect(dvc(both.theirs, ["repro"]).status).toBe(0);
    expect(pawl(both.ours, ["repro"]).status).toBe(0);
    expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
    expect(objectsOf(both.ours)).toEqual(objectsOf(both.theirs));
    inBoth(both, (repository) =>
      writeFiles(repository, {
        "u.dvc": "outs:\n- md5: d41d8cd98f00b204e9800998ecf8427e\n  size: 0\n  hash: md5\n  path: u\n",
      }),
    );
    expect(dvc(both.theirs, ["repro"]).status).not.toBe(0);
    expect(pawl(both.ours, ["repro"]).stderr).toContain("dvc.invalid");
  });
});

describe("status beside dvc", () => {
  it("prints the same text and JSON, from any folder and for any target", () => {
    const both = twins();
    inBoth(both, (repository) => writeFiles(repository, { "d.txt": "1\n" }));
    inBoth(both, (repository) => dvc(repository, ["add", "d.txt"]));
    const same = (args: readonly string[], folder = ""): void => {
      const [theirs, ours] = [
        dvc(both.theirs, ["status", ...args], folder),
        pawl(both.ours, ["status", ...args], folder),
      ];
      expect([args, folder, ours.stdout.trim().split("\n").sort()]).toEqual([
        args,
        folder,
        theirs.stdout.trim().split("\n").sort(),
      ]);
      const json = [
        dvc(both.theirs, ["status", "--json", ...args], folder),
        pawl(both.ours, ["status", "--json", ...args], folder),
      ];
      expect(JSON.parse(json[1]?.stdout ?? "")).toEqual(JSON.parse(json[0]?.stdout ?? ""));
      expect(pawl(both.ours, ["status", "-q", ...args], folder).status).toBe(
        dvc(both.theirs, ["status", "-q", ...args], folder).status,
      );
    };
    same([]);
    inBoth(both, (repository) => dvc(repository, ["repro", "-P"]));
    same([]);
    inBoth(both, (repository) => {
      writeFiles(repository, {
        "params.yaml": "lr: 2\n",
        "in.txt": "changed\n",
        "d.txt": "2\n",
        "a/x": "x\n",
      });
      rmSync(join(repository, "sub/s"));
      rmSync(join(repository, ".dvc/cache/files/md5"), { recursive: true });
    });
    same([]);
    same([], "sub");
    same(["c"]);
    same(["-d", "c"]);
    same(["sub/dvc.yaml:t"]);
    same(["sub/dvc.yaml"]);
    same(["d.txt.dvc"]);
    same(["-R", "sub"]);
    same(["a/x"]);
  });
});
