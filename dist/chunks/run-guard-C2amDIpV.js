import { S as string, v as number, y as object } from "./schemas-BDCqBjgv.js";
import { t as PawlError } from "./errors-DwLb4yF0.js";
import { r as writeAtomically } from "./write-atomically-Bl-XXc37.js";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { dirname, join } from "node:path";
import { execFile } from "node:child_process";
//#region src/adapters/process/run-guard.ts
const recordSchema = object({
	owner: object({
		pid: number().int().positive(),
		started: string()
	}),
	stage: object({
		pid: number().int().positive(),
		started: string()
	}).optional()
});
function createRunGuard(root) {
	const path = join(root, ".dvc", "tmp", "pawl-run.json");
	return { enter: async () => {
		const record = { owner: {
			pid: process.pid,
			started: await startOf(process.pid)
		} };
		await mkdir(dirname(path), { recursive: true });
		await take(path, record);
		let recorded = Promise.resolve();
		return {
			started: (pid) => {
				recorded = recorded.then(() => recordStage(path, record, pid));
			},
			leave: async () => {
				await recorded;
				await rm(path, { force: true });
			}
		};
	} };
}
async function recordStage(path, record, pid) {
	const started = await startOf(pid);
	if (started !== "") await writeAtomically(path, JSON.stringify({
		...record,
		stage: {
			pid,
			started
		}
	}));
}
async function take(path, record) {
	for (let attempt = 0; attempt < 3; attempt += 1) {
		if (await writeFile(path, JSON.stringify(record), { flag: "wx" }).then(() => true, () => false)) return;
		await clearLeftover(path);
	}
	throw new PawlError("pipeline.busy", { message: `Other runs take turns at ${path}.` });
}
async function clearLeftover(path) {
	const left = readRecord(await readFile(path, "utf8").catch(() => ""));
	if (left !== void 0) {
		if (await isAlive(left.owner)) throw new PawlError("pipeline.busy", { message: `Another run (process ${left.owner.pid}) is at work in this repository.` });
		if (left.stage !== void 0 && await isAlive(left.stage)) endGroup(left.stage.pid);
	}
	await rm(path, { force: true });
}
function readRecord(text) {
	try {
		return recordSchema.safeParse(JSON.parse(text)).data;
	} catch {
		return;
	}
}
function endGroup(pid) {
	try {
		process.kill(-pid, "SIGKILL");
	} catch {}
}
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
//#endregion
export { createRunGuard };
