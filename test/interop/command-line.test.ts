import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { type DvcServer, startDvcServer } from "./dvc-server.ts";
import { createTwins, inBoth, objectsOf, pawl, recordsOf, takeRuns, type Twins } from "./dvc-twins.ts";
import { richData, richFiles } from "./rich-repository.ts";

type Run = (args: readonly string[], folder?: string) => Promise<{ status: number | null; stdout: string }>;

/** One tool at work in one repository. */
interface Tool {
  readonly repository: string;
  readonly run: Run;
}

function dvcIn(repository: string, server: DvcServer): Tool {
  return { repository, run: (args, folder = "") => server.run(join(repository, folder), args) };
}

function pawlIn(repository: string): Tool {
  return {
    repository,
    run: async (args, folder) => pawl(repository, args, folder),
  };
}

/** Twins with a directory remote each. */
function richTwins(): Twins {
  const remote = "[core]\n    remote = store\n['remote \"store\"']\n    url = ";
  const twins = createTwins(temporaryDirectory(), {
    ...richFiles,
    ".dvc/config": `${remote}../../store\n`,
  });
  inBoth(twins, (repository) => {
    const own = repository.endsWith("ours") ? "ours" : "theirs";
    writeFiles(repository, richData);
    writeFiles(repository, { ".dvc/config.local": `['remote "store"']\n    url = ../../store-${own}\n` });
  });
  return twins;
}

/** Every file of the work tree with its text, git's and DVC's own left out. */
function workTreeOf(repository: string): Readonly<Record<string, string>> {
  const entries = readdirSync(repository, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
    .filter((path) => !/^(\.git|\.dvc)\/|^runs\.log$/.test(path));
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(repository, path), "latin1")]),
  );
}

async function expectSameStatus(repository: string, server: DvcServer, args: readonly string[] = []) {
  const theirs = await dvcIn(repository, server).run(["status", "--json", ...args]);
  const ours = await pawlIn(repository).run(["status", "--json", ...args]);
  expect(JSON.parse(ours.stdout)).toEqual(JSON.parse(theirs.stdout));
}

/** The tool finds nothing to do, and can bring everything back from the remote and from the records of runs. */
async function expectContent({ repository, run }: Tool): Promise<void> {
  const work = workTreeOf(repository);
  const same = (): void => {
    expect(workTreeOf(repository)).toEqual(work);
    expect(takeRuns(repository)).toEqual([]);
  };
  takeRuns(repository);
  expect(JSON.parse((await run(["status", "--json"])).stdout)).toEqual({});
  expect(JSON.parse((await run(["status", "-c", "--json"])).stdout)).toEqual({});
  expect((await run(["repro", "-P"])).status).toBe(0);
  same();
  expect((await run(["push"])).status).toBe(0);
  expect((await run(["checkout"])).status).toBe(0);
  expect((await run(["fetch"])).status).toBe(0);
  same();
  wipe(repository);
  expect((await run(["pull"])).status).toBe(0);
  rmSync(join(repository, ".dvc/cache"), { recursive: true });
  expect((await run(["fetch", "--run-cache"])).status).toBe(0);
  same();
  expect((await run(["repro", "-P"])).status).toBe(0);
  same();
}

/** Takes away the cache and everything that git does not keep. */
function wipe(repository: string): void {
  rmSync(join(repository, ".dvc/cache"), { recursive: true });
  git(repository, "clean", "-fdxq", "--exclude=.dvc", "--exclude=runs.log", "--exclude=*.tmp");
}

/** Whether dvc and Pawl left the same. */
function expectSame({ theirs, ours }: Twins, context: unknown): void {
  expect([context, recordsOf(ours)]).toEqual([context, recordsOf(theirs)]);
  expect([context, workTreeOf(ours)]).toEqual([context, workTreeOf(theirs)]);
  expect([context, objectsOf(ours)]).toEqual([context, objectsOf(theirs)]);
  const [our, their] = [storeOf(ours), storeOf(theirs)];
  // With run records Pawl sends the metrics and plots that git keeps too: a run that is restored elsewhere has them.
  const kept = ["eval/metrics.json", "eval/curve.csv"].map((path) => objectOf(join(ours, path)));
  expect([context, our.filter((path) => !kept.includes(path))]).toEqual([context, their]);
}

