import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Null, tableFromArrays, tableToIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { drift } from "../../../src/app/drift.ts";
import { tableLimits } from "../../../src/app/evaluation/table-evidence.ts";
import { profileTable } from "../../../src/app/profile.ts";
import { createRandom } from "../../../src/math/random.ts";
import {
  addLabelsSql,
  emptyLabelsSql,
  emptyPredictionLogSql,
} from "../../../src/monitoring/prediction-log-sql.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { arrowStream } from "../../support/arrow-stream.ts";
import { csvOf, evaluateFiles, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { createEvidenceRepository, evidencePolicy } from "../../support/evidence-repository.ts";

const random = createRandom(3);
const rows = Array.from({ length: 300 }, (_, row) => {
  const y = random.nextFloat() < 0.4 ? 1 : 0;
  return { id: `r${row}`, y, score: 0.3 * y + 0.7 * random.nextFloat() };
});

function arrowOf(
  table: readonly Readonly<Record<string, number | string>>[],
  format: "file" | "stream",
): Uint8Array {
  const names = Object.keys(table[0] ?? {});
  const columns = names.map((name) => {
    const values = table.map((row) => row[name] ?? 0);
    return [name, typeof values[0] === "number" ? Float64Array.from(values, Number) : values];
  });
  return tableToIPC(tableFromArrays(Object.fromEntries(columns) as Record<string, Float64Array>), format);
}

describe("Arrow files as tables", () => {
  let sql: Sql;
  let folder: string;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
    folder = mkdtempSync(join(tmpdir(), "pawl-arrow-"));
  });
  afterAll(async () => {
    await sql.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("hold predictions and the rows that they are for, with the metrics that CSV gives", async () => {
    const answers = rows.map(({ id, score }) => ({ id, score }));
    const truth = rows.map(({ id, y }) => ({ id, y }));
    const metrics = ["roc_auc", "log_loss", "accuracy"];
    const policy = (ending: string) =>
      modelPolicy({ predictions: `out.${ending}`, data: `data.${ending}`, metrics });
    const wanted = await evaluateFiles(
      sql,
      { "out.csv": csvOf(answers), "data.csv": csvOf(truth) },
      { policy: policy("csv") },
    );
    expect(wanted.report.metrics.map(({ rows }) => rows)).toEqual([300, 300, 300]);
    for (const ending of ["arrow", "feather", "ipc"]) {
      const files = {
        [`out.${ending}`]: arrowOf(answers, "file"),
        [`data.${ending}`]: arrowOf(truth, "stream"),
      };
      const { decision, report } = await evaluateFiles(sql, files, { policy: policy(ending) });
      expect(decision).toBe(wanted.decision);
      expect(report.metrics).toEqual(wanted.report.metrics);
    }
  });

  it("are named with the reason when they cannot be read", async () => {
    const cut = arrowOf(rows, "file").subarray(0, 900);
    const policy = modelPolicy({ predictions: "out.feather" });
    await expect(evaluateFiles(sql, { "out.feather": cut }, { policy })).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringMatching(/^out\.feather cannot be read: .*does not end with ARROW1/) as string,
    });
  });

  it("have the profile of the same table as Parquet, and do not drift from it", async () => {
    const [arrow, parquet] = [join(folder, "rows.arrow"), join(folder, "rows.parquet")];
    writeFileSync(arrow, arrowOf(rows, "file"));
    await sql.query(`COPY (SELECT * FROM read_arrow($1)) TO '${parquet}' (FORMAT parquet)`, [arrow]);
    const wanted = await profileTable({ path: parquet }, { sql });
    expect(wanted.rows).toBe(300);
    expect(await profileTable({ path: arrow }, { sql })).toEqual(wanted);
    const compared = await drift({ reference: parquet, current: arrow, minRows: 1 }, { sql });
    expect([compared.reasonCode, [...compared.columns.keys()]]).toEqual(["drift.none", ["id", "y", "score"]]);
  });

  it("hold labels, of which the last file by name counts, also where columns differ", async () => {
    const files = ["1.arrow", "2.arrow"].map((name) => join(folder, name));
    const tables = [
      [
        { id: "a", y: 0 },
        { id: "b", y: 1 },
        { id: "unknown", y: 1 },
      ],
      [{ more: 1, id: "a", y: 1 }],
    ];
    files.forEach((file, index) => writeFileSync(file, arrowOf(tables[index] ?? [], "stream")));
    await sql.query(emptyPredictionLogSql);
    await sql.query("INSERT INTO pawl_log (id) VALUES ('a'), ('b'), ('c')");
    await sql.query(emptyLabelsSql);
    await sql.query(addLabelsSql("arrow", 2, { id: "id", target: "y" }), files);
    expect(await sql.query("SELECT * FROM pawl_labels ORDER BY id")).toEqual([
      { id: "a", target: 1 },
      { id: "b", target: 1 },
    ]);
  });

  it("are compared in a pull request, but for one that unpacks to too many rows", async () => {
    const repository = await createEvidenceRepository({ "group/dvc.yaml": "stages: {}\n" });
    const bomb = (count: number): Uint8Array =>
      arrowStream({ x: new Null() }, [{ rows: count, nodes: [[count, count]], buffers: [] }]);
    const change = (table: Uint8Array): Promise<string> => {
      writeFileSync(join(repository.work, "data/test.arrow"), table);
      return repository.change({ "note.txt": String(table.byteLength) });
    };
    const policy = evidencePolicy(
      "    evaluation: {data: data/test.arrow, target: y, id: id, metrics: [rmse]}\n",
    );
    const baseSha = await change(arrowOf([{ id: "a", y: 1 }], "file"));
    const headSha = await change(
      arrowOf(
        [
          { id: "a", y: 2 },
          { id: "b", y: 1 },
        ],
        "stream",
      ),
    );
    const { sections } = await repository.read({ baseSha, headSha, policy });
    expect(sections.dataDiffs?.map(({ after, rows }) => [after.name, rows])).toEqual([
      ["data/test.arrow", { added: 1, removed: 0, changed: 1, unchanged: 0 }],
    ]);
    const later = { baseSha, headSha: await change(bomb(2 ** 27)), policy };
    const { dataDiffs, notes } = (await repository.read(later)).sections;
    expect(dataDiffs ?? []).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining(
        `data/test.arrow is not compared: it has at least ${tableLimits.rows + 1} rows`,
      ),
    ]);
  });
});
