import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { metricsOf } from "../../src/evaluation/metric-table.ts";
import type { Sample } from "../../src/evaluation/sample.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import { output, runPython } from "./peers.ts";

const seed = Number(process.env["PAWL_METRICS_SEED"] ?? "20261126");
const tablesATask = 15;
const tolerance = 1e-9;
const tasks = ["binary-classification", "multiclass-classification", "regression"] as const;
const zeroDivisions = ["nan", "0", "1"] as const;
const letters = new Map([
  ["X", "0.2"],
  ["K", "5"],
  ["Q", "0.3"],
  ["CLASS", "1"],
]);

interface RandomTable {
  readonly path: string;
  readonly task: Sample["task"];
  readonly weighted: boolean;
  readonly zero: (typeof zeroDivisions)[number];
  readonly columns: readonly string[];
}

const values = z.record(z.string(), z.union([z.number(), z.literal("nan")]));
const evaluation = z.object({ metrics: z.record(z.string(), z.object({ value: values.valueType })) });

/** Draws small and larger tables: with ties, classes that do not occur, and weights that are whole, broken or 0. */
function drawTable(
  random: Random,
  task: Sample["task"],
  index: number,
): RandomTable & { readonly text: string } {
  const rows = index % 3 === 0 ? 2 + random.nextBelow(6) : 20 + random.nextBelow(300);
  const classes = 3 + random.nextBelow(3);
  const levels = [5, 1000][random.nextBelow(2)] ?? 5;
  const level = (): number => (1 + random.nextBelow(levels)) / (levels + 1);
  const drawRow: Record<Sample["task"], () => Readonly<Record<string, number>>> = {
    "binary-classification": () => {
      const p = level();
      return { y: Number(random.nextFloat() < p), p, g: random.nextBelow(3) };
    },
    regression: () => {
      const y = 10 * level();
      return { y, p: Math.max(0.1, y + level() - 0.5) };
    },
    "multiclass-classification": () => {
      const shares = Array.from({ length: classes }, level);
      const total = shares.reduce((sum, share) => sum + share, 0);
      const y = random.nextBelow(3) === 0 ? random.nextBelow(classes) : shares.indexOf(Math.max(...shares));
      return { y, ...Object.fromEntries(shares.map((share, name) => [`p${name}`, share / total])) };
    },
  };
  const isWhole = random.nextBelow(2) === 0;
  const weight = (row: number): number =>
    row === 0 ? 1 : isWhole ? random.nextBelow(4) : Math.max(0, 3 * random.nextFloat() - 0.5);
  const drawn = Array.from({ length: rows }, (_, row) => ({ ...drawRow[task](), w: weight(row) }));
  const columns = Object.keys(drawn[0] ?? {});
  const lines = drawn.map((row) => Object.values(row).join(","));
  return {
    path: `${task}-${index}.csv`,
    task,
    weighted: random.nextBelow(3) > 0,
    zero: zeroDivisions[random.nextBelow(3)] ?? "nan",
    columns,
    text: [columns.join(","), ...lines, ""].join("\n"),
  };
}

function metricsToAsk(task: Sample["task"]): readonly string[] {
  return metricsOf(task).map((name) =>
    name.replace("top_K", "top_2").replace(/X|K|Q|CLASS/, (letter) => letters.get(letter) ?? letter),
  );
}

function answersOf({ task, columns }: RandomTable): readonly string[] {
  if (task === "regression") return ["--prediction", "p"];
  if (task === "binary-classification") return ["--score", "p", "--group", "g"];
  return ["--scores", columns.filter((name) => name.startsWith("p")).join(",")];
}

describe(`metrics of random tables from seed ${seed}`, () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-tables-"));
  const random = createRandom(seed);
  const tables = tasks.flatMap((task) =>
    Array.from({ length: tablesATask }, (_, index) => drawTable(random, task, index)),
  );
  let theirs: readonly z.infer<typeof values>[] = [];

  beforeAll(async () => {
    for (const table of tables) writeFileSync(join(root, table.path), table.text);
    const requests = tables.map(({ path, task, weighted, zero }) => ({
      path: join(root, path),
      task,
      weighted,
      zero,
    }));
    theirs = z.array(values).parse(await runPython("python", "table_metrics.py", requests));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(tables.map((table, index) => ({ ...table, index })))(
    "are scikit-learn's for $path, zero division $zero, weighted: $weighted",
    async ({ index, ...table }) => {
      const metrics = metricsToAsk(table.task);
      const weights = table.weighted ? ["--weight", "w"] : [];
      const options = ["--task", table.task, "--target", "y", "--zero-division", table.zero, "--json"];
      const names = ["--metrics", metrics.join(","), "--resamples", "100"];
      const data = ["--data", join(root, table.path)];
      const command = [resolve("src/cli/main.ts"), "evaluate", ...data, ...options, ...names, ...weights];
      const text = await output(process.execPath, [...command, ...answersOf(table)]);
      const ours = evaluation.parse(JSON.parse(text)).metrics;
      const expected = theirs[index] ?? {};
      expect(Object.keys(expected).toSorted()).toEqual(metrics.toSorted());
      const differing = metrics.filter((metric) => !isSame(ours[metric]?.value, expected[metric]));
      expect(differing.map((metric) => [metric, ours[metric]?.value, expected[metric]])).toEqual([]);
    },
  );
});

function isSame(ours: number | "nan" | undefined, theirs: number | "nan" | undefined): boolean {
  if (typeof ours !== "number" || typeof theirs !== "number") return ours !== undefined && ours === theirs;
  return Math.abs(ours - theirs) <= tolerance * Math.max(1e-3, Math.abs(theirs));
}
