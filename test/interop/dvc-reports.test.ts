import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  array,
  bigInt,
  constantFrom,
  double,
  integer,
  oneof,
  sample,
  string as text,
  tuple,
} from "fast-check";
import { z } from "zod";
import { cloudStatus } from "../../src/app/cloud-status.ts";
import { openReports } from "../../src/runtime/open-reports.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { finish, peer } from "./peers.ts";
import { createReportRepository, editReportRepository } from "./report-repository.ts";

const root = mkdtempSync(join(tmpdir(), "pawl-reports-"));
const program = peer("dvc/bin/dvc");
const main = resolve("src/cli/main.ts");
let clean = "";
let edited = "";

beforeAll(async () => {
  clean = await createReportRepository(join(root, "clean"));
  cpSync(join(root, "clean"), join(root, "edited"), { recursive: true, preserveTimestamps: true });
  edited = join(root, "edited", "repository");
  editReportRepository(edited);
  git(edited, "config", "core.autocrlf", "false");
});
afterAll(() => {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
  rmSync(root, { recursive: true });
});

let sites = 0;

/** Runs dvc with a fresh memory of its own, so that what it says depends on the repository alone. */
async function dvc(directory: string, ...args: readonly string[]): Promise<string> {
  sites += 1;
  const env = {
    ...process.env,
    DVC_NO_ANALYTICS: "1",
    DVC_SITE_CACHE_DIR: join(root, "sites", String(sites)),
  };
  const { stdout, stderr, status } = await finish(program, args, { cwd: directory, env });
  if (status !== 0) throw new Error(`dvc ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

async function pawl(directory: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr, status } = await finish(process.execPath, [main, ...args], { cwd: directory });
  if (status !== 0) throw new Error(`pawl ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

/** JSON of dvc with the numbers that JSON does not have as Pawl writes them, and every other number as its text. */
function exact(text: string): unknown {
  const token = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?\d[\d.eE+-]*/g;
  const words: Readonly<Record<string, string>> = { NaN: '"nan"', Infinity: '"inf"', "-Infinity": '"-inf"' };
  const safe = text.replaceAll(token, (one) => {
    if (one.startsWith('"')) return one;
    return words[one] ?? JSON.stringify({ number: one });
  });
  return sortLists(JSON.parse(safe));
}

/** Lists whose order DVC leaves open, sorted; messages of errors left out. */
function sortLists(data: unknown): unknown {
  if (Array.isArray(data))
    return data.map(sortLists).sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).map(
    ([key, item]) => [key, key === "msg" ? "" : sortLists(item)] as const,
  );
  return Object.fromEntries(entries);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function expectSame(directory: string, command: string, seed = ""): Promise<void> {
  const args = [...command.split(" "), "--json"];
  const theirs = exact(await dvc(directory, ...args));
  expect(exact(await pawl(directory, ...args)), `${command} ${seed}`).toEqual(theirs);
}

describe("the JSON of reports, beside dvc's", () => {
  it.each([
    "metrics show",
    "metrics show -a",
    "metrics show -a -T",
    "metrics show -A",
    "metrics show nofile.json",
    "metrics show -R sub",
    "metrics diff",
    "metrics diff one two",
    "metrics diff one two --all",
    "metrics diff one",
    "metrics diff --targets nofile.json extra.toml --all",
    "params diff",
    "params diff one two",
    "params diff one two --deps",
    "params diff one --all",
    "params diff --targets conf.toml --all",
    "diff",
    "diff one two --show-hash",
    "diff --hide-missing",
    "diff one two --targets added/y train",
    "data status",
    "data status --granular --unchanged --untracked-files",
    "data status --not-in-remote --granular",
    "data status --granular data/out raw",
  ])("is the same for %s", async (command) => {
    await expectSame(edited, command);
  });

  it("is the same when nothing changed", async () => {
    for (const command of ["metrics diff", "params diff", "diff", "data status"])
      await expectSame(clean, command);
  });

  it("is the same when the cache lost objects", async () => {
    const work = join(root, "lost", "repository");
    cpSync(join(root, "edited"), join(root, "lost"), { recursive: true, preserveTimestamps: true });
    const lock = readFileSync(join(work, "dvc.lock"), "utf8");
    const lost = ["roc.csv", "data/out"].map(
      (path) => new RegExp(`path: ${path}\\n.*\\n *md5: (\\S+)`).exec(lock)?.[1],
    );
    for (const md5 of lost) {
      if (md5 === undefined) throw new Error("the lock names it");
      rmSync(join(work, ".dvc/cache/files/md5", md5.slice(0, 2), md5.slice(2)));
    }
    const cache = join(root, "lost-cache");
    cpSync(join(work, ".dvc/cache"), cache, { recursive: true });
    for (const command of ["diff", "data status", "metrics diff --targets roc.csv"]) {
      await expectSame(work, command);
      // dvc puts directories into the cache that it read from the remote.
      rmSync(join(work, ".dvc/cache"), { recursive: true, force: true });
      cpSync(cache, join(work, ".dvc/cache"), { recursive: true });
    }
    await expectSameCloudStatus(work, false);
    await expectSameCloudStatus(work, true);
  });
});

async function expectSameCloudStatus(work: string, allBranches: boolean): Promise<void> {
  const theirs = JSON.parse(
    await dvc(work, "status", "-c", ...(allBranches ? ["-a"] : []), "--json"),
  ) as unknown;
  expect(await cloudStatus({ targets: [], allBranches }, await openReports(work))).toEqual(theirs);
}

describe("the text of reports, beside dvc's", () => {
  it.each(["metrics show", "metrics show --md", "metrics show -a -T", "diff", "diff --md --show-hash"])(
    "is the same for %s",
    async (command) => {
      const args = command.split(" ");
      expect((await pawl(edited, ...args)).trimEnd()).toBe((await dvc(edited, ...args)).trimEnd());
    },
  );

  it.each([
    "metrics diff one two --md",
    "metrics diff one two --no-path --precision 2",
    "params diff one two",
  ])("has the same lines for %s", async (command) => {
    const args = command.split(" ");
    const [ours, theirs] = [await pawl(edited, ...args), await dvc(edited, ...args)];
    expect(ours.trimEnd().split("\n").sort()).toEqual(theirs.trimEnd().split("\n").sort());
  });

  it.each(["dag train --mermaid", "dag train --md", "dag train --full --mermaid", "dag model.bin --mermaid"])(
    "is the same for %s",
    async (command) => {
      const args = command.split(" ");
      expect((await pawl(edited, ...args)).trimEnd()).toBe((await dvc(edited, ...args)).trimEnd());
    },
  );

  it.each(["dag --dot", "dag --dot -o", "dag --dot prep"])("has the same lines for %s", async (command) => {
    const args = command.split(" ");
    const [ours, theirs] = [await pawl(edited, ...args), await dvc(edited, ...args)];
    expect(ours.trimEnd().split("\n").sort()).toEqual(theirs.trimEnd().split("\n").sort());
  });
});

const plotsSchema = z.object({
  errors: z.array(z.looseObject({ name: z.string(), rev: z.string() })).optional(),
  data: z.record(
    z.string(),
    z.array(
      z.object({
        type: z.string(),
        revisions: z.array(z.string()),
        url: z.string().optional(),
        content: z.looseObject({ data: z.object({ values: z.array(z.unknown()) }) }).optional(),
      }),
    ),
  ),
});

/** Everything but what a template looks like. */
function plotFacts(text: string): unknown {
  const { data, errors = [] } = plotsSchema.parse(JSON.parse(text));
  const facts = Object.entries(data).map(([id, entries]) => [
    id,
    entries.map(({ content, ...entry }) => ({
      ...entry,
      values: content?.data.values,
      title: content?.["title"],
    })),
  ]);
  return { data: Object.fromEntries(facts), errors: errors.map(({ name, rev }) => ({ name, rev })) };
}

describe("plots, beside dvc's", () => {
  it.each([
    "plots show",
    "plots diff",
    "plots diff one two",
    "plots diff one",
    "plots show roc.csv",
    "plots show -x fpr -y threshold --title T roc.csv",
    "plots diff one two --targets curves.tsv",
    "plots diff one two --targets more",
    "plots show metrics.json",
    "plots show plots_out",
    "plots diff one two --targets boards",
  ])("have the same points for %s", async (command) => {
    const args = [...command.split(" "), "--json", "-o", "drawn"];
    const theirs = plotFacts(await dvc(edited, ...args));
    expect(plotFacts(await pawl(edited, ...args))).toEqual(theirs);
    rmSync(join(edited, "drawn"), { recursive: true, force: true });
  });

  it("fill the anchors of a custom template alike", async () => {
    const names = ["X", "Y", "X_LABEL", "Y_LABEL", "TITLE", "COLOR", "GROUP_BY", "GROUP_BY_X", "GROUP_BY_Y"];
    const more = [
      "PIVOT_FIELD",
      "ROW",
      "COLUMN",
      "SHAPE",
      "TOOLTIP",
      "ZOOM_AND_PAN",
      "PLOT_WIDTH",
      "PLOT_HEIGHT",
    ];
    const anchors = Object.fromEntries([...names, ...more].map((name) => [name, `<DVC_METRIC_${name}>`]));
    const template = {
      data: { values: "<DVC_METRIC_DATA>" },
      usermeta: { ...anchors, inside: "of <DVC_METRIC_X>." },
    };
    writeFiles(edited, { ".dvc/plots/mine.json": JSON.stringify(template) });
    const args = ["plots", "diff", "one", "two", "-t", "mine", "--json", "-o", "drawn"];
    const content = (json: string): unknown =>
      plotsSchema.parse(JSON.parse(json.replaceAll(/"range": ?\[[^\]]*\]/g, '"range": []'))).data;
    expect(content(await pawl(edited, ...args))).toEqual(content(await dvc(edited, ...args)));
    rmSync(join(edited, ".dvc/plots"), { recursive: true });
    rmSync(join(edited, "drawn"), { recursive: true });
  });
});

const leaf = oneof(
  double({ noNaN: true }).map((value) => (Number.isFinite(value) ? JSON.stringify(value) : "Infinity")),
  double({ min: -1000, max: 1000, noNaN: true }).map((value) => value.toFixed(3)),
  bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  integer({ min: -3, max: 3 }).map((value) => (value % 2 === 0 ? String(value) : `${value}.0`)),
  constantFrom("NaN", "-Infinity", "null", "true", "false", "[1]", "{}", '"1"', '"text"', "0", "-0.0"),
  text({ unit: "grapheme", maxLength: 8 }).map((one) => JSON.stringify(one)),
);

describe("random metrics", () => {
  it("change as dvc says", async () => {
    const seed = Number(process.env["PAWL_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
    const values = sample(array(tuple(leaf, leaf), { minLength: 150, maxLength: 150 }), {
      numRuns: 2,
      seed,
    });
    const work = join(root, "random");
    writeFiles(work, { "a.txt": "" });
    git(work, "init", "--quiet", "--initial-branch=main");
    await dvc(work, "init", "--quiet");
    writeFiles(work, { "dvc.yaml": "metrics: [flat.json, deep.json]\nparams: [flat.json, deep.json]\n" });
    const jsonOf = (pairs: readonly (readonly [string, string])[], side: 0 | 1): string =>
      `{${pairs.map((pair, index) => `"k${index}": ${pair[side]}`).join(", ")}}`;
    const write = (side: 0 | 1): void => {
      writeFileSync(join(work, "flat.json"), jsonOf(values[0] ?? [], side));
      writeFileSync(join(work, "deep.json"), `{"a": {"b": ${jsonOf(values[1] ?? [], side)}}}`);
    };
    write(0);
    commitAll(work, "before");
    write(1);
    for (const command of ["metrics diff", "metrics diff --all", "params diff", "metrics show"]) {
      await expectSame(work, command, `PAWL_SEED=${seed}`);
    }
  });
});
