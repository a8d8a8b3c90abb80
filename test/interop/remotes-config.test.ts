import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { git } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { finish, peer, runPython } from "./peers.ts";

type Sequence = readonly (readonly string[])[];

const resultSchema = z.array(z.object({ status: z.number(), stdout: z.string() }));
const pawl = resolve("src/cli/main.ts");
const files = ["repo/.dvc/config", "repo/.dvc/config.local", "global/config", "system/config"];

/** A repository with configuration directories of its own. */
function createPlace(texts: Readonly<Record<string, string>> = {}): {
  readonly repo: string;
  readonly env: Record<string, string>;
} {
  const directory = temporaryDirectory();
  const repo = join(directory, "repo");
  for (const folder of ["repo/.dvc", "repo/sub", "global", "system"]) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  git(repo, "init", "--quiet");
  writeFileSync(join(repo, ".dvc/config"), "");
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(directory, path), text);
  const env = {
    DVC_NO_ANALYTICS: "1",
    DVC_SITE_CACHE_DIR: join(directory, "site"),
    DVC_GLOBAL_CONFIG_DIR: join(directory, "global"),
    DVC_SYSTEM_CONFIG_DIR: join(directory, "system"),
    HOME: join(directory, "home"),
  };
  return { repo, env };
}

/** Every configuration file; dvc leaves an empty line where Pawl leaves no file. */
function texts(repo: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((path) => {
      const file = join(repo, "..", path);
      const text = existsSync(file) ? readFileSync(file, "utf8") : "\n";
      return [path, text === "" ? "\n" : text];
    }),
  );
}

async function runOurs(repo: string, env: Record<string, string>, sequence: Sequence) {
  const results: { status: number; stdout: string }[] = [];
  for (const command of sequence) {
    const { status, stdout } = await finish(process.execPath, [pawl, ...command], {
      cwd: join(repo, "sub"),
      env: { ...process.env, ...env },
    });
    results.push({ status, stdout });
  }
  return results;
}

async function compare(sequence: Sequence, given: Readonly<Record<string, string>> = {}) {
  const [theirs, ours] = [createPlace(given), createPlace(given)];
  const [theirResults, ourResults] = await Promise.all([
    runPython("dvc", "dvc_commands.py", {
      cwd: join(theirs.repo, "sub"),
      env: theirs.env,
      commands: sequence,
    }).then((raw) => resultSchema.parse(raw)),
    runOurs(ours.repo, ours.env, sequence),
  ]);
  expect(texts(ours.repo)).toEqual(texts(theirs.repo));
  expect(ourResults.map(({ status }) => status === 0)).toEqual(
    theirResults.map(({ status }) => status === 0),
  );
  const shown = (results: typeof ourResults, repo: string): readonly string[] =>
    results.map(({ status, stdout }, index) =>
      status === 0 && isReading(sequence[index] ?? []) ? readable(stdout, join(repo, "..")) : "",
    );
  expect(shown(ourResults, ours.repo)).toEqual(shown(theirResults, theirs.repo));
}

/** dvc shows a list as Python writes it. */
function readable(stdout: string, directory: string): string {
  const lists = stdout.replaceAll(/\['(.*)'\]/g, (_, items: string) => items.replaceAll("', '", ","));
  return lists.replaceAll(directory, "");
}

/** Commands whose output is the same. `remote list` of dvc lays out columns by the terminal. */
function isReading(command: readonly string[]): boolean {
  return command[0] === "config" && !command.includes("--unset") && !command.includes("-u");
}

const sequences: Readonly<Record<string, Sequence>> = {
  "a default remote in a directory beside the repository": [["remote", "add", "-d", "Store", "../../store/"]],
  "remotes of several kinds": [
    ["remote", "add", "s", "s3://bucket/pre/fix"],
    ["remote", "add", "--default", "h", "https://example.com/data"],
    ["remote", "add", "here", "data store"],
    ["remote", "add", "there", "/mnt/x/../y"],
    ["remote", "add", "own", "~/data"],
    ["remote", "default"],
  ],
  "an option with a comma, one with a hash, one with quotes, an empty one": [
    ["config", "cache.type", "hardlink,symlink"],
    ["config", "cache.dir", "a#b"],
    ["config", "core.site_cache_dir", "it's"],
    ["config", "plots.html_template", 'say "x"'],
    ["config", "plots.out_dir", ""],
    ["config", "exp.git_remote", " blank "],
    ["config", "studio.token", `it's "both"`],
    ["config", "-l"],
  ],
  "levels over levels": [
    ["remote", "add", "--global", "g", "s3://g"],
    ["remote", "add", "--system", "-d", "y", "s3://y"],
    ["remote", "add", "--local", "l", "../l"],
    ["remote", "modify", "--local", "g", "access_key_id", "k"],
    ["remote", "default", "g"],
    ["remote", "default", "--local", "l"],
    ["config", "-l", "--show-origin", "--project"],
    ["config", "--local", "core.remote"],
    ["config", "core.remote"],
    ["config", "--system", "core.remote"],
  ],
  "a remote that is renamed, and the default with it": [
    ["remote", "add", "-d", "a", "s3://a"],
    ["remote", "add", "b", "s3://b"],
    ["remote", "default", "--local", "a"],
    ["remote", "rename", "a", "c"],
    ["remote", "rename", "c", "b"],
    ["remote", "rename", "none", "d"],
  ],
  "a remote that is removed, and the default with it": [
    ["remote", "add", "-d", "a", "s3://a"],
    ["remote", "add", "b", "s3://b"],
    ["remote", "default", "--local", "a"],
    ["remote", "remove", "a"],
    ["remote", "remove", "a"],
    ["remote", "default"],
  ],
  "an option that is unset, and one that is not there": [
    ["config", "core.autostage", "true"],
    ["config", "--unset", "core.autostage"],
    ["config", "--unset", "core.autostage"],
    ["config", "core.autostage"],
    ["config", "--local", "core.autostage"],
  ],
  "names that are not known and values of the wrong kind": [
    ["config", "core.nothing", "1"],
    ["config", "nothing.x", "1"],
    ["config", "core.analytics", "maybe"],
    ["config", "core.analytics", "False"],
    ["config", "core.checksum_jobs", "0"],
    ["config", "core.checksum_jobs", "4"],
    ["config", "cache.type", "hardlink,teleport"],
    ["config", "noname", "x"],
    ["config", "remote.x.region", "eu"],
    ["remote", "modify", "x", "region", "eu"],
  ],
  "a remote that is added twice": [
    ["remote", "add", "a", "s3://a"],
    ["remote", "modify", "a", "region", "eu-west-1"],
    ["remote", "add", "a", "s3://b"],
    ["remote", "add", "-f", "a", "s3://b"],
    ["config", "remote.a.url"],
  ],
  "paths of keys": [
    ["remote", "add", "h", "ssh://host/path"],
    ["remote", "modify", "h", "keyfile", "../keys/id"],
    ["config", "remote.h.keyfile"],
    ["config", "remote.h.port", "22"],
    ["config", "core.no_scm", "true"],
  ],
};

