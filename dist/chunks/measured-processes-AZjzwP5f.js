import { r as visibleGpus } from "./machine-Dih2jeSp.js";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
//#region src/adapters/process/gpu-sampler.ts
const query = "index,uuid,utilization.gpu,power.draw,name";
function startGpuSampler(options) {
	const { everyMs, visible, program = "nvidia-smi", now } = options;
	const devices = new Map();
	const startedMs = now();
	const child = spawn(program, [
		`--query-gpu=${query}`,
		"--format=csv,noheader,nounits",
		`--loop-ms=${everyMs}`
	], { stdio: [
		"ignore",
		"pipe",
		"ignore"
	] });
	child.on("error", () => void 0);
	const lines = createInterface({ input: child.stdout });
	lines.on("line", (line) => readSample(line.slice(0, 1e3), {
		devices,
		visible,
		startedMs,
		atMs: now()
	}));
	return { stop: () => {
		child.kill("SIGKILL");
		child.stdout.destroy();
		lines.close();
		const endMs = now();
		return sumUp([...devices.values()].map((device) => goOn(device, {
			...device.last,
			atMs: endMs
		})));
	} };
}
function readSample(line, { devices, visible, startedMs, atMs }) {
	const [index, uuid, utilization, power, ...name] = line.split(",").map((field) => field.trim());
	if (uuid === void 0 || index === void 0 || !/^\d{1,4}$/.test(index)) return;
	if (!(visible === void 0 ? [index] : visibleGpus(visible)).some((one) => one === index || uuid.startsWith(one))) return;
	const busy = numberOf(utilization);
	const sample = {
		atMs,
		isBusy: busy === void 0 ? void 0 : busy > 0,
		watts: numberOf(power)
	};
	const before = devices.get(uuid) ?? {
		name: name.join(", ").slice(0, 100),
		last: {
			...sample,
			atMs: startedMs
		},
		busySeconds: void 0,
		joules: void 0
	};
	devices.set(uuid, goOn(before, sample));
}
function goOn({ name, last, busySeconds, joules }, next) {
	const seconds = Math.max(0, next.atMs - last.atMs) / 1e3;
	const busy = next.isBusy === void 0 ? void 0 : next.isBusy ? seconds : 0;
	const [left, right] = [last.watts ?? next.watts, next.watts ?? last.watts];
	const used = left === void 0 || right === void 0 ? void 0 : seconds * (left + right) / 2;
	return {
		name,
		last: next,
		busySeconds: plus(busySeconds, busy),
		joules: plus(joules, used)
	};
}
function plus(a, b) {
	return a === void 0 || b === void 0 ? a ?? b : a + b;
}
function numberOf(text) {
	return text !== void 0 && /^\d+(\.\d+)?$/.test(text) ? Number(text) : void 0;
}
function sumUp(devices) {
	if (devices.length === 0) return void 0;
	return {
		names: nameBusy(devices),
		busySeconds: devices.map((device) => device.busySeconds).reduce(plus) ?? null,
		joules: devices.map((device) => device.joules).reduce(plus) ?? null
	};
}
function nameBusy(devices) {
	const names = devices.filter(({ busySeconds }) => (busySeconds ?? 0) > 0).map(({ name }) => name);
	const counted = [...new Set(names)].map((name) => {
		const times = names.filter((one) => one === name).length;
		return times === 1 ? name : `${times} × ${name}`;
	});
	return counted.length === 0 ? null : counted.join(", ").slice(0, 500);
}
//#endregion
//#region src/adapters/process/kernel-files.ts
function listNames(directory) {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}
function readText(path) {
	try {
		return readFileSync(path, "utf8").trim();
	} catch {
		return;
	}
}
//#endregion
//#region src/adapters/process/process-memory.ts
function readTreeMemory(processId, directory = "/proc") {
	const processes = listProcesses(directory);
	const tree = new Set(processes.filter((one) => one.id === processId || one.group === processId).map(idOf));
	for (let before = -1; before !== tree.size;) {
		before = tree.size;
		for (const { id, parent } of processes) if (tree.has(parent)) tree.add(id);
	}
	const held = [...tree].flatMap((id) => readMemory(directory, id) ?? []);
	if (held.length === 0) return void 0;
	const now = held.reduce((sum, one) => sum + one.now, 0);
	return Math.max(now, ...held.map((one) => one.most));
}
function idOf({ id }) {
	return id;
}
function listProcesses(directory) {
	return listNames(directory).flatMap((name) => {
		const stat = /^\d+$/.test(name) ? readText(join(directory, name, "stat")) : void 0;
		const [, parent, group] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
		if (parent === void 0 || group === void 0) return [];
		return [{
			id: Number(name),
			parent: Number(parent),
			group: Number(group)
		}];
	});
}
function readMemory(directory, id) {
	const status = readText(join(directory, String(id), "status"));
	const kibibytes = (key) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, "m").exec(status ?? "")?.[1] ?? NaN);
	const [now, most] = [kibibytes("VmRSS") * 1024, kibibytes("VmHWM") * 1024];
	return Number.isNaN(now) ? void 0 : {
		now,
		most: Number.isNaN(most) ? now : most
	};
}
//#endregion
//#region src/adapters/process/processor-energy.ts
function startEnergyCounter(directory = "/sys/class/powercap") {
	const zones = listPackages(directory);
	const last = new Map(zones.map((zone) => [zone, readNumber(join(zone.path, "energy_uj"))]));
	let used = 0;
	return {
		sample: () => {
			for (const zone of zones) {
				const [before, now] = [last.get(zone), readNumber(join(zone.path, "energy_uj"))];
				if (before === void 0 || now === void 0) continue;
				used += now >= before ? now - before : now + zone.range - before;
				last.set(zone, now);
			}
		},
		joules: () => [...last.values()].some((value) => value !== void 0) ? used / 1e6 : null
	};
}
function listPackages(directory) {
	return listNames(directory).filter((name) => /^(intel|amd)-rapl:\d+$/.test(name)).map((name) => ({
		path: join(directory, name),
		range: readNumber(join(directory, name, "max_energy_range_uj")) ?? 0
	})).filter(({ path }) => readText(join(path, "name"))?.startsWith("package") === true);
}
function readNumber(path) {
	const text = readText(path);
	return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
//#endregion
//#region src/adapters/process/measured-processes.ts
const firstWaitMs = 20;
const joulesInWattHour = 3600;
function measureProcesses(processes, options = {}) {
	return { run: async (request) => {
		const meter = startMeter(request, options);
		try {
			return {
				...await processes.run({
					...request,
					onStart: (processId) => {
						meter.watch(processId);
						request.onStart?.(processId);
					}
				}),
				usage: meter.stop()
			};
		} finally {
			meter.stop();
		}
	} };
}
function startMeter(request, options) {
	const { everyMs = 1e3, procDirectory, powercapDirectory, gpuProgram } = options;
	const energy = startEnergyCounter(powercapDirectory);
	const gpus = startGpuSampler({
		everyMs: Math.max(100, everyMs),
		visible: request.env["CUDA_VISIBLE_DEVICES"],
		now: () => performance.now(),
		...gpuProgram === void 0 ? {} : { program: gpuProgram }
	});
	let peak;
	let timer;
	const sample = (processId, waitMs) => {
		const memory = readTreeMemory(processId, procDirectory);
		if (memory !== void 0) peak = Math.max(peak ?? 0, memory);
		energy.sample();
		timer = setTimeout(() => sample(processId, Math.min(everyMs, waitMs * 2)), waitMs);
		timer.unref();
	};
	let used;
	return {
		watch: (processId) => sample(processId, Math.min(everyMs, firstWaitMs)),
		stop: () => {
			clearTimeout(timer);
			if (used !== void 0) return used;
			energy.sample();
			const gpu = gpus.stop();
			const joules = [gpu?.joules, energy.joules()].filter((one) => typeof one === "number");
			used = {
				peakMemoryBytes: peak ?? null,
				gpu: gpu?.names ?? null,
				gpuSeconds: gpu?.busySeconds ?? null,
				energyWattHours: joules.length === 0 ? null : joules.reduce((sum, one) => sum + one, 0) / joulesInWattHour
			};
			return used;
		}
	};
}
//#endregion
export { measureProcesses };
