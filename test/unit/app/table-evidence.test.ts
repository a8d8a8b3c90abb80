import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEvidenceRepository, evidencePolicy } from "../../support/evidence-repository.ts";
import { commitAll } from "../../support/git-world.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { tableLimits } from "../../../src/app/evaluation/table-evidence.ts";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";

const policy = evidencePolicy("    evaluation: {data: data/test.csv, target: y, id: id, metrics: [rmse]}\n");
const bare = { "group/dvc.yaml": "stages: {}\n" };

describe("data diffs of an evaluation", () => {
  it("are of the evaluation's rows and of what the model is made of, paired by id, at base from the cache", async () => {
    const repository = await createEvidenceRepository({ ...bare, "data/test.csv": "id,y\n1,1\n2,0\n" });
    const baseSha = await repository.change({});
    await repository.change({
      "data/test.csv": "id,y\n1,1\n2,1\n",
      "data/raw.csv": "id,x\n1,0.5\n2,0.125\n3,9\n4,drop\n",
    });
    const { sections } = await repository.read({ baseSha, policy });
    expect(sections.notes).toEqual([]);
    const short = baseSha.slice(0, 7);
    expect(
      sections.dataDiffs?.map(({ before, after, key, rows }) => [before.name, after.name, key, rows]),
    ).toEqual([
      [`${short}:data/test.csv`, "data/test.csv", ["id"], { added: 0, removed: 0, changed: 1, unchanged: 1 }],
      [
        `${short}:data/clean.csv`,
        "data/clean.csv",
        ["id"],
        { added: 1, removed: 0, changed: 1, unchanged: 1 },
      ],
      [`${short}:data/raw.csv`, "data/raw.csv", ["id"], { added: 2, removed: 0, changed: 1, unchanged: 1 }],
    ]);
    expect(evaluationReportSchema.shape.dataDiffs.safeParse(sections.dataDiffs).success).toBe(true);
  });

  it("take what is not in the work tree from the cache, and leave out what did not change", async () => {
    const repository = await createEvidenceRepository(bare);
    const baseSha = await repository.change({});
    await repository.change({ "data/raw.csv": "id,x\n1,0.5\n" });
    rmSync(join(repository.work, "data/clean.csv"));
    const { dataDiffs, notes } = (await repository.read({ baseSha })).sections;
    expect(dataDiffs?.map(({ after, key, rows }) => [after.name, key, rows.removed])).toEqual([
      ["data/clean.csv", null, 1],
      ["data/raw.csv", null, 1],
    ]);
    expect(notes).toEqual([]);
    const again = await repository.read({ baseSha: await repository.change({ "plain.json": "{}" }) });
    expect(again.sections).not.toHaveProperty("dataDiffs");
  });

  it("look into directories of the data store, whose files are named when they are new or gone", async () => {
    const stages = `stages:
  train:
    cmd: mkdir -p models && cat parts/*.csv parts/sub/* > models/model.onnx
    deps: [parts]
    outs: [models/model.onnx]
  split:
    cmd: mkdir -p parts/sub && cp raw/*.csv parts/ && cp raw/a.csv parts/sub/c.csv && cp raw/text.txt parts/
    deps: [raw]
    outs: [parts]
`;
    const files = { ...bare, "dvc.yaml": stages, "raw/a.csv": "id,x\n1,1\n", "raw/b.csv": "id,x\n1,1\n" };
    const repository = await createEvidenceRepository({ ...files, "raw/text.txt": "a" });
    const baseSha = await repository.change({});
    rmSync(join(repository.work, "raw/b.csv"));
    await repository.change({ "raw/a.csv": "id,x\n1,2\n", "raw/new.csv": "id\n1\n", "raw/text.txt": "b" });
    const { dataDiffs, notes } = (await repository.read({ baseSha })).sections;
    expect(dataDiffs?.map(({ after }) => after.name)).toEqual([
      "parts/a.csv",
      "parts/sub/c.csv",
      "raw/a.csv",
    ]);
    expect(notes).toEqual([
      "Data diff: 2 tables of the model's data are new: parts/new.csv, raw/new.csv",
      "Data diff: 2 tables of the model's data are gone: parts/b.csv, raw/b.csv",
    ]);
  });

  it("survive ids that repeat, tables without the id, of another kind, binary, empty, lost, and links", async () => {
    const names = ["twice", "no-id", "kind", "binary", "empty", "link", "gone"];
    const deps = names.map((name) => `data/${name}.csv`);
    const dvcYaml = `stages:
  train:
    cmd: mkdir -p models && echo 1 > models/model.onnx
    deps: [data/clean.csv, ${deps.join(", ")}]
    outs: [models/model.onnx]
  prepare: {cmd: cp data/raw.csv data/clean.csv, deps: [data/raw.csv], outs: [data/clean.csv]}
`;
    const tables = Object.fromEntries(deps.map((path) => [path, "id,x\n1,1\n2,2\n"]));
    const repository = await createEvidenceRepository({ ...bare, ...tables, "dvc.yaml": dvcYaml });
    const baseSha = await repository.change({});
    const { work } = repository;
    await repository.change({
      "data/twice.csv": "id,x\n1,1\n1,2\n",
      "data/no-id.csv": "key,x\n1,1\n",
      "data/kind.csv": "id,x\n1,one\n2,two\n",
      "data/empty.csv": "",
      "data/raw.csv": "id,x\n9,9\n",
    });
    writeFileSync(join(work, "data/binary.csv"), Buffer.from([0x50, 0x41, 0x52, 0x31, 0, 0xff, 0xfe]));
    rmSync(join(work, "data/link.csv"));
    symlinkSync("/etc/passwd", join(work, "data/link.csv"));
    rmSync(join(work, "data/gone.csv"));
    const headSha = commitAll(work, "hostile");
    rmSync(join(work, ".dvc/cache"), { recursive: true });
    const read = (await repository.read({ baseSha, policy, headSha })).sections;
    expect(read.dataDiffs?.map(({ after, key }) => [after.name, key])).toEqual([
      ["data/twice.csv", null],
      ["data/no-id.csv", null],
      ["data/kind.csv", ["id"]],
      ["data/empty.csv", null],
      ["data/raw.csv", ["id"]],
    ]);
    expect(read.notes).toEqual([
      expect.stringMatching(/is gone: data\/gone\.csv/),
      expect.stringMatching(/^Data diff: data\/link\.csv: .* is refused/),
      expect.stringMatching(
        /^Data diff: data\/clean\.csv is not compared: .* is neither in the cache nor in the remote/,
      ),
      "Data diff: data/twice.csv: id is not unique, so rows are not paired",
      expect.stringMatching(
        /^Data diff: data\/binary\.csv is not compared: data\/binary\.csv cannot be read as CSV: /,
      ),
    ]);
  });
});

