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
const driverTimeoutMs = 1e4;
async function listGpuNames(visible, program = "nvidia-smi") {
	const query = ["--query-gpu=index,uuid,name", "--format=csv,noheader"];
	const limits = {
		timeout: driverTimeoutMs,
		killSignal: "SIGKILL"
	};
	const listed = await promisify(execFile)(program, query, limits).catch(() => void 0);
	if (listed === void 0) return [];
	const devices = listed.stdout.split("\n").flatMap((line) => {
		const [index = "", uuid = "", ...name] = line.split(",").map((field) => field.trim());
		return /^\d{1,4}$/.test(index) ? [{
			index,
			uuid,
			name: name.join(", ").slice(0, 100)
		}] : [];
	});
	return (visible === void 0 ? devices.map(({ index }) => index) : visibleGpus(visible)).flatMap((one) => {
		return devices.find(({ index, uuid }) => index === one || uuid !== "" && uuid.startsWith(one))?.name ?? (one.startsWith("MIG-") ? "MIG" : []);
	}).slice(0, 64);
}
//#endregion
export { listGpuNames as n, visibleGpus as r, createMachine as t };
