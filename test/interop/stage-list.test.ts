import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { finish, output, peer } from "./peers.ts";

const pipeline = `vars: [{a: 1.5}]
stages:
  a:
    cmd: echo \${a}
    outs: [a.txt]
    desc: |

      A first stage
      second line
  bbbbbbb:
    cmd: echo b
    deps: [q.yaml]
    params: [x, {sub/p.json: [a]}]
  c:
    cmd: echo c
  d:
    foreach: [1, 2]
    do:
      cmd: echo
      metrics: ["m.\${item}.json"]
      plots: ["p.\${item}.csv"]
      outs: ["o.\${item}"]
  e:
    cmd: x
    desc: ${"aaaaaaa ".repeat(12)}
  f:
    cmd: x
    wdir: sub
    outs: [q, ../r]
    deps: [z]
`;

const files = {
  "dvc.yaml": pipeline,
  "sub/dvc.yaml": "stages:\n  broken:\n    cmd: ${bad}\n",
  "sub/deep/dvc.yaml": "stages:\n  z:\n    cmd: x\n",
  "data.dvc": "outs:\n- md5: 5bbf5a52328e7439ae6e719dfe712200\n  size: 4\n  hash: md5\n  path: data\n",
};

const callsBelow: readonly (readonly string[])[] = [
  [],
  ["z"],
  ["dvc.yaml:z"],
  ["../../dvc.yaml:d"],
  ["-R", "."],
  ["../../data.dvc"],
];

const calls: readonly (readonly string[])[] = [
  [],
  ["--all"],
  ["--names-only"],
  ["dvc.yaml:d"],
  ["d"],
  ["d@1"],
  ["d", "d@1", "c"],
  ["-R", "sub"],
  ["-R", "."],
  ["data.dvc"],
  ["sub/deep/dvc.yaml:z"],
  ["sub/dvc.yaml"],
  ["nope"],
  ["--all", "--fail"],
];

it("pawl stage list and dvc stage list print the same", async () => {
  const cwd = temporaryDirectory();
  const env = { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: `${cwd}/.site` };
  git(cwd, "init", "-q");
  await output(peer("dvc/bin/dvc"), ["init", "-q"], { cwd, env });
  writeFiles(cwd, files);
  const compare = async (args: readonly string[], folder: string): Promise<void> => {
    const options = { cwd: join(cwd, folder), env };
    const there = await finish(peer("dvc/bin/dvc"), ["stage", "list", ...args], options);
    const here = await finish(
      process.execPath,
      [resolve("src/cli/main.ts"), "stage", "list", ...args],
      options,
    );
    expect(here.stdout, args.join(" ")).toBe(there.stdout.replaceAll(/ +$/gm, ""));
    expect(here.status === 0, args.join(" ")).toBe(there.status === 0);
  };
  for (const args of calls) await compare(args, "");
  for (const args of callsBelow) await compare(args, "sub/deep");
});