describe("a table that is too large", () => {
  it("is named and not compared: a Parquet bomb, a large file, a table in a tracked folder", async () => {
    const large = "id\n".padEnd(tableLimits.gzipBytes + 1, "1");
    const stages = `stages:
  train:
    cmd: mkdir -p models && echo 1 > models/model.onnx
    deps: [data]
    outs: [models/model.onnx]
`;
    const repository = await createEvidenceRepository({ ...bare, "dvc.yaml": stages, "data/a.csv.gz": "a" });
    const sql = await openSql();
    const bomb = (rows: number): Promise<unknown> =>
      sql.query(
        `COPY (SELECT 1 AS id FROM range(${rows})) TO '${join(repository.work, "data/bomb.parquet")}' (FORMAT parquet)`,
      );
    await bomb(10);
    const baseSha = await repository.change({ "data/b.jsonl": '{"id": 1}\n' });
    await bomb(tableLimits.rows + 1);
    await sql.close();
    const headSha = await repository.change({ "data/a.csv.gz": large, "data/b.jsonl": '{"id": 2}\n' });
    const { dataDiffs, notes } = (await repository.read({ baseSha, headSha })).sections;
    expect(dataDiffs?.map(({ after, rows }) => [after.name, rows.added])).toEqual([["data/b.jsonl", 1]]);
    expect(notes).toEqual([
      `Data diff: data/a.csv.gz is not compared: ${large.length} bytes, more than ${tableLimits.gzipBytes}`,
      expect.stringMatching(
        /^Data diff: data\/bomb\.parquet is not compared: it has 5000001 rows of 1 columns/,
      ),
    ]);
  });

  it("is left when the time is up, and of many tables and columns only the first are there", async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `data/t${String(index).padStart(2, "0")}.csv`);
    const wide = Array.from({ length: 250 }, (_, index) => `c${index}`).join(",");
    const table = (value: number): string =>
      `${wide}\n${Array.from({ length: 249 }, () => 1).join(",")},${value}\n`;
    const stages = `stages:
  train: {cmd: mkdir -p models && echo 1 > models/model.onnx, deps: [data], outs: [models/model.onnx]}
`;
    const files = (value: number) => Object.fromEntries(paths.map((path) => [path, table(value)]));
    const repository = await createEvidenceRepository({ ...bare, ...files(1), "dvc.yaml": stages });
    const baseSha = await repository.change({});
    await repository.change(files(2));
    let minutes = 0;
    const clock = { now: () => new Date((minutes += 1) * 60_000) };
    const byFirst = evidencePolicy("    evaluation: {data: none.csv, target: y, id: c0, metrics: [rmse]}\n");
    const { dataDiffs, notes } = (await repository.read({ baseSha, policy: byFirst }, { clock })).sections;
    expect(dataDiffs).toHaveLength(2);
    expect(dataDiffs?.[0]?.columns).toHaveLength(200);
    expect(dataDiffs?.[0]?.columns.at(-1)?.name).toBe("c249");
    expect(notes).toEqual([
      "Data diff: 12 tables changed; the first 10 are compared",
      "Data diff: data/t02.csv and what follows is not compared: the time is up",
    ]);
  });
});
