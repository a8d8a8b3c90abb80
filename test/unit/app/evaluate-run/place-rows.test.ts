import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bench, CommitFiles } from "../../../../src/app/evaluate-run/bench.ts";
import { placeRows } from "../../../../src/app/evaluate-run/place-rows.ts";
import { parsePolicy } from "../../../../src/config/parse-policy.ts";
import type { Sql } from "../../../../src/ports/sql.ts";
import { createFileSystem, createSql } from "../../../../src/runtime/compose.ts";
import { createMemoryView } from "../../../support/memory-view.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const { policy } = parsePolicy(`version: 1
models:
  m:
    artifact: m.onnx
    task: binary-classification
    evaluation: {data: rows.csv, target: y, id: id, metrics: [roc_auc]}
`);
const evaluation = policy?.models["m"]?.evaluation;

let sql: Sql;
beforeAll(async () => {
  sql = await createSql();
});
afterAll(() => sql.close());

function commit(files: Readonly<Record<string, string>>): CommitFiles {
  const readFile = async (_: string, path: string) =>
    files[path] === undefined ? undefined : new TextEncoder().encode(files[path]);
  return { commit: "c", view: createMemoryView(files), git: { readFile } };
}

async function openBench(): Promise<Bench> {
  const nothing = async (): Promise<never> => {
    throw new RangeError("nothing is in a cache");
  };
  const files = await createFileSystem(temporaryDirectory());
  return { files, data: { checkout: nothing, inspect: nothing }, remote: undefined };
}

async function place(base: string | undefined, head: string | undefined) {
  const bench = await openBench();
  const sources = {
    base: commit(base === undefined ? {} : { "rows.csv": base }),
    head: commit(head === undefined ? {} : { "rows.csv": head }),
    bench,
    baseBench: await openBench(),
    sql,
  };
  const rows = await placeRows(evaluation, sources);
  return [rows, await bench.files.readText("rows.csv")];
}

const base = "id,x,y\n1,5,0\n2,6,1\n";

describe("the rows that a pull request is judged on", () => {
  it("are its own when it changes the features alone, in any order", async () => {
    const head = "id,x,z,y\n2,60,1,1\n1,50,1,0\n";
    expect(await place(base, head)).toEqual(["head", head]);
  });

  it.each([
    ["flips what is true", "id,x,y\n1,5,1\n2,6,0\n"],
    ["drops a row", "id,x,y\n1,5,0\n"],
    ["adds an easy row", `${base}3,9,1\n`],
    ["has a row twice", `${base}2,6,1\n`],
    ["has no target", "id,x\n1,5\n2,6\n"],
    ["is no table", "\u0000\u0001"],
    ["has none", undefined],
  ])("are the base's when it %s", async (_, head) => {
    expect(await place(base, head)).toEqual(["base", base]);
  });

  it("are its own when the base has none yet", async () => {
    expect(await place(undefined, base)).toEqual(["head", base]);
  });
});
