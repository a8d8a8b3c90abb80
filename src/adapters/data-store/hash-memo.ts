import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as Sqlite from "node:sqlite";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { compareCodePoints } from "../../versioning/value.ts";
import { type FileStamp, lookAt } from "./file-stamp.ts";

/** Remembers the md5 of files, so that those which did not change are not read again. */
export interface HashMemo {
  /** The md5 of a file, when it is known for this state of it. */
  find(path: string, stamp: FileStamp): string | undefined;
  /** Answers like `find` for files below a folder that are asked for in ascending code-point order, in few queries. */
  walk(folder: string): (path: string, stamp: FileStamp) => string | undefined;
  /**
   * Keeps an md5, unless the file may have changed within the clock tick in which it was hashed.
   *
   * @param hashedAtMs time before its first byte was read, milliseconds since the epoch; `Infinity` when a change would
   *   show whenever it came.
   */
  remember(path: string, stamp: FileStamp, md5: string, hashedAtMs: number): void;
  /** Writes what is remembered. */
  flush(): void;
}

/** Raise it when the table changes. */
const layout = 0x7061_0001;
const pageRows = 2000;
const waitMs = 2000;

/** A clock tick is 10 ms at most; file systems without fractions of seconds count in up to two seconds. */
const tickMs = 50;
const coarseTickMs = 2100;

/**
 * The memo in a folder, opened when it is first asked. A database that is damaged or foreign is thrown away; without one,
 * or without `node:sqlite`, nothing is remembered.
 *
 * @param home makes the folder and gives its absolute path.
 */
export function createHashMemo(home: () => string): HashMemo {
  let opened: HashMemo | undefined;
  const memo = (): HashMemo => (opened ??= openHashMemo(home));
  return {
    find: (path, stamp) => memo().find(path, stamp),
    walk: (folder) => memo().walk(folder),
    remember: (path, stamp, md5, hashedAtMs) => memo().remember(path, stamp, md5, hashedAtMs),
    flush: () => opened?.flush(),
  };
}

function openHashMemo(home: () => string): HashMemo {
  try {
    const folder = home();
    const database = openDatabase(join(folder, "hashes.db"));
    return database === undefined ? forgetful : new SqliteMemo(database, clockOffset(folder));
  } catch {
    // A repository that nothing can be written to.
    return forgetful;
  }
}

/** Remembers nothing. */
const forgetful: HashMemo = {
  find: () => undefined,
  walk: () => () => undefined,
  remember: () => undefined,
  flush: () => undefined,
};

function openDatabase(path: string): DatabaseSync | undefined {
  // Node before 22 has none.
  const sqlite = process.getBuiltinModule("node:sqlite");
  if (sqlite === undefined) return undefined;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      return prepare(sqlite, path);
    } catch (error) {
      if (isBusy(error)) return undefined;
      for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { recursive: true, force: true });
    }
  }
  return undefined;
}

function prepare(sqlite: typeof Sqlite, path: string): DatabaseSync {
  const database = new sqlite.DatabaseSync(path, { timeout: waitMs });
  const version = Number(Object.values(database.prepare("PRAGMA user_version").get() ?? {})[0]);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  if (version !== layout) {
    database.exec(`BEGIN IMMEDIATE; DROP TABLE IF EXISTS files;
      CREATE TABLE files (path TEXT PRIMARY KEY, inode REAL, size REAL, modified REAL, changed REAL, md5 TEXT) WITHOUT ROWID;
      PRAGMA user_version = ${layout}; COMMIT`);
  }
  database.prepare("SELECT path, inode, size, modified, changed, md5 FROM files LIMIT 1").all();
  return database;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (error.errcode === 5 || error.errcode === 6);
}

/** How far the file system's clock is from this machine's: a server's may differ. */
function clockOffset(folder: string): number {
  try {
    const path = join(folder, "clock");
    writeFileSync(path, "");
    return Math.min(0, (lookAt(path)?.mtimeMs ?? 0) - Date.now());
  } catch {
    return 0;
  }
}