/** Names of what the remote has. */
function storeOf(repository: string): readonly string[] {
  const store = `${repository}/../store-${repository.endsWith("ours") ? "ours" : "theirs"}`;
  if (!existsSync(store)) return [];
  const entries = readdirSync(store, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(store, join(entry.parentPath, entry.name))).sort();
}

/** Where the remote would have a file. */
function objectOf(path: string): string {
  if (!existsSync(path)) return "";
  const md5 = createHash("md5").update(readFileSync(path)).digest("hex");
  return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
}

interface Step {
  readonly edit?: (repository: string) => void;
  readonly args: readonly string[];
  readonly folder?: string;
}

const change =
  (files: Readonly<Record<string, string>>) =>
  (repository: string): void =>
    writeFiles(repository, files);

const lose =
  (...paths: readonly string[]) =>
  (repository: string): void => {
    for (const path of paths) rmSync(join(repository, path), { recursive: true });
  };

const steps: readonly Step[] = [
  { args: ["add", "raw", "single.csv"] },
  { args: ["repro", "-P"] },
  { args: ["push"] },
  { args: ["push", "--run-cache"] },
  {
    args: ["repro", "-P"],
    edit: change({
      "dvc.yaml":
        richFiles["dvc.yaml"]?.replace("outs: [held.txt]", "outs: [held.txt]\n    frozen: true") ?? "",
    }),
  },
  {
    args: ["repro"],
    edit: change({ "vars.yaml": "where: {eu: 7, us: 2}\nflags: {fast: false, name: it's, sizes: [1, 2]}\n" }),
  },
  { args: ["repro", "-P"], edit: change({ "conf.toml": '[fit]\nrate = 0.20\nwhen = "2024-01-02"\n' }) },
  {
    args: ["repro", "-P"],
    edit: change({ "conf.py": "RATE = 2\nclass Net:\n    layers = (3, 4)\n    name = 'y'\n" }),
  },
  { args: ["add", "raw/a.csv"], edit: change({ "raw/a.csv": "1,22\n" }) },
  { args: ["add", "raw/one", "raw/sub/two"], edit: change({ "raw/one": "1\n", "raw/sub/two": "2\n" }) },
  { args: ["add", "raw/sub"], edit: change({ "raw/sub/more": "7\n" }) },
  { args: ["repro", "last"], folder: "sub/deeper" },
  { args: ["repro", "fit"] },
  { args: ["repro", "sub/dvc.yaml:use"] },
  { args: ["repro", "-P"] },
  { args: ["push"] },
  { args: ["gc", "--workspace", "--dry", "--force"] },
  { args: ["pull", "work/clean/a.csv"], edit: lose("work/clean") },
  { args: ["pull", "use"], edit: lose("sub/used"), folder: "sub" },
  { args: ["checkout", "dvc.yaml:use"], edit: lose("sub/used"), folder: "sub" },
  { args: ["pull", "../dvc.yaml:split"], edit: lose("part-us", "part-eu"), folder: "sub" },
  { args: ["pull", "used"], edit: lose("sub/used"), folder: "sub" },
  { args: ["checkout"], edit: lose("raw", "part-eu", "sub/deeper/out") },
  { args: ["fetch", "raw"], edit: lose(".dvc/cache/files") },
  { args: ["checkout", "raw"], edit: lose("raw") },
  { args: ["fetch"] },
  { args: ["pull"], edit: lose(".dvc/cache", "held.txt", "flags.txt") },
  { args: ["push", "--run-cache"] },
];

describe("commands beside dvc", () => {
  it("leave the same, step by step, and both tools say the same of it", async () => {
    await using server = startDvcServer(join(temporaryDirectory(), "site"));
    const twins = richTwins();
    for (const step of steps) {
      const context = [step.args.join(" "), step.folder ?? "."];
      inBoth(twins, (repository) => step.edit?.(repository));
      const theirs = await dvcIn(twins.theirs, server).run(step.args, step.folder);
      const ours = await pawlIn(twins.ours).run(step.args, step.folder);
      expect([context, ours.status, theirs.status]).toEqual([context, 0, 0]);
      expectSame(twins, context);
      await expectSameStatus(twins.ours, server);
      await expectSameStatus(twins.theirs, server);
      await expectSameStatus(twins.ours, server, ["-c"]);
      await expectSameStatus(twins.theirs, server, ["-c"]);
    }
    inBoth(twins, (repository) => void commitAll(repository, "done"));
    await expectContent(dvcIn(twins.ours, server));
    await expectContent(pawlIn(twins.theirs));
  });
});
