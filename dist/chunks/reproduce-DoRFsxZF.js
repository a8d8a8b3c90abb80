import { f as PawlError } from "./copy-W2n1VAGm.js";
import { A as findChanges, B as observe, C as gatherFacts, E as restoreData, G as listKnownData, Jt as isOverlap, K as loadPipeline, M as reasonsToRun, Pt as lockFileOf, R as reach, S as ignorePath, X as lockedItem, Y as lockedEntry, _t as withLockEntry, ft as emptyLock, ht as parseLock, j as isInputUnchanged, k as describeChanges, mt as lockedStages, vt as writeLock, w as requireParams, x as processDataFile, z as turnGraph } from "./pipeline-DJgoMtB1.js";
import { a as restoreRun, i as restoreOutputs, l as runRecord, n as runCommands, o as isRestorable, s as isRunCacheable, u as planReproduction } from "./run-stage-C-H5PyC1.js";
import { t as refuseTracked } from "./refuse-tracked-BLXjd37N.js";
import { t as unwatched } from "./stage-progress-BzPjANnl.js";
//#region src/versioning/schedule.ts
function blockersOf(plan) {
	return new Map(plan.map((node, index) => [node, plan.slice(0, index).filter((earlier) => conflict(earlier, node))]));
}
function conflict(a, b) {
	const touch = (left, right) => left.some((one) => right.some((other) => isOverlap(one, other)));
	return touch(a.makes, b.makes) || touch(a.makes, b.needs) || touch(a.needs, b.makes);
}
function nextStarts(state, limits, blockers) {
	const running = new Map(state.running);
	const starts = [];
	for (const node of state.plan) {
		if (running.size >= limits.jobs) break;
		if (running.has(node) || state.settled.has(node)) continue;
		if (blockers.get(node)?.some((earlier) => !state.settled.has(earlier)) === true) continue;
		const gpus = takeGpus(node, running, limits.machine);
		if (gpus === void 0 || !hasRoom(node, [...running.keys()], limits.machine)) continue;
		running.set(node, gpus);
		starts.push({
			node,
			gpus
		});
	}
	return starts;
}
function takeGpus(node, running, machine) {
	const wanted = node.stage?.resources?.gpus ?? 0;
	const held = new Set([...running.values()].flat());
	const free = machine.gpus.filter((gpu) => !held.has(gpu));
	return free.length < wanted ? void 0 : free.slice(0, wanted);
}
function hasRoom(node, running, machine) {
	if (running.length === 0) return true;
	const total = (of) => [...running, node].reduce((sum, one) => sum + (one.stage?.resources?.[of] ?? 0), 0);
	return total("cpus") <= machine.cpus && total("memoryBytes") <= machine.memoryBytes;
}
function findExcess(plan, machine) {
	return plan.flatMap(({ address, stage }) => {
		const asked = stage?.resources ?? {};
		return kinds(machine).flatMap(([kind, has, say]) => {
			const wanted = asked[kind] ?? 0;
			return wanted > has ? [`${address} asks for ${say(wanted)}, and this machine has ${say(has)}`] : [];
		});
	});
}
function kinds(machine) {
	return [
		[
			"cpus",
			machine.cpus,
			(amount) => `${amount} processors`
		],
		[
			"memoryBytes",
			machine.memoryBytes,
			(amount) => `${(amount / 1e9).toFixed(2)} GB of memory`
		],
		[
			"gpus",
			machine.gpus.length,
			(amount) => `${amount} GPUs`
		]
	];
}
//#endregion
//#region src/app/pipeline/lock-keeper.ts
async function keepLocks(loaded, options, ports) {
	const locks = new Map(loaded.locks);
	const place = new Map(options.plan.flatMap(({ stage }, index) => stage === void 0 ? [] : [[placeKey(stage), index]]));
	const added = await noteAdded(locks, options, ports);
	const read = async (file) => {
		const text = await ports.workspace.readText(file);
		return text === void 0 ? emptyLock : parseLock(text, file);
	};
	return {
		locks,
		refresh: async (stage) => {
			const file = lockFileOf(stage.file);
			const [before, now] = [locks.get(file) ?? emptyLock, await read(file)];
			locks.set(file, now);
			return writeLock(before) !== writeLock(now);
		},
		write: (stage, entry) => ports.turn.exclusively(async () => {
			const file = lockFileOf(stage.file);
			const own = place.get(placeKey(stage)) ?? 0;
			const fresh = new Set(added[file]);
			const isLater = (name) => fresh.has(name) && (place.get(placeKey({
				file: stage.file,
				name
			})) ?? -1) > own;
			const lock = withLockEntry(await read(file), stage.name, entry, isLater);
			locks.set(file, lock);
			const text = writeLock(lock);
			if (text !== await ports.workspace.readText(file)) await ports.files.write(file, text);
		})
	};
}
function placeKey(stage) {
	return `${stage.file}:${stage.name}`;
}
async function noteAdded(locks, { plan, isParallel }, { turn }) {
	const left = new Map(Object.entries(turn.leftover?.added ?? {}));
	if (!isParallel && left.size === 0) return {};
	const stages = plan.flatMap(({ stage }) => stage ?? []);
	const byFile = Map.groupBy(stages, (stage) => lockFileOf(stage.file));
	const files = new Set([...left.keys(), ...byFile.keys()]);
	const added = Object.fromEntries([...files].map((file) => {
		const known = new Set(lockedStages(locks.get(file) ?? emptyLock));
		const fresh = (byFile.get(file) ?? []).map((stage) => stage.name).filter((name) => !known.has(name));
		return [file, [...new Set([...left.get(file) ?? [], ...fresh])]];
	}));
	await turn.keep({ added });
	return added;
}
//#endregion
//#region src/app/pipeline/keep-outputs.ts
async function saveOutputs(stage, { loaded, options }, ports) {
	const saved = [];
	for (const out of stage.outs) {
		const isSaved = !options.isUncommitted && (out.isCached || isRunCacheable(stage));
		const item = await keepLegacy(stage, out, loaded, ports) ?? await hash(out, isSaved, ports);
		if (item !== void 0) saved.push({
			...item,
			path: out.lockPath
		});
		else throw new PawlError("stage.failed", {
			message: `Stage ${stage.name} ended well but did not write its output ${out.path}.`,
			hint: "Write the file, or take it out of the stage's outs in dvc.yaml."
		});
	}
	ports.seen.forget(stage.outs.map((out) => out.path));
	return saved;
}
async function hash(out, isSaved, ports) {
	const found = await ports.files.stat(out.path);
	if (found === void 0) return void 0;
	if (found.kind === "file" && found.sizeBytes === 0) ports.log.warning(`${out.path} is empty.`);
	return isSaved ? ports.data.save(out.path) : ports.data.inspect(out.path);
}
async function keepLegacy(stage, out, loaded, ports) {
	const locked = lockedItem(loaded, stage, out);
	if (locked?.hash !== "legacy") return void 0;
	const now = await ports.data.inspect(out.path, "legacy");
	return now?.md5 === locked.md5 && (!out.isCached || await ports.data.has(locked)) ? now : void 0;
}
async function ignoreOutputs(stage, ports) {
	const paths = stage.outs.filter((out) => out.isCached).map((out) => out.path);
	const ignored = await Promise.all(paths.map((path) => ports.ignoreRules.isIgnored(path)));
	const open = paths.filter((_, index) => ignored[index] !== true);
	if (open.length === 0) return;
	await ports.turn.exclusively(async () => {
		for (const path of open) await ignorePath(path, ports);
	});
}
//#endregion
//#region src/app/pipeline/process-stage.ts
async function processStage(stage, pipeline, ports, options) {
	const loaded = {
		...pipeline.loaded,
		locks: pipeline.keeper.locks
	};
	const work = {
		stage: options.isThawed ? {
			...stage,
			isFrozen: false
		} : stage,
		loaded,
		ports,
		options
	};
	const reads = [...stage.deps, ...stage.params].map(pathOf);
	const paths = {
		name: stage.address,
		reads,
		writes: stage.outs.map(pathOf)
	};
	await ports.turn.settled([...paths.reads, ...paths.writes]);
	const looked = await look(work);
	if (isCurrent(looked, options)) return {
		state: "unchanged",
		reason: describeChanges([])
	};
	return ports.turn.claim(paths, async () => {
		const isNews = await pipeline.keeper.refresh(stage);
		if (isNews) ports.seen.forget("all");
		const { facts, changes } = isNews ? await look(work) : looked;
		if (isCurrent({ changes }, options)) return {
			state: "unchanged",
			reason: describeChanges([])
		};
		const { entry, ...happened } = await bringUp(work, facts, changes);
		if (entry !== void 0) await pipeline.keeper.write(stage, entry);
		return happened;
	});
}
function pathOf({ path }) {
	return path;
}
function isCurrent(looked, options) {
	return looked.changes.length === 0 && !options.isForced;
}
async function look({ stage, loaded, ports, options }) {
	const facts = await gatherFacts(stage, loaded, ports, options);
	return {
		facts,
		changes: reasonsToRun(stage, findChanges(stage, facts, options))
	};
}
async function bringUp(work, facts, changes) {
	const { stage, options } = work;
	if (stage.isFrozen) {
		const frozen = await keepFrozen(work, facts);
		if (frozen !== void 0) return frozen;
	}
	requireParams(stage, facts);
	const stale = facts.entry === void 0 ? neverRan : describeChanges(changes);
	const reason = options.isForced ? "asked for" : stale;
	const now = await currentInputs(work, facts);
	const restored = options.isForced ? void 0 : await restore(work, {
		facts,
		changes,
		now
	});
	if (restored !== void 0) return {
		state: "restored",
		reason,
		...restored
	};
	if (options.isRestoreOnly) return leaveUnrun(stage, reason);
	return {
		state: "ran",
		reason,
		...await run(work, now)
	};
}
const neverRan = "in no dvc.lock yet";
async function restore({ stage, ports, options }, known) {
	const { facts, changes, now } = known;
	const locked = (isRestorable(stage) || ports.remote !== void 0) && isInputUnchanged(changes) ? facts.entry : void 0;
	const isKept = !options.isUncommitted;
	if (locked !== void 0 && isKept) await saveUnchanged(stage, locked, ports);
	if (locked !== void 0 && await restoreOutputs(stage, locked.outs, ports)) {
		const entry = {
			...now,
			outs: locked.outs
		};
		if (isRunCacheable(stage) && isKept) await keepRun(entry, ports);
		return { entry };
	}
	if (options.ignoresRunCache) return void 0;
	const entry = await restoreRun(stage, now, ports);
	if (entry === void 0) return void 0;
	await ignoreOutputs(stage, ports);
	return { entry };
}
async function saveUnchanged(stage, locked, ports) {
	for (const out of stage.outs.filter((one) => one.isCached || isRunCacheable(stage))) {
		const item = locked.outs.find((one) => one.path === out.lockPath);
		if (item?.hash !== "md5" || await ports.seen.has(item)) continue;
		if ((await ports.seen.inspect(out.path))?.md5 === item.md5) await ports.data.save(out.path);
	}
}
function leaveUnrun(stage, reason) {
	if (stage.outs.length === 0) return {
		state: "unchanged",
		reason: "no outputs to restore"
	};
	throw new PawlError("stage.not-restorable", { message: `Stage ${stage.name} is stale (${reason}) and its results are in neither cache nor remote.` });
}
async function keepFrozen(work, facts) {
	const { stage, ports } = work;
	const isComplete = stage.outs.every((out) => facts.outs.get(out.lockPath)?.item !== void 0);
	const reason = "frozen: outputs are taken as they are";
	if (isComplete && stage.outs.length > 0) {
		requireParams(stage, facts);
		const entry = {
			...await currentInputs(work, facts),
			outs: await saveOutputs(stage, work, ports)
		};
		if (isRunCacheable(stage) && !work.options.isUncommitted) await keepRun(entry, ports);
		return {
			state: "restored",
			reason,
			entry
		};
	}
	if (facts.entry === void 0) return void 0;
	if (await restoreOutputs(stage, facts.entry.outs, ports)) return {
		state: "restored",
		reason
	};
	throw new PawlError("data.missing", {
		message: `The outputs of the frozen stage ${stage.name} are in neither cache nor remote.`,
		hint: `Run \`pawl push\` where they are, or make them again with \`pawl repro --force --single-item ${stage.address}\`.`
	});
}
async function currentInputs(work, facts) {
	const { stage, ports } = work;
	const deps = [];
	for (const { path, lockPath } of stage.deps) {
		const looked = facts.deps.get(lockPath);
		const before = facts.entry?.deps.find((item) => item.path === lockPath);
		const now = looked !== void 0 && looked.md5 === before?.md5 || looked?.hash === "md5" ? looked : await ports.seen.inspect(path);
		deps.push({
			...now ?? await bringDependency(path, work),
			path: lockPath
		});
	}
	const params = [...facts.params].flatMap(([file, values]) => values === void 0 ? [] : [[file, values]]);
	return {
		cmd: stage.cmd,
		deps,
		params: new Map(params)
	};
}
async function bringDependency(path, { stage, loaded, ports }) {
	const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
	for (const data of known) if (await ports.seen.inspect(data.path) === void 0) await restoreData(data.path, data.item, ports);
	ports.seen.forget([path]);
	const found = await ports.seen.inspect(path);
	if (found !== void 0) return found;
	const where = known.length === 0 ? "no stage and no .dvc file makes it" : "it is in neither cache nor remote";
	throw new PawlError("data.missing", { message: `Stage ${stage.name} needs ${path}, which does not exist: ${where}.` });
}
async function run(work, now) {
	const { stage, ports, options } = work;
	for (const { path } of stage.deps) if (await ports.files.stat(path) === void 0) await bringDependency(path, work);
	for (const out of stage.outs) if (out.isCached) await refuseTracked(out.path, ports);
	for (const out of stage.outs) if (!out.isPersistent) await ports.data.remove(out.path);
	else await bringPersistent(out.path, work);
	const usage = await runCommands(stage, ports, options).finally(() => ports.seen.forget("all"));
	const outs = await saveOutputs(stage, work, ports);
	const entry = {
		...now,
		outs
	};
	await ignoreOutputs(stage, ports);
	if (isRunCacheable(stage) && !options.isUncommitted) await keepRun(entry, ports);
	return {
		entry,
		...usage === void 0 ? {} : { usage }
	};
}
async function keepRun(entry, ports) {
	const record = runRecord(entry, (text) => ports.digest.sha256(text));
	if (!(await ports.runCache.find(record.key)).includes(record.text)) await ports.runCache.save(record);
}
async function bringPersistent(path, { stage, loaded, ports, options }) {
	if (await ports.files.stat(path) !== void 0) return ports.data.unprotect(path);
	if (!options.allowsMissing) return;
	const out = stage.outs.find((candidate) => candidate.path === path);
	const item = lockedEntry(loaded, stage)?.outs.find((one) => one.path === out?.lockPath);
	if (item !== void 0 && await restoreData(path, item, ports)) await ports.data.unprotect(path);
}
//#endregion
//#region src/app/pipeline/run-plan.ts
async function runPlan(work) {
	const run = new PlanRun(work);
	await run.toEnd();
	return run.results();
}
var PlanRun = class {
	#work;
	#blockers;
	#running = new Map();
	#settled = new Set();
	#happened = new Map();
	#errors = new Map();
	#isStopped = false;
	constructor(work) {
		this.#work = work;
		this.#blockers = blockersOf(work.plan);
	}
	async toEnd() {
		const { plan, limits } = this.#work;
		const jobs = new Map();
		for (;;) {
			const state = {
				plan,
				running: this.#running,
				settled: this.#settled
			};
			const starts = this.#isStopped ? [] : nextStarts(state, limits, this.#blockers);
			for (const start of starts) {
				this.#running.set(start.node, start.gpus);
				jobs.set(start.node, this.#one(start).then(() => start.node));
			}
			if (jobs.size === 0) return;
			jobs.delete(await Promise.race(jobs.values()));
		}
	}
	async #one(start) {
		const { node } = start;
		const { progress, plan } = this.#work;
		const started = performance.now();
		progress.onStart(node.address, plan.length - this.#settled.size - this.#running.size);
		const happened = await this.#work.process(start).catch((error) => this.#fail(node, error));
		const durationMs = Math.round(performance.now() - started);
		const result = {
			stage: node.address,
			...happened,
			durationMs
		};
		this.#happened.set(node, result);
		this.#running.delete(node);
		this.#settled.add(node);
		progress.onEnd(result);
	}
	#fail(node, error) {
		const { onError, graph } = this.#work;
		this.#errors.set(node, error);
		const isInterrupted = error instanceof PawlError && error.code === "stage.interrupted";
		if (onError === "fail" || isInterrupted) this.#isStopped = true;
		else if (onError === "keep-going") {
			for (const below of reach(turnGraph(graph), [node])) if (below !== node) this.#skip(below, node);
		}
		return {
			state: "failed",
			reason: reasonOf(error)
		};
	}
	#skip(node, failed) {
		if (this.#settled.has(node) || !this.#work.plan.includes(node)) return;
		this.#settled.add(node);
		const reason = `needs ${failed.address}, which failed`;
		const skipped = {
			stage: node.address,
			state: "skipped",
			reason,
			durationMs: 0
		};
		this.#happened.set(node, skipped);
		this.#work.progress.onEnd(skipped);
	}
	results() {
		const [first] = this.#errors.values();
		const { onError, plan } = this.#work;
		if (this.#errors.size > 0 && (onError !== "ignore" || this.#isStopped)) {
			if (onError === "fail" || this.#isStopped) throw first;
			const names = [...this.#errors.keys()].map((node) => node.address).join(", ");
			const reasons = [...this.#errors.values()].map(reasonOf);
			throw new PawlError("stage.failed", {
				message: [`Failed: ${names}.`, ...reasons].join("\n"),
				cause: first
			});
		}
		const all = plan.flatMap((node) => this.#happened.get(node) ?? []);
		return {
			stages: all.filter(isDone),
			failures: all.filter((one) => !isDone(one))
		};
	}
};
function isDone(result) {
	return result.state !== "failed" && result.state !== "skipped";
}
function reasonOf(error) {
	return error instanceof Error ? error.message : String(error);
}
//#endregion
//#region src/app/reproduce.ts
const defaultTimeoutMs = 6e5;
async function reproduce(request, ports) {
	const turn = await ports.guard.enter({
		timeoutMs: request.lockTimeoutMs ?? defaultTimeoutMs,
		onWait: (message) => ports.log.info(message),
		...request.signal === void 0 ? {} : { signal: request.signal }
	});
	try {
		return await reproduceInTurn(request, {
			...ports,
			turn,
			seen: observe(ports)
		});
	} finally {
		await turn.leave();
	}
}
async function reproduceInTurn(request, ports) {
	const loaded = await loadPipeline(ports.workspace);
	const planned = planReproduction(loaded, request);
	const machine = await measureMachine(planned, ports);
	const jobs = request.jobs ?? 1;
	const keeper = await keepLocks(loaded, {
		plan: planned.plan,
		isParallel: jobs > 1
	}, ports);
	const thawed = new Set(thawedAddresses(request, planned, loaded));
	const forced = new Set(request.force === "all" ? planned.plan.map((node) => node.address) : thawed);
	const { onError = "fail", progress = unwatched } = request;
	const done = await runPlan({
		...planned,
		limits: {
			jobs,
			machine
		},
		onError,
		progress: {
			onStart: (stage, waiting) => progress.onStart(stage, waiting),
			onEnd: (result) => {
				if ((result.state === "failed" || result.state === "skipped") && onError !== "fail") ports.log.warning(`${result.stage}: ${result.state} (${result.reason})`);
				progress.onEnd(result);
			}
		},
		process: async (start) => {
			const happened = await processNode(start, {
				request,
				loaded,
				keeper,
				forced,
				thawed
			}, ports);
			if (request.isForcedDownstream === true) forceBelow(start, happened, planned, forced);
			const line = `${start.node.address}: ${happened.state} (${happened.reason})`;
			if (happened.state === "unchanged") ports.log.debug(line);
			else ports.log.info(line);
			return happened;
		}
	});
	return summarize(done.stages, done.failures);
}
async function measureMachine({ plan }, ports) {
	const asking = plan.flatMap(({ stage }) => stage?.resources ?? []);
	if (asking.length === 0) return {
		cpus: 0,
		memoryBytes: 0,
		gpus: []
	};
	const withGpus = asking.some(({ gpus }) => gpus !== void 0 && gpus > 0);
	const machine = await ports.machine.resources({ withGpus });
	const excess = findExcess(plan, machine);
	if (excess.length === 0) return machine;
	throw new PawlError("stage.oversized", { message: `${excess.join("; ")}.` });
}
async function processNode({ node, gpus }, { request, loaded, keeper, forced, thawed }, ports) {
	const options = {
		allowsMissing: request.allowsMissing ?? false,
		isForced: forced.has(node.address),
		isThawed: thawed.has(node.address),
		isRestoreOnly: request.isRestoreOnly ?? false,
		ignoresRunCache: request.ignoresRunCache ?? false,
		isUncommitted: request.isUncommitted ?? false,
		gpus,
		...request.signal === void 0 ? {} : { signal: request.signal }
	};
	if (request.signal?.aborted === true) throw new PawlError("stage.interrupted", { message: `Interrupted before stage ${node.address}.` });
	if (node.stage === void 0) return processDataFile(node, ports, options);
	if (node.isFrozen && !options.isThawed) ports.log.info(`${node.address} is frozen: what it needs is left alone.`);
	return processStage(node.stage, {
		loaded,
		keeper
	}, ports, options);
}
function thawedAddresses({ force = [] }, { named }, loaded) {
	if (force === "all") return [];
	if (force === "targets") return named.map((node) => node.address);
	for (const target of force) planReproduction(loaded, { targets: [target] });
	return force;
}
function forceBelow({ node }, happened, { graph }, forced) {
	if (happened.state === "unchanged" && !forced.has(node.address)) return;
	for (const [below, above] of graph.upstream) if (above.includes(node)) forced.add(below.address);
}
function summarize(stages, failures = []) {
	const changed = stages.some((stage) => stage.state === "ran" || stage.state === "restored");
	return {
		decision: "positive",
		reasonCode: changed ? "pipeline.changed" : "pipeline.unchanged",
		stages,
		failures,
		changed
	};
}
//#endregion
export { summarize as n, keepRun as r, reproduce as t };
