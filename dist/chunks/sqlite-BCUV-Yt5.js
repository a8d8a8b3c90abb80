import { f as PawlError } from "./copy-W2n1VAGm.js";
import { DatabaseSync } from "node:sqlite";
//#region src/adapters/key-queue/group-commit.ts
var GroupCommit = class {
	#database;
	#windowMs;
	#waiting = [];
	#timer;
	constructor(database, windowMs) {
		this.#database = database;
		this.#windowMs = windowMs;
	}
	write(work) {
		return new Promise((resolve, reject) => {
			this.#waiting.push({
				work,
				resolve,
				reject
			});
			this.#timer ??= setTimeout(() => this.flush(), this.#windowMs);
		});
	}
	flush() {
		clearTimeout(this.#timer);
		this.#timer = void 0;
		const batch = this.#waiting;
		this.#waiting = [];
		if (batch.length === 0) return;
		try {
			this.#database.exec("BEGIN IMMEDIATE");
			for (const { work } of batch) work();
			this.#database.exec("COMMIT");
		} catch (error) {
			if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
			for (const { reject } of batch) reject(error);
			return;
		}
		for (const { resolve } of batch) resolve();
	}
};
//#endregion
//#region src/adapters/key-queue/sqlite.ts
const schema = `
  CREATE TABLE IF NOT EXISTS inbox (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS inbox_by_due ON inbox (due_ms, key);
  CREATE TABLE IF NOT EXISTS holder (name TEXT PRIMARY KEY) STRICT;
`;
const statements = {
	insert: `
  INSERT INTO inbox (key, due_ms) VALUES (?, ?)
  ON CONFLICT (key) DO UPDATE SET version = version + 1, attempts = 0, due_ms = min(due_ms, excluded.due_ms)
`,
	due: "SELECT key, version, attempts FROM inbox WHERE due_ms <= ? ORDER BY due_ms, key LIMIT ?",
	waiting: "SELECT key, due_ms FROM inbox ORDER BY due_ms, key LIMIT ?",
	remove: "DELETE FROM inbox WHERE key = ? AND version = ?",
	delay: "UPDATE inbox SET attempts = attempts + ?, due_ms = ? WHERE key = ? AND version = ?",
	load: "SELECT count(*) AS depth, min(due_ms) AS due FROM inbox"
};
const commitWindowMs = 4;
function openSqliteQueue(path, clock) {
	const database = open(path);
	const prepare = (name) => database.prepare(statements[name]);
	const [add, due, waiting] = [
		prepare("insert"),
		prepare("due"),
		prepare("waiting")
	];
	const [remove, delay, load] = [
		prepare("remove"),
		prepare("delay"),
		prepare("load")
	];
	const commits = new GroupCommit(database, path === ":memory:" ? 0 : commitWindowMs);
	const taken = new Set();
	const now = () => clock.now().getTime();
	const holder = nameHolder(database);
	const giveBack = async ({ key }, work) => {
		await commits.write(work).finally(() => taken.delete(key));
	};
	return {
		holder,
		enqueue: async (keys) => {
			if (keys.length === 0) return;
			await commits.write(() => {
				for (const key of keys) add.run(key, now());
			});
		},
		take: async () => {
			const row = due.all(now(), taken.size + 1).find((candidate) => !taken.has(String(candidate["key"])));
			if (row === void 0) return void 0;
			const key = String(row["key"]);
			taken.add(key);
			return {
				key,
				attempts: Number(row["attempts"]),
				handle: String(row["version"])
			};
		},
		settle: (item) => giveBack(item, () => remove.run(item.key, Number(item.handle))),
		postpone: (item, { delayMs, isFailure }) => giveBack(item, () => delay.run(isFailure ? 1 : 0, now() + delayMs, item.key, Number(item.handle))),
		nextDueInMs: async () => {
			const row = waiting.all(taken.size + 1).find((candidate) => !taken.has(String(candidate["key"])));
			return row === void 0 ? void 0 : Math.max(0, Number(row["due_ms"]) - now());
		},
		load: async () => {
			const { depth, due: dueMs } = { ...load.get() };
			return {
				depth: Number(depth),
				oldestMs: dueMs === null ? 0 : Math.max(0, now() - Number(dueMs))
			};
		},
		check: async () => void load.get(),
		close: async () => {
			commits.flush();
			database.close();
		}
	};
}
function nameHolder(database) {
	const read = () => database.prepare("SELECT name FROM holder").get()?.["name"];
	if (read() === void 0) database.prepare("INSERT INTO holder (name) VALUES (?)").run(crypto.randomUUID());
	return String(read());
}
function open(path) {
	try {
		const database = new DatabaseSync(path, { timeout: 1e3 });
		database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
		database.exec(schema);
		return database;
	} catch (error) {
		throw new PawlError("file.unreadable", {
			message: `The bot's inbox ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
			hint: "Only one bot may use a state directory; stop the other one, or set PAWL_STATE to another directory. Several processes need PAWL_DATABASE_URL.",
			cause: error
		});
	}
}
//#endregion
export { openSqliteQueue };
