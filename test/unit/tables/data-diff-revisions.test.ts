import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { openDataStore } from "../../../src/adapters/data-store/open-data-store.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { writeDataFile } from "../../../src/versioning/data-file.ts";
import { commitAll, git, gitEnvironment, writeFiles } from "../../support/git-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const entry = resolve("src/cli/main.ts");

const versions = {
  first: "id,x\n1,a\n2,b\n3,c\n",
  second: "id,x\n1,a\n2,B\n4,d\n",
  now: "id,x\n1,a\n2,B\n4,D\n5,e\n",
} as const;

/** Runs `pawl data diff --key id --json`. */
function run(directory: string, ...words: readonly string[]) {
  const args = [entry, "data", "diff", ...words, "--key", "id", "--json"];
  const done = spawnSync(process.execPath, args, { cwd: directory, encoding: "utf8", env: gitEnvironment() });
  return { status: done.status, said: done.stderr, diff: done.status === 0 ? plain(done.stdout) : undefined };
}

/** A report without the names of its tables. */
function plain(text: string): unknown {
  const { before, after, ...rest } = JSON.parse(text);
  return { ...rest, before: { ...before, name: "" }, after: { ...after, name: "" } };
}

async function writeParquet(csv: string, path: string): Promise<void> {
  const sql = await openSql();
  await sql.query(`COPY (FROM '${csv}') TO '${path}' (FORMAT parquet)`);
  await sql.close();
}

/** Two commits of tracked tables and of one in git, and a work tree after them; each version also beside the repository. */
async function repository() {
  const directory = temporaryDirectory();
  const work = join(directory, "work");
  writeFiles(work, {
    ".dvc/config": "[core]\n    remote = r\n['remote \"r\"']\n    url = ../../remote\n",
    ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
    ".gitignore": "/one.csv\n/one.parquet\n/many\n",
    "sub/.keep": "",
  });
  git(work, "init", "--quiet", "--initial-branch=main");
  const store = await openDataStore(createFileSystem(work));
  for (const [name, table] of Object.entries(versions)) {
    writeFiles(directory, { [`${name}.csv`]: table });
    writeFiles(work, { "one.csv": table, "many/deep/part.csv": table, "in-git.csv": table });
    rmSync(join(work, "one.parquet"), { force: true });
    await writeParquet(join(directory, `${name}.csv`), join(work, "one.parquet"));
    if (name === "now") break;
    const items = [];
    for (const path of ["one.csv", "one.parquet", "many"]) {
      const item = await store.data.save(path);
      items.push(item);
      writeFiles(work, { [`${path}.dvc`]: writeDataFile({ ...item, path }) });
    }
    await store.remote().push(items);
    commitAll(work, name);
  }
  return { directory, work };
}

function standAlone(directory: string, before: string, after: string): unknown {
  return run(directory, "--before", `${before}.csv`, "--after", `${after}.csv`).diff;
}

describe("pawl data diff of revisions", () => {
  it("says of tracked tables, and of one in git, what the files themselves say", async () => {
    const { directory, work } = await repository();
    const committed = standAlone(directory, "first", "second");
    const uncommitted = standAlone(directory, "second", "now");
    expect(committed).toMatchObject({ rows: { added: 1, removed: 1, changed: 1, unchanged: 1 } });
    const status = git(work, "status", "--porcelain");
    for (const path of ["one.csv", "many/deep/part.csv", "in-git.csv"]) {
      expect(run(work, "HEAD~1", "HEAD", path).diff).toEqual(committed);
      expect(run(work, path).diff).toEqual(uncommitted);
    }
    expect(run(work, "HEAD~1", "HEAD", "one.parquet").diff).toEqual(committed);
    expect(run(join(work, "sub"), "HEAD~1", "HEAD", "../one.csv").diff).toEqual(committed);
    expect(run(work, "HEAD", "workspace", "one.csv").diff).toEqual(uncommitted);
    expect(git(work, "status", "--porcelain")).toBe(status);
    expect(readdirSync(join(work, ".dvc/tmp/pawl/tables"))).toEqual([]);
  });

  it("takes from the remote what the cache does not have, and says so when neither has it", async () => {
    const { directory, work } = await repository();
    rmSync(join(work, ".dvc/cache"), { recursive: true });
    const committed = standAlone(directory, "first", "second");
    expect(run(work, "HEAD~1", "HEAD", "many/deep/part.csv").diff).toEqual(committed);
    rmSync(join(work, ".dvc/cache"), { recursive: true });
    renameSync(join(directory, "remote"), join(directory, "away"));
    mkdirSync(join(directory, "remote"));
    for (const path of ["one.csv", "many/deep/part.csv"]) {
      const { status, said } = run(work, "HEAD~1", "HEAD", path);
      expect([status, said]).toEqual([1, expect.stringContaining("neither in the cache nor in the remote")]);
      expect(said).toContain("at HEAD~1");
      expect(said).toContain("(data.missing)");
    }
    expect(readdirSync(join(work, ".dvc/tmp/pawl/tables"))).toEqual([]);
  });

  it("says what is wrong with a path or a revision", async () => {
    const { work } = await repository();
    const mistakes = [
      [["HEAD", "on.csv"], "Did you mean one.csv?", "file.missing"],
      [["HEAD", "many/deep/prt.csv"], "Did you mean many/deep/part.csv?", "file.missing"],
      [["HEAD", "many/deep"], "is a folder", "file.missing"],
      [["HEAD", "many"], "is a folder", "file.missing"],
      [["workspace", "on.csv"], "There is no on.csv in the work tree. Did you mean one.csv?", "file.missing"],
      [["nowhere", "one.csv"], "nowhere", "revision.unknown"],
      [["HEAD", "../first.csv"], "inside the repository", "path.refused"],
    ] as const;
    for (const [words, message, code] of mistakes) {
      const { status, said } = run(work, ...words);
      expect(status).not.toBe(0);
      expect(said).toContain(message);
      expect(said).toContain(`(${code})`);
    }
  });
});
