import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { createTwins, dvc, pawl } from "./dvc-twins.ts";

const config = ["store", "other"].map((name) => `['remote "${name}"']\n    url = ../../${name}\n`).join("");

/** A repository with two directory remotes; what `files` holds is not in git. */
function repository(files: Readonly<Record<string, string>>): string {
  const { ours } = createTwins(temporaryDirectory(), {
    ".dvc/config": `[core]\n    remote = store\n${config}`,
  });
  writeFiles(ours, files);
  return ours;
}

/** Runs Pawl, which must end so: no trace of the program's own code is shown. */
function expectEnd(at: string, args: readonly string[], status: number, message: RegExp | undefined) {
  const done = pawl(at, args);
  expect([args, done.stderr]).not.toEqual([args, expect.stringMatching(/^\s+at |node:internal/m)]);
  expect([args, done.stderr, done.status]).toEqual([args, done.stderr, status]);
  if (message !== undefined) expect(done.stderr).toMatch(message);
  return done.stdout;
}

function objectsBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ..."bcdefghij".split("").map((name, index) => {
    const before = "abcdefghi"[index] ?? "";
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
  }),
].join("\n");

describe("bad input on the command line", () => {
  it.each<{
    readonly what: string;
    readonly yaml: string;
    readonly status: number;
    readonly message: RegExp;
  }>([
    {
      what: "a cycle",
      yaml: "stages: {a: {cmd: a, deps: [x], outs: [y]}, b: {cmd: b, deps: [y], outs: [x]}}",
      status: 2,
      message: /makes a cycle: a → b → a/,
    },
    {
      what: "overlapping outputs",
      yaml: "stages: {a: {cmd: a, outs: [y]}, b: {cmd: b, outs: [y/x]}}",
      status: 2,
      message: /y\/x overlaps y, which is also made by stage a/,
    },
    {
      what: "an output outside the repository",
      yaml: "stages: {a: {cmd: a, outs: [../y]}}",
      status: 2,
      message: /must be a path inside the repository; found "\.\.\/y"/,
    },
    {
      what: "a key that is there twice",
      yaml: "stages: {a: {cmd: a, cmd: b}}",
      status: 2,
      message: /this key is there twice/,
    },
    {
      what: "aliases without end",
      yaml: `vars:\n- ${bomb.replaceAll("\n", "\n  ")}\nstages: {a: {cmd: a}}`,
      status: 2,
      message: /aliases stand for more than 1000000 values/,
    },
    {
      what: "an output that git keeps",
      yaml: "stages: {a: {cmd: echo 1 > kept, outs: [kept]}}",
      status: 2,
      message: /Git keeps kept already/,
    },
    {
      what: "an output that is a link out",
      yaml: "stages: {a: {cmd: ln -s /etc/hostname y, outs: [y]}}",
      status: 2,
      message: /link on it leaves the root/,
    },
    {
      what: "an output that is not written",
      yaml: "stages: {a: {cmd: 'true', outs: [y]}}",
      status: 1,
      message: /did not write its output y/,
    },
  ])("has $what: repro says so, and the lock stays as it is", ({ yaml, status, message }) => {
    const at = repository({ "dvc.yaml": yaml, kept: "0\n" });
    git(at, "add", "kept");
    expectEnd(at, ["repro"], status, message);
    expect(existsSync(join(at, "dvc.lock"))).toBe(false);
    expect(readFileSync(join(at, "kept"), "utf8")).toBe("0\n");
  });

  it("names paths that cannot be added, and adds none of them", () => {
    const at = repository({ "dir/a": "1\n", "../secret": "s\n", kept: "k\n" });
    git(at, "add", "kept");
    symlinkSync("../secret", join(at, "out"));
    symlinkSync("nowhere", join(at, "dangling"));
    symlinkSync("dir", join(at, "linked"));
    const refused: readonly (readonly [string, RegExp])[] = [
      ["../secret", /not a path inside the repository/],
      ["out", /a link that leaves the repository/],
      ["dangling", /a link that leads nowhere/],
      ["linked", /linked is a symbolic link to a folder/],
      ["linked/a", /linked is a symbolic link to a folder/],
      [".git", /where git and DVC keep their own/],
      [".dvc/config", /where git and DVC keep their own/],
      ["kept", /Git keeps kept already/],
    ];
    for (const [path, message] of refused) expectEnd(at, ["add", path], 2, message);
    expectEnd(at, ["add", "missing"], 1, /nothing at missing/);
    expect(objectsBelow(at).filter((path) => /[^/]\.dvc$/.test(path))).toEqual([]);
  });

  it("finds damaged and absent objects: nothing wrong gets into the work tree or the remote", () => {
    const at = repository({ f: "data\n" });
    expectEnd(at, ["add", "f"], 0, undefined);
    const [object = ""] = objectsBelow(join(at, ".dvc/cache/files"));
    chmodSync(object, 0o644);
    writeFileSync(object, "bad!\n");
    chmodSync(object, 0o444);
    expectEnd(at, ["push"], 1, /does not hold the bytes of its name/);
    expect(objectsBelow(join(at, "../store"))).toEqual([]);
    rmSync(object);
    expectEnd(at, ["checkout"], 0, undefined);
    expectEnd(at, ["push"], 0, undefined);
    const [sent = ""] = objectsBelow(join(at, "../store"));
    rmSync(join(at, ".dvc/cache"), { recursive: true });
    rmSync(join(at, "f"));
    chmodSync(sent, 0o644);
    writeFileSync(sent, "bad!\n");
    expectEnd(at, ["pull"], 1, /f|6137cde4893c59f76f005a8123d8e8e6/);
    expect(existsSync(join(at, "f"))).toBe(false);
    rmSync(sent);
    expectEnd(at, ["pull"], 1, /Not in cache and remote: f/);
    expectEnd(at, ["pull", "--allow-missing"], 0, /In neither cache nor remote: f/);
    expectEnd(at, ["fetch"], 1, undefined);
    expectEnd(at, ["push", "--remote", "none"], 2, /remote none/);
  });

  it("says 2 for wrong usage, on standard error alone", () => {
    const at = repository({ "dvc.yaml": "stages: {a: {cmd: a}}\n" });
    const wrong = [
      ["frobnicate"],
      ["status", "--frob"],
      ["repro", "--jobs", "0"],
      ["--cd", "nowhere", "status"],
      ["repro", "b"],
      ["pull", "../x"],
      ["add"],
    ];
    for (const args of wrong) expect(expectEnd(at, args, 2, undefined)).toBe("");
  });

  it("prints one document and nothing else with --json, and nothing with --quiet", () => {
    const at = repository({ "dvc.yaml": "stages: {a: {cmd: echo said; echo 1 > y, outs: [y]}}\n", f: "1\n" });
    for (const args of [
      ["add", "f"],
      ["repro"],
      ["status"],
      ["push"],
      ["status", "-c"],
      ["fetch"],
      ["pull"],
      ["checkout"],
      ["data", "status"],
      ["stage", "list"],
      ["dag"],
    ]) {
      expect(() => JSON.parse(expectEnd(at, [...args, "--json"], 0, undefined))).not.toThrow();
    }
    for (const args of [
      ["add", "f"],
      ["repro", "-f"],
      ["push"],
      ["fetch"],
      ["pull"],
      ["checkout"],
      ["status"],
    ]) {
      const done = pawl(at, [...args, "--quiet"]);
      expect([args, done.status, done.stdout, done.stderr]).toEqual([args, 0, "", ""]);
    }
  });
});

