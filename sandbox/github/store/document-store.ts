import { DatabaseSync, type StatementSync } from "node:sqlite";

/** Documents of one kind, in order of first writing. Values are never changed in place: `put` a new one. */
export interface Collection<T extends object> {
  get(scope: number | string, key: number | string): T | undefined;
  /** Writes through to disk, then returns `value`. */
  put(scope: number | string, key: number | string, value: T): T;
  /** Whether it was there. */
  remove(scope: number | string, key: number | string): boolean;
  /** The same list until a document of the scope changes. */
  list(scope: number | string): readonly T[];
  /** Documents of all scopes. */
  all(): readonly T[];
  removeScope(scope: number | string): void;
}

/** A journaled file of JSON documents, kept in memory too. */
export interface DocumentStore {
  collection<T extends object>(name: string): Collection<T>;
  /** The next of one running number for all ids; survives restarts. */
  nextId(): number;
  /** The next number in a scope, from 1: issue and pull request numbers share one per repository. */
  nextNumber(scope: string): number;
  /** For data too large for memory; own table names only. */
  readonly database: DatabaseSync;
  close(): void;
}

interface Statements {
  readonly load: StatementSync;
  readonly upsert: StatementSync;
  readonly remove: StatementSync;
  readonly removeScope: StatementSync;
}

function prepare(database: DatabaseSync): Statements {
  return {
    load: database.prepare("SELECT scope, key, json FROM documents WHERE kind = ? ORDER BY rowid"),
    upsert: database.prepare(
      "INSERT INTO documents (kind, scope, key, json) VALUES (?, ?, ?, ?) " +
        "ON CONFLICT (kind, scope, key) DO UPDATE SET json = excluded.json",
    ),
    remove: database.prepare("DELETE FROM documents WHERE kind = ? AND scope = ? AND key = ?"),
    removeScope: database.prepare("DELETE FROM documents WHERE kind = ? AND scope = ?"),
  };
}

function openCollection<T extends object>(name: string, statements: Statements): Collection<T> {
  const scopes = new Map<string, Map<string, T>>();
  // Lists are asked for far more often than their documents change.
  const lists = new Map<string, readonly T[]>();
  const listOf = (scope: string): readonly T[] => {
    const documents = scopes.get(scope);
    if (documents === undefined) return [];
    const list = lists.get(scope) ?? [...documents.values()];
    lists.set(scope, list);
    return list;
  };
  const scopeOf = (scope: number | string): Map<string, T> => {
    const found = scopes.get(String(scope));
    if (found) return found;
    const made = new Map<string, T>();
    scopes.set(String(scope), made);
    return made;
  };
  for (const row of statements.load.all(name)) {
    scopeOf(String(row["scope"])).set(String(row["key"]), JSON.parse(String(row["json"])) as T);
  }
  return {
    get: (scope, key) => scopes.get(String(scope))?.get(String(key)),
    put: (scope, key, value) => {
      statements.upsert.run(name, String(scope), String(key), JSON.stringify(value));
      scopeOf(scope).set(String(key), value);
      lists.delete(String(scope));
      return value;
    },
    remove: (scope, key) => {
      statements.remove.run(name, String(scope), String(key));
      lists.delete(String(scope));
      return scopes.get(String(scope))?.delete(String(key)) ?? false;
    },
    list: (scope) => listOf(String(scope)),
    all: () => [...scopes.values()].flatMap((documents) => [...documents.values()]),
    removeScope: (scope) => {
      statements.removeScope.run(name, String(scope));
      lists.delete(String(scope));
      scopes.delete(String(scope));
    },
  };
}

/** Ids are reserved on disk by the hundred; a restart leaves out what is left of a block. */
const idBlock = 100;

/** Opens (or makes) the store in one SQLite file with a write-ahead log. */
export function openDocumentStore(file: string): DocumentStore {
  const database = new DatabaseSync(file);
  // One process at a time: what is kept in memory here must be what is in the file.
  database.exec(
    "PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
  );
  database.exec(
    "CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, " +
      "json TEXT NOT NULL, UNIQUE (kind, scope, key)); " +
      "CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
  );
  const statements = prepare(database);
  const count = database.prepare(
    "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
  );
  const next = (name: string): number => Number(count.get(name)?.["value"]);
  const read = database.prepare("SELECT value FROM counters WHERE name = ?");
  const reserve = database.prepare(
    "INSERT INTO counters (name, value) VALUES ('id', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  let [id, reserved] = [0, 0];
  const collections = new Map<string, Collection<object>>();
  return {
    collection: <T extends object>(name: string): Collection<T> => {
      const opened = collections.get(name) ?? openCollection<object>(name, statements);
      collections.set(name, opened);
      // The caller names the type of the documents that it alone writes under this name.
      return opened as unknown as Collection<T>;
    },
    nextId: () => {
      if (id === reserved) {
        id = Number(read.get("id")?.["value"] ?? 0);
        reserved = id + idBlock;
        reserve.run(reserved);
      }
      id += 1;
      return id;
    },
    nextNumber: (scope) => next(`number ${scope}`),
    database,
    close: () => {
      database.close();
    },
  };
}
