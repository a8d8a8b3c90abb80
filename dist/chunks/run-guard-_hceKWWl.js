import { C as object, D as string, E as strictObject, S as number, T as record, m as array } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { H as writeAtomically, Jt as isOverlap, V as temporaryBeside } from "./pipeline-DJgoMtB1.js";
import { link, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";
import { execFile, spawn } from "node:child_process";
//#region src/adapters/process/hold-flock.ts
const hold = [
	"sh",
	"-c",
	"echo && exec cat > /dev/null"
];
const programs = [{
	command: "flock",
	args: (path) => [
		"-n",
		path,
		...hold
	]
}, {
	command: "lockf",
	args: (path) => [
		"-k",
		"-s",
		"-t",
		"0",
		path,
		...hold
	]
}];
async function tryFlock(path) {
	await mkdir(dirname(path), { recursive: true });
	for (const { command, args } of programs) {
		const child = spawn(command, args(path), {
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			detached: true
		});
		const state = await takenBy(child, path);
		if (state === "held") return { release: () => release(child) };
		if (state === "busy") return "busy";
	}
	return "unsupported";
}
async function takenBy(child, path) {
	let errors = "";
	child.stderr?.on("data", (data) => {
		errors += data.toString();
	});
	child.stdin?.on("error", () => void 0);
	return new Promise((resolve, reject) => {
		child.once("error", () => resolve("no program"));
		child.stdout?.once("data", () => resolve("held"));
		child.once("close", () => {
			if (errors.trim() === "") resolve("busy");
			else reject(new PawlError("file.write-failed", { message: `Cannot lock ${path}: ${errors.trim()}` }));
		});
	});
}
async function release(child) {
	const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : void 0;
	child.stdin?.end();
	await ended;
}
//#endregion
//#region src/adapters/process/process-identity.ts
async function isAlive(known) {
	return known.started !== "" && await startOf(known.pid) === known.started;
}
async function startOf(pid) {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => void 0);
	if (stat !== void 0) {
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return fields[0] === "Z" ? "" : fields[19] ?? "";
	}
	if (process.platform === "linux") return "";
	return (await promisify(execFile)("ps", [
		"-o",
		"lstart=",
		"-p",
		String(pid)
	]).catch(() => void 0))?.stdout.trim() ?? "";
}
function hasProcess(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
function endGroup(pid) {
	endProcess(-pid);
}
async function endProcessesWith(variable) {
	const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
	for (const id of ids) if ((await readFile(`/proc/${id}/environ`, "latin1").catch(() => "")).split("\0").includes(variable)) endProcess(Number(id));
}
function endProcess(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
//#endregion
//#region src/adapters/process/rwlock.ts
const holderSchema = object({
	pid: number().int(),
	cmd: string()
});
const listSchema = strictObject({
	write: record(string(), holderSchema).default({}),
	read: record(string(), array(holderSchema)).default({})
});
async function readClaims(folder) {
	const path = join(folder, "rwlock");
	const text = await readFile(path, "utf8").catch(() => void 0);
	if (text === void 0) return {
		write: {},
		read: {}
	};
	try {
		return listSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new PawlError("file.unreadable", {
			message: `${path} is not DVC's list of locks.`,
			hint: "Remove it when neither dvc nor pawl runs in this repository.",
			cause
		});
	}
}
async function writeClaims(folder, list) {
	const parts = Object.entries(list).filter(([, paths]) => Object.keys(paths).length > 0);
	await writeAtomically(join(folder, "rwlock"), JSON.stringify(Object.fromEntries(parts)));
}
function blockersIn(list, claim) {
	const all = [...claim.reads, ...claim.writes];
	const writers = Object.entries(list.write).filter(([path]) => all.some((one) => isOverlap(one, path))).map(([path, holder]) => ({
		...holder,
		path
	}));
	const readers = Object.entries(list.read).filter(([path]) => claim.writes.some((one) => isOverlap(one, path))).flatMap(([path, holders]) => holders.map((holder) => ({
		...holder,
		path
	})));
	return [...writers, ...readers].filter((one) => one.pid !== process.pid && hasProcess(one.pid));
}
function withClaim(list, claim, holder) {
	const left = keepHolders(list, (one) => one.pid === process.pid || hasProcess(one.pid));
	for (const path of claim.writes) left.write[path] = holder;
	for (const path of claim.reads) left.read[path] = [...left.read[path] ?? [], holder];
	return left;
}
function withoutHolder(list, holder) {
	return keepHolders(list, (one) => one.pid !== holder.pid || one.cmd !== holder.cmd);
}
function keepHolders(list, isKept) {
	const write = Object.entries(list.write).filter(([, holder]) => isKept(holder));
	const read = Object.entries(list.read).map(([path, holders]) => [path, holders.filter(isKept)]);
	return {
		write: Object.fromEntries(write),
		read: Object.fromEntries(read.filter(([, holders]) => holders.length > 0))
	};
}
//#endregion
//#region src/adapters/process/wait-until.ts
const everyMs = 150;
async function waitUntil(options, look) {
	const end = performance.now() + options.timeoutMs;
	let said = "";
	for (;;) {
		const reason = await look();
		if (reason === void 0) return;
		if (reason === "again") continue;
		if (performance.now() >= end) throw new PawlError("pipeline.busy", { message: `After ${Math.round(options.timeoutMs / 1e3)} s still: ${reason}.` });
		if (options.signal?.aborted === true) throw new PawlError("stage.interrupted", { message: `Interrupted while waiting: ${reason}.` });
		if (reason !== said) options.onWait(`Waiting: ${reason}.`);
		said = reason;
		await setTimeout(everyMs);
	}
}
//#endregion
//#region src/adapters/process/shared-lock.ts
function createSharedLock(options) {
	const { folder, command, guard } = options;
	let queue = Promise.resolve();
	let isWarned = false;
	const warnOnce = () => {
		if (!isWarned) guard.onWait(`There is neither flock nor lockf here to lock ${folder}/lock: do not run dvc beside this.`);
		isWarned = true;
	};
	const exclusively = (work) => {
		const turn = queue.then(() => withLock(folder, {
			guard,
			warnOnce
		}, work));
		queue = turn.catch(() => void 0);
		return turn;
	};
	const glance = () => readClaims(folder).catch(() => exclusively(() => readClaims(folder)));
	const absolute = (paths) => paths.map((path) => join(options.root, path));
	return {
		exclusively,
		claim: async ({ name, reads, writes }, work) => {
			const paths = {
				reads: absolute(reads),
				writes: absolute(writes)
			};
			const holder = {
				pid: process.pid,
				cmd: `${command} (${name})`
			};
			await waitUntil(guard, async () => {
				return explain(await glance(), paths) ?? exclusively(() => tryClaim(folder, paths, holder));
			});
			try {
				return await work();
			} finally {
				await exclusively(async () => writeClaims(folder, withoutHolder(await readClaims(folder), holder)));
			}
		},
		settled: async (paths) => {
			const claim = {
				reads: absolute(paths),
				writes: []
			};
			await waitUntil(guard, async () => explain(await glance(), claim));
		}
	};
}
async function tryClaim(folder, paths, holder) {
	const list = await readClaims(folder);
	const reason = explain(list, paths);
	if (reason === void 0) await writeClaims(folder, withClaim(list, paths, holder));
	return reason;
}
function explain(list, paths) {
	const [blocker] = blockersIn(list, paths);
	return blocker && `process ${blocker.pid} (${blocker.cmd}) works on ${blocker.path}`;
}
async function withLock(folder, { guard, warnOnce }, work) {
	const path = join(folder, "lock");
	const held = [];
	await waitUntil(guard, async () => {
		const taken = await tryFlock(path);
		if (taken === "busy") return `${await holderOf(path)} holds ${path}`;
		if (taken === "unsupported") warnOnce();
		else held.push(taken);
	});
	try {
		await writeFile(path, ` ${process.pid}\n`);
		return await work();
	} finally {
		for (const lock of held) await lock.release();
	}
}
async function holderOf(path) {
	const pid = (await readFile(path, "utf8").catch(() => "")).trim();
	if (!/^\d+$/.test(pid)) return "another process";
	const shown = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ").trim();
	return shown === "" ? "another process" : `process ${pid} (${shown})`;
}
//#endregion
//#region src/adapters/process/run-guard.ts
const identitySchema = object({
	pid: number().int().positive(),
	started: string()
});
const recordSchema = object({
	owner: identitySchema.extend({ cmd: string().default("pawl") }),
	run: string(),
	stages: array(identitySchema).default([]),
	added: record(string(), array(string())).default({})
});
const runVariable = "PAWL_RUN";
function createRunGuard(root, command) {
	const folder = join(root, ".dvc", "tmp");
	return {
		beside: async (guard) => {
			await mkdir(folder, { recursive: true });
			return createSharedLock({
				root,
				folder,
				command,
				guard
			});
		},
		enter: (options) => enter(root, folder, {
			...options,
			command
		})
	};
}
async function enter(root, folder, options) {
	const path = join(folder, "pawl-run.json");
	const first = {
		owner: {
			pid: process.pid,
			started: await startOf(process.pid),
			cmd: options.command
		},
		run: randomUUID(),
		stages: [],
		added: {}
	};
	const leftover = await take(path, first, options);
	const keeper = new RecordKeeper(path, {
		...first,
		added: leftover?.added ?? {}
	});
	const shared = createSharedLock({
		root,
		folder,
		command: options.command,
		guard: options
	});
	return {
		leftover: leftover === void 0 ? void 0 : { added: leftover.added },
		keep: (note) => keeper.change((record) => ({
			...record,
			added: copyNote(note)
		})),
		started: (pid) => void keeper.startStage(pid),
		environment: { [runVariable]: first.run },
		exclusively: shared.exclusively,
		claim: shared.claim,
		settled: shared.settled,
		leave: async () => {
			await keeper.settle();
			await rm(path, { force: true });
		}
	};
}
function copyNote(note) {
	return Object.fromEntries(Object.entries(note.added).map(([file, names]) => [file, [...names]]));
}
var RecordKeeper = class {
	#path;
	#record;
	#written = Promise.resolve();
	constructor(path, record) {
		this.#path = path;
		this.#record = record;
	}
	async startStage(pid) {
		const started = await startOf(pid);
		if (started === "") return;
		const alive = await Promise.all(this.#record.stages.map(async (stage) => await isAlive(stage) ? [stage] : []));
		await this.change((record) => ({
			...record,
			stages: [...alive.flat(), {
				pid,
				started
			}]
		}));
	}
	change(edit) {
		this.#record = edit(this.#record);
		this.#written = this.#written.then(() => writeAtomically(this.#path, JSON.stringify(this.#record)));
		return this.#written;
	}
	settle() {
		return this.#written;
	}
};
async function take(path, record, options) {
	await mkdir(dirname(path), { recursive: true });
	let leftover;
	await waitUntil(options, async () => {
		if (await createWhole(path, JSON.stringify(record))) return void 0;
		const busy = await explainOwner(path);
		if (busy !== void 0) return busy;
		const cleared = await clearLeftover(path);
		if (cleared === "busy") return "another run clears up after one that was killed";
		leftover = cleared ?? leftover;
		return "again";
	});
	return leftover;
}
async function createWhole(path, content) {
	const temporary = temporaryBeside(path);
	try {
		await writeFile(temporary, content, { flag: "wx" });
		await link(temporary, path);
		return true;
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
		throw new PawlError("file.write-failed", {
			message: `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause
		});
	} finally {
		await rm(temporary, { force: true });
	}
}
async function readRecord(path) {
	try {
		return recordSchema.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
	} catch {
		return;
	}
}
async function explainOwner(path) {
	const left = await readRecord(path);
	if (left === void 0 || !await isAlive(left.owner)) return void 0;
	return `another run (process ${left.owner.pid}: ${left.owner.cmd}) is at work in this repository`;
}
async function clearLeftover(path) {
	const lock = await tryFlock(`${path}.lock`);
	if (lock === "busy") return "busy";
	try {
		if (await explainOwner(path) !== void 0) return void 0;
		const left = await readRecord(path);
		if (left !== void 0) await endLeftover(left);
		await rm(path, { force: true });
		return left;
	} finally {
		if (lock !== "unsupported") await lock.release();
	}
}
async function endLeftover(left) {
	for (const stage of left.stages) if (await isAlive(stage)) endGroup(stage.pid);
	await endProcessesWith(`${runVariable}=${left.run}`);
	await setTimeout(50);
	await endProcessesWith(`${runVariable}=${left.run}`);
}
//#endregion
export { createRunGuard };