const written: Readonly<Record<string, string>> = {
  "comments and blank lines":
    "# first\n[core]\n  # inside\n  remote = a  # behind\n\n[cache]\n  type = copy\n# last\n",
  "lists, quotes and triple quotes":
    "[cache]\ntype = hardlink, symlink\ndir = '''x'y'''\n['remote \"a\"']\nurl = \"s3://a,b\"\n",
  "upper case, strange blanks and a carriage return":
    "[ CORE ]\r\n  Remote=A\r\n[ 'remote \"A\"' ]\r\n\turl   =   ../x/../y/\r\n",
  "an empty value and a list of one": "[core]\nremote =\n[cache]\ntype = copy,\n",
  "remotes before the core":
    "['remote \"z\"']\n    url = s3://z\n['remote \"a\"']\n    url = s3://a\n[core]\n    remote = z\n",
  "a section twice": "[core]\nremote = a\n[core]\nremote = b\n",
  "an option twice": "[core]\nremote = a\nremote = b\n",
  "no syntax": "[core]\nnonsense\n",
  "quotes that do not end": "[core]\nremote = 'a\n",
  "a byte order mark": "\uFEFF[core]\nremote = a\n",
  "a text over lines": "[plots]\nout_dir = '''a\nb'''\n",
};

const name = fc.constantFrom("a", "B", "store");
const level = fc.constantFrom<readonly string[]>([], ["--local"], ["--global"], ["--project"]);
const command = fc.oneof(
  fc
    .tuple(name, fc.constantFrom("s3://bkt/p", "../d", "/abs", "https://h/p"), level)
    .map(([remote, url, at]) => ["remote", "add", ...at, remote, url]),
  fc.tuple(name, level).map(([remote, at]) => ["remote", "default", ...at, remote]),
  fc.tuple(name, name, level).map(([from, to, at]) => ["remote", "rename", ...at, from, to]),
  fc.tuple(name, level).map(([remote, at]) => ["remote", "remove", ...at, remote]),
  fc
    .tuple(name, fc.constantFrom("jobs", "verify"), fc.constantFrom("1", "true", "x,y"), level)
    .map(([remote, option, value, at]) => ["remote", "modify", ...at, remote, option, value]),
  fc
    .tuple(fc.constantFrom("cache.type", "core.autostage"), fc.constantFrom("copy", "true", "a b"), level)
    .map(([option, value, at]) => ["config", ...at, option, value]),
);

describe("DVC's configuration", () => {
  it.each(Object.entries(sequences))("is written as by dvc: %s", async (_, sequence) => {
    await compare(sequence);
  });

  it.each(Object.entries(written))("is read and rewritten as by dvc: %s", async (_, text) => {
    await compare(
      [
        ["config", "-l"],
        ["config", "core.autostage", "true"],
      ],
      { "repo/.dvc/config": text },
    );
  });

  it("is the same after any sequence of commands", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 7 }), async (sequence) => {
        await compare(sequence);
      }),
      { seed: 20261126, numRuns: 12, endOnFailure: true },
    );
  });
});

describe("pawl init", () => {
  it.each([[[]], [["--no-scm"]], [["--force"]], [["--no-scm", "--subdir"]]])(
    "leaves what dvc init leaves, with %j",
    async (options) => {
      const results = await Promise.all(
        ["dvc", "pawl"].map(async (tool) => {
          const { repo, env } = createPlace();
          if (!options.includes("--force")) rmSync(join(repo, ".dvc"), { recursive: true });
          const [program, args] = tool === "dvc" ? [peer("dvc/bin/dvc"), []] : [process.execPath, [pawl]];
          const { status } = await finish(program, [...args, "init", "-q", ...options], {
            cwd: repo,
            env: { ...process.env, ...env },
          });
          const names = [".dvc/config", ".dvc/.gitignore", ".dvcignore"];
          const left = names.map((name) =>
            existsSync(join(repo, name)) ? readFileSync(join(repo, name), "utf8") : null,
          );
          return { isGood: status === 0, left, staged: git(repo, "diff", "--cached", "--name-only") };
        }),
      );
      expect(results[1]).toEqual(results[0]);
    },
  );
});
