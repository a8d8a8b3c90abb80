import { DatabaseSync } from "node:sqlite";
import { PawlError } from "../src/errors.ts";
import { formatKey, parseKey, type Key } from "./key.ts";

/** A key that is due. `version` grows each time the key is enqueued, so that work on an old one does not settle a new one. */
export interface InboxItem {
  readonly key: Key;
  readonly version: number;
  /** Failed attempts so far. */
  readonly attempts: number;
}

/** The queue of keys. Equal keys are one entry; times are milliseconds since 1970. */
export interface Inbox {
  /** Returns when the keys are on disk. A key that waits for its next attempt becomes due. */
  enqueue(keys: readonly Key[], nowMs: number): void;
  /** The key that has been due longest, or `undefined`. It stays in the inbox until it is settled. */
  next(nowMs: number): InboxItem | undefined;
  /** Removes a key, unless it was enqueued again meanwhile. */
  settle(item: InboxItem): void;
  /** Counts a failed attempt; the key is due again at `dueMs`, unless it was enqueued again meanwhile. */
  postpone(item: InboxItem, dueMs: number): void;
  /** When the next key is due, or `undefined` when there is none. */
  nextDueMs(): number | undefined;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS inbox (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS inbox_by_due ON inbox (due_ms);
`;
const insert = `
  INSERT INTO inbox (key, due_ms) VALUES (?, ?)
  ON CONFLICT (key) DO UPDATE SET version = version + 1, attempts = 0, due_ms = min(due_ms, excluded.due_ms)
`;

/**
 * Opens the inbox in a file, or in memory with `:memory:`. One process at a time: the file stays locked until `close`.
 *
 * @throws PawlError `file.unreadable` when another process holds it, or it is no inbox
 */
export function openInbox(path: string): Inbox {
  const database = open(path);
  const add = database.prepare(insert);
  const first = database.prepare(
    "SELECT key, version, attempts FROM inbox WHERE due_ms <= ? ORDER BY due_ms, key LIMIT 1",
  );
  const remove = database.prepare("DELETE FROM inbox WHERE key = ? AND version = ?");
  const drop = database.prepare("DELETE FROM inbox WHERE key = ?");
  const delay = database.prepare(
    "UPDATE inbox SET attempts = attempts + 1, due_ms = ? WHERE key = ? AND version = ?",
  );
  const earliest = database.prepare("SELECT min(due_ms) AS due FROM inbox");
  return {
    enqueue: (keys, nowMs) => {
      if (keys.length === 0) return;
      database.exec("BEGIN IMMEDIATE");
      for (const key of keys) add.run(formatKey(key), nowMs);
      database.exec("COMMIT");
    },
    next: (nowMs) => {
      const row = first.get(nowMs);
      if (row === undefined) return undefined;
      const key = parseKey(String(row["key"]));
      if (key !== undefined)
        return { key, version: Number(row["version"]), attempts: Number(row["attempts"]) };
      // Left by an older release with another grammar; the sweep brings back what matters.
      drop.run(String(row["key"]));
      return undefined;
    },
    settle: ({ key, version }) => void remove.run(formatKey(key), version),
    postpone: ({ key, version }, dueMs) => void delay.run(dueMs, formatKey(key), version),
    nextDueMs: () => {
      const due = earliest.get()?.["due"];
      return typeof due === "number" ? due : undefined;
    },
    close: () => database.close(),
  };
}

function open(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: 1000 });
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    database.exec(schema);
    return database;
  } catch (error) {
    throw new PawlError("file.unreadable", {
      message: `The bot's inbox ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
      hint: "Only one bot may use a state directory; stop the other one, or set PAWL_STATE to another directory.",
      cause: error,
    });
  }
}