type Row = readonly [string, number, number, number, number, string];

class SqliteMemo implements HashMemo {
  readonly #database: DatabaseSync;
  readonly #offsetMs: number;
  readonly #one: StatementSync;
  readonly #page: StatementSync;
  #pending: Row[] = [];
  #stale: string[] = [];

  constructor(database: DatabaseSync, offsetMs: number) {
    this.#database = database;
    this.#offsetMs = offsetMs;
    const columns = "SELECT path, inode, size, modified, changed, md5 FROM files";
    this.#one = database.prepare(`${columns} WHERE path = ?`);
    this.#page = database.prepare(`${columns} WHERE path > ? AND path < ? ORDER BY path LIMIT ${pageRows}`);
    for (const statement of [this.#one, this.#page]) statement.setReturnArrays(true);
  }

  find(path: string, stamp: FileStamp): string | undefined {
    const row = this.#rows(this.#one, path)[0];
    return row === undefined ? undefined : md5Of(row, stamp);
  }

  walk(folder: string): (path: string, stamp: FileStamp) => string | undefined {
    let [rows, index, after]: [readonly Row[], number, string] = [[], 0, `${folder}/`];
    let isEnd = false;
    const next = (): Row | undefined => {
      if (index === rows.length && !isEnd) {
        rows = this.#rows(this.#page, after, `${folder}0`);
        isEnd = rows.length < pageRows;
        after = rows.at(-1)?.[0] ?? after;
        index = 0;
      }
      return rows[index];
    };
    return (path, stamp) => {
      for (let row = next(); row !== undefined; row = next()) {
        const order = compareCodePoints(row[0], path);
        if (order > 0) return undefined;
        index += 1;
        if (order === 0) return md5Of(row, stamp);
        this.#forget(row[0]);
      }
      return undefined;
    };
  }

  #forget(path: string): void {
    this.#stale.push(path);
    if (this.#stale.length >= pageRows) this.flush();
  }

  remember(path: string, stamp: FileStamp, md5: string, hashedAtMs: number): void {
    const margin = stamp.modifiedMs % 1000 === 0 ? coarseTickMs : tickMs;
    const last = Math.max(stamp.modifiedMs, stamp.changedMs);
    if (last + margin >= hashedAtMs + this.#offsetMs) return;
    this.#pending.push([path, stamp.inode, stamp.sizeBytes, stamp.modifiedMs, stamp.changedMs, md5]);
    if (this.#pending.length >= pageRows) this.flush();
  }

  flush(): void {
    const [pending, stale] = [this.#pending, this.#stale];
    if (pending.length + stale.length === 0) return;
    [this.#pending, this.#stale] = [[], []];
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const put = this.#database.prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)");
      const drop = this.#database.prepare("DELETE FROM files WHERE path = ?");
      for (const path of stale) drop.run(path);
      for (const row of pending) put.run(...row);
      this.#database.exec("COMMIT");
    } catch {
      // Nothing depends on it: these files are hashed again.
      this.#rollBack();
    }
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    } catch {
      // The database is gone.
    }
  }

  #rows(statement: StatementSync, ...values: readonly string[]): readonly Row[] {
    try {
      const rows = statement.all(...values) as unknown as readonly Row[]; // setReturnArrays, and the table's columns.
      return rows.every(([path]) => typeof path === "string") ? rows : [];
    } catch {
      return [];
    }
  }
}

function md5Of([, inode, size, modified, changed, md5]: Row, stamp: FileStamp): string | undefined {
  const isSame =
    inode === stamp.inode &&
    size === stamp.sizeBytes &&
    modified === stamp.modifiedMs &&
    changed === stamp.changedMs;
  // Whoever could forge the state of a file could write the file.
  return isSame && typeof md5 === "string" && md5.length === 32 ? md5 : undefined;
}
