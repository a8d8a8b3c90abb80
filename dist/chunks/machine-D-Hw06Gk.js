import { availableParallelism, totalmem } from "node:os";
import { promisify } from "node:util";
import { execFile } from "node:child_process";
//#region src/adapters/process/machine.ts
function createMachine(environment) {
	return { resources: async ({ withGpus }) => ({
		cpus: availableParallelism(),
		memoryBytes: memoryLimit(),
		gpus: withGpus ? await findGpus(environment["CUDA_VISIBLE_DEVICES"]) : []
	}) };
}
function memoryLimit() {
	const limit = process.constrainedMemory();
	return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
async function findGpus(visible) {
	if (visible !== void 0) return visibleGpus(visible);
	return ((await promisify(execFile)("nvidia-smi", ["--query-gpu=index,memory.total", "--format=csv,noheader"]).catch(() => void 0))?.stdout.split("\n") ?? []).flatMap((line) => /^\s*(\d+)\s*,/.exec(line)?.[1] ?? []);
}
function visibleGpus(visible) {
	const names = visible.split(",").map((name) => name.trim());
	const end = names.findIndex((name) => name === "" || name.startsWith("-"));
	return end === -1 ? names : names.slice(0, end);
}
//#endregion
export { visibleGpus as n, createMachine as t };