describe("forms of data beside dvc", () => {
  it("keeps outputs with odd names, of stages with odd names", () => {
    const yaml = `stages:
  __proto__: {cmd: "echo a > 'a b.txt'", outs: ["a b.txt"]}
  constructor: {cmd: "echo b > \\"it's\\"", outs: ["it's"]}
  toString: {cmd: "echo c > ./-dash", outs: ["-dash"]}
  ünï: {cmd: "echo d > 'ü \\"q\\"'", outs: ['ü "q"']}
`;
    const at = repository({ "dvc.yaml": yaml });
    expectEnd(at, ["repro"], 0, undefined);
    const lock = readFileSync(join(at, "dvc.lock"), "utf8");
    expect(JSON.parse(dvc(at, ["status", "--json"]).stdout)).toEqual({});
    expect(dvc(at, ["repro", "--force"]).status).toBe(0);
    expect(readFileSync(join(at, "dvc.lock"), "utf8")).toBe(lock);
    rmSync(join(at, "-dash"));
    expectEnd(at, ["checkout", "--", "-dash"], 0, undefined);
    expect(readFileSync(join(at, "-dash"), "utf8")).toBe("c\n");
  });

  it("keeps what DVC 2 recorded as it is until it changes", () => {
    const at = repository({ f: "a\r\nb\r\n", o: "a\r\nb\r\n" });
    const entry = "md5: dd8c6a395b5dd36c56d23275028f526c\n";
    const item = (path: string): string => `    - path: ${path}\n      ${entry}      size: 6\n`;
    const lock = `schema: '2.0'\nstages:\n  a:\n    cmd: cp f o\n    deps:\n${item("f")}    outs:\n${item("o")}`;
    const object = ".dvc/cache/dd/8c6a395b5dd36c56d23275028f526c";
    writeFiles(at, {
      "dvc.yaml": "stages:\n  a: {cmd: cp f o, deps: [f], outs: [o]}\n",
      "dvc.lock": lock,
      "f.dvc": `outs:\n- ${entry}  size: 6\n  path: f\n`,
      ".gitignore": "/runs.log\n/f\n/o\n",
      [object]: "a\r\nb\r\n",
    });
    chmodSync(join(at, object), 0o444);
    const same = (args: readonly string[]): void =>
      expect(JSON.parse(pawl(at, [...args, "--json"]).stdout)).toEqual(
        JSON.parse(dvc(at, [...args, "--json"]).stdout),
      );
    const kept = readFileSync(join(at, "f.dvc"), "utf8");
    for (const args of [["status"], ["status", "-c"], ["data", "status"]]) same(args);
    expectEnd(at, ["repro"], 0, undefined);
    expectEnd(at, ["push"], 0, undefined);
    expect(existsSync(join(at, "../store/dd/8c6a395b5dd36c56d23275028f526c"))).toBe(true);
    for (const path of [".dvc/cache", "f", "o"]) rmSync(join(at, path), { recursive: true });
    same(["status"]);
    expectEnd(at, ["pull"], 0, undefined);
    expect(JSON.parse(dvc(at, ["status", "--json"]).stdout)).toEqual({});
    expect([readFileSync(join(at, "dvc.lock"), "utf8"), readFileSync(join(at, "f.dvc"), "utf8")]).toEqual([
      lock,
      kept,
    ]);
    writeFileSync(join(at, "f"), "c\r\n");
    same(["status"]);
    expectEnd(at, ["repro"], 0, undefined);
    expect(JSON.parse(dvc(at, ["status", "--json"]).stdout)).toEqual({});
    expect(readFileSync(join(at, "dvc.lock"), "utf8")).toContain("hash: md5");
  });

  it("leaves data of `dvc import` where it comes from", () => {
    const source = repository({ u: "up\n" });
    dvc(source, ["add", "u"]);
    commitAll(source, "data");
    const at = repository({});
    expect(dvc(at, ["import", source, "u"]).status).toBe(0);
    const same = (args: readonly string[]): void =>
      expect(JSON.parse(pawl(at, [...args, "--json"]).stdout)).toEqual(
        JSON.parse(dvc(at, [...args, "--json"]).stdout),
      );
    same(["status"]);
    same(["status", "-c"]);
    expectEnd(at, ["push"], 0, undefined);
    expect(objectsBelow(join(at, "../store"))).toEqual([]);
    rmSync(join(at, ".dvc/cache"), { recursive: true });
    rmSync(join(at, "u"));
    same(["status"]);
    expectEnd(at, ["pull"], 1, /Not in cache and remote: u\.\n.*dvc import/);
  });

  it("sends each output where it belongs: a remote of its own, none, or the default one", () => {
    const at = repository({
      "dvc.yaml":
        "stages:\n  a:\n    cmd: echo 1 > o1; echo 2 > o2; echo 3 > o3\n    outs: [o1: {remote: other}, o2: {push: false}, o3]\n",
      g: "5\n",
      k: "7\n",
    });
    dvc(at, ["add", "g", "k"]);
    writeFileSync(join(at, "g.dvc"), `${readFileSync(join(at, "g.dvc"), "utf8")}  push: false\n`);
    writeFileSync(join(at, "k.dvc"), `${readFileSync(join(at, "k.dvc"), "utf8")}  cache: false\n`);
    expectEnd(at, ["repro"], 0, undefined);
    const same = (args: readonly string[]): void =>
      expect(JSON.parse(pawl(at, [...args, "--json"]).stdout)).toEqual(
        JSON.parse(dvc(at, [...args, "--json"]).stdout),
      );
    same(["status"]);
    same(["status", "-c"]);
    expectEnd(at, ["push"], 0, undefined);
    expect(dvc(at, ["push"]).stdout).toContain("Everything is up to date.");
    expect([objectsBelow(join(at, "../store")).length, objectsBelow(join(at, "../other")).length]).toEqual([
      1, 1,
    ]);
    rmSync(join(at, ".dvc/cache"), { recursive: true });
    writeFileSync(join(at, "k"), "8\n");
    same(["status"]);
    same(["status", "-c"]);
  });
});

describe("processes at once", () => {
  it("that add do not lose each other's lines", async () => {
    const names = ["f1", "f2", "f3", "f4"];
    const at = repository(Object.fromEntries(names.map((name) => [name, name])));
    mkdirSync(join(at, "d"));
    for (const name of names) writeFileSync(join(at, "d", name), name);
    const main = resolve("src/cli/main.ts");
    const ended = names.map(async (name) => {
      const child = spawn(process.execPath, [main, "add", name, "d", "-q"], { cwd: at, stdio: "ignore" });
      const [status] = await once(child, "exit");
      return status;
    });
    expect(await Promise.all(ended)).toEqual([0, 0, 0, 0]);
    const lines = readFileSync(join(at, ".gitignore"), "utf8").trim().split("\n");
    expect(lines.toSorted()).toEqual(["/d", "/f1", "/f2", "/f3", "/f4", "/runs.log"]);
    expect(JSON.parse(dvc(at, ["status", "--json"]).stdout)).toEqual({});
  });
});
