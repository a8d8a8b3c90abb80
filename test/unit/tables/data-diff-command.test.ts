import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { dataDiff } from "../../../src/app/data-diff.ts";
import { dataDiffSchema } from "../../../src/tables/data-diff-schema.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const entry = resolve("src/cli/main.ts");

/** Runs `pawl data diff` beside two small tables. */
function run(...args: readonly string[]) {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, "tmp"));
  writeFileSync(join(directory, "old.csv"), "id,day,x\n1,a,1\n2,a,2\n3,b,\n");
  writeFileSync(join(directory, "new.csv"), 'id,day,x,"n<b>"\n1,a,1.5,0\n3,b,3,0\n4,b,"4\x1b[31m",0\n');
  const env = { ...process.env, TMPDIR: join(directory, "tmp") };
  const done = spawnSync(process.execPath, [entry, "data", "diff", ...args], {
    cwd: directory,
    encoding: "utf8",
    env,
  });
  return { ...done, spilled: readdirSync(join(directory, "tmp")).filter((name) => name.startsWith("pawl-")) };
}

const files = ["--before", "old.csv", "--after", "new.csv"] as const;

describe("pawl data diff", () => {
  it("prints the verdict first, and control characters as JSON shows them", () => {
    const { stdout, status, spilled } = run(...files, "--key", "id", "--key", "day");
    expect(status).toBe(0);
    expect(spilled).toEqual([]);
    expect(stdout).toMatchInlineSnapshot(`
      "changed; rows: 1 added, 1 removed, 2 changed, 0 unchanged (3 → 3, by id, day)
        columns added: n<b>
        types: x BIGINT → VARCHAR
        x: 2 cells changed; not enough data (3 rows, at least 100 needed)
        ~ id = 1, day = a  x: 1 → 1.5
        ~ id = 3, day = b  x: null → 3
        - id = 2, day = a, x = 2
        + id = 4, day = b, x = "4\\u001b[31m"
      "
    `);
  });

  it("prints Markdown without markup from the tables, or the versioned JSON", () => {
    const { stdout } = run(...files, "--key", "id", "--md");
    expect(stdout).toContain("🔵 **new.csv**: changed; rows: 1 added, 1 removed, 2 changed");
    expect(stdout).toContain("n&lt;b&gt;");
    expect(stdout).not.toContain("<b>");
    expect(dataDiffSchema.parse(JSON.parse(run(...files, "--json").stdout))).toMatchObject({ key: null });
  });

  it.each([
    [["old.csv"], "revision.unknown", 2],
    [["--before", "old.csv"], "usage.invalid", 2],
    [[...files, "--key", "nothing"], "usage.invalid", 2],
    [[...files, "--key", "day"], "table.duplicate-key", 1],
    [["--before", "old.csv", "--after", "none.csv"], "file.missing", 1],
  ])("says what is wrong with %j", (args, code, status) => {
    const done = run(...args);
    expect(done.stderr).toContain(`(${code})`);
    expect(done.status).toBe(status);
    expect(done.spilled).toEqual([]);
  });
});

describe("the answer of a data diff", () => {
  it("does not depend on the number of threads", async () => {
    const directory = temporaryDirectory();
    const write = (name: string, shift: number): string => {
      const path = join(directory, name);
      const rows = Array.from(
        { length: 60_000 },
        (_, index) => `${index},${(index * 7919) % 30011},t${index % 50}`,
      );
      writeFileSync(path, `id,x,t\n${rows.slice(shift).join("\n")}\n`);
      return path;
    };
    const request = { before: write("before.csv", 0), after: write("after.csv", 777) };
    const answers = [];
    for (const threads of [1, 4]) {
      const sql = await openSql({ threads, memoryLimitBytes: 512 * 2 ** 20 });
      answers.push(await dataDiff({ ...request, key: ["id"] }, { sql }), await dataDiff(request, { sql }));
      await sql.close();
    }
    expect(answers.slice(2)).toEqual(answers.slice(0, 2));
  });
});
