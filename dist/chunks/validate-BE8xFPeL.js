import { t as PawlError } from "./errors-DwLb4yF0.js";
import { c as createRunGuard, d as openDataStore, p as openIgnoreRules, r as createFileSystem, s as createProcesses } from "./compose-BmOLAK0Q.js";
import { _ as nearestMatch, n as parsePolicy } from "./problem-DEL1DWYM.js";
import { a as isOverlap, i as orderStages, n as requirePipeline, r as downstreamOf, t as parseDvcYaml } from "./parse-dvc-yaml-BkDG2P2N.js";
import { a as isValueList, o as isValueMap, r as isEqualValue } from "./value-TRRPEF3F.js";
import { a as withLockEntry, c as parseDataFile, d as readValues, i as readLockEntry, n as lockEntryOf, o as writeLock, r as parseLock, s as writeLockEntry, t as emptyLock, u as writeValues } from "./lock-file-RX5GD0bM.js";
import { t as pythonJson } from "./python-json-DRL9sbvZ.js";
//#region src/versioning/model-stages.ts
function findModelStages(artifact, pipeline) {
	const train = pipeline.find((stage) => stage.outs.some((out) => isOverlap(out.path, artifact)));
	if (train === void 0) {
		const nearest = nearestMatch(artifact, pipeline.flatMap((stage) => stage.outs.map((out) => out.path)));
		throw new PawlError("config.invalid", {
			message: `The policy's artifact ${artifact} is not an output of a stage in dvc.yaml.${nearest === void 0 ? "" : ` Did you mean ${nearest}?`}`,
			hint: "Set artifact in .github/pawl.yml to the model file that a stage writes."
		});
	}
	const feature = orderStages(pipeline, [train.name]).filter((stage) => stage !== train);
	const before = new Set([train, ...feature]);
	return {
		feature,
		train,
		evaluate: orderStages(pipeline, [...downstreamOf(train, pipeline)]).filter((stage) => !before.has(stage))
	};
}
//#endregion
//#region src/app/pipeline/load-pipeline.ts
const pipelinePath = "dvc.yaml";
const lockPath = "dvc.lock";
async function loadPipeline(ports) {
	const [pipeline, lock, tracked] = await Promise.all([
		readPipeline(ports.files),
		readLock(ports.files),
		readTracked(ports)
	]);
	return {
		pipeline,
		lock,
		tracked
	};
}
async function readPipeline(files) {
	if (await files.stat("dvc.yaml") === void 0) throw new PawlError("file.missing", {
		message: `There is no dvc.yaml in ${files.root}.`,
		hint: "Run this at the top of a repository with a dvc.yaml; docs/guides/pipelines.md shows one."
	});
	return requirePipeline(await files.readText(pipelinePath), pipelinePath);
}
async function readLock(files) {
	return await files.stat("dvc.lock") === void 0 ? emptyLock : parseLock(await files.readText(lockPath), lockPath);
}
async function readTracked(ports) {
	const names = await ports.data.listDataFiles();
	return (await Promise.all(names.map(async (name) => parseDataFile(await ports.files.readText(name), name)))).flat();
}
function listKnownData(loaded) {
	const made = loaded.pipeline.flatMap((stage) => stage.outs.flatMap((out) => {
		const item = lockedItem(loaded.lock, stage, out);
		if (item === void 0) return [];
		return [{
			path: out.path,
			item,
			owner: stage.name,
			isCached: out.isCached,
			isPushed: out.isPushed
		}];
	}));
	const added = loaded.tracked.map((data) => ({
		path: data.target,
		item: data,
		owner: data.file,
		isCached: true,
		isPushed: true
	}));
	return [...made, ...added];
}
function lockedItem(lock, stage, out) {
	return lockEntryOf(lock, stage.name)?.outs.find((item) => item.path === out.lockPath);
}
//#endregion
//#region src/versioning/ignore-file.ts
function addIgnoredName(text, name) {
	const line = `/${name.replace(/[*?[\]!#\\ ]/g, (character) => character === " " ? " " : `\\${character}`)}`;
	const before = text ?? "";
	if (before.split("\n").includes(line)) return void 0;
	return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${line}\n`;
}
//#endregion
//#region src/versioning/run-cache.ts
function isRunCacheable(stage) {
	if (stage.isAlwaysChanged || stage.outs.length === 0) return false;
	if (stage.deps.length === 0 && stage.params.length === 0) return false;
	return stage.outs.every((out) => !out.isPersistent && (out.isCached || out.kind !== "out"));
}
function runKey(entry, outPaths, sha256) {
	const outs = outPaths.map((path) => ({
		path,
		md5: "0".repeat(32),
		hash: "md5"
	}));
	const values = new Map(writeLockEntry({
		...entry,
		outs
	}));
	const sorted = values.get("outs");
	if (isValueList(sorted)) values.set("outs", sorted.map((out) => isValueMap(out) ? out.get("path") ?? null : null));
	return sha256(pythonJson(withoutCounts(values)));
}
function runRecord(entry, sha256) {
	const values = writeLockEntry(entry);
	return {
		key: runKey(entry, entry.outs.map((out) => out.path), sha256),
		value: sha256(pythonJson(withoutCounts(values))),
		text: writeValues(values)
	};
}
function withoutCounts(value) {
	if (isValueList(value)) return value.map(withoutCounts);
	if (!isValueMap(value)) return value;
	const kept = [...value].filter(([key]) => key !== "size" && key !== "nfiles");
	return new Map(kept.map(([key, item]) => [key, withoutCounts(item)]));
}
//#endregion
//#region src/versioning/stage.ts
function isCallback(stage) {
	return stage.deps.length === 0 && stage.params.length === 0 && stage.outs.length === 0;
}
//#endregion
//#region src/versioning/staleness.ts
function findChanges(stage, facts, options) {
	const { entry } = facts;
	const changes = [];
	if (entry === void 0 || !isSameCommand(entry.cmd, stage.cmd)) changes.push({ what: "command" });
	if (stage.isAlwaysChanged || isCallback(stage) && !stage.isFrozen) changes.push({ what: "always changed" });
	if (!stage.isFrozen) changes.push(...changedDeps(stage, facts), ...changedParams(stage, facts));
	changes.push(...changedOuts(stage, facts, options));
	return changes;
}
function isSameCommand(a, b) {
	if (typeof a === "string" || typeof b === "string") return a === b;
	return a.length === b.length && a.every((line, index) => line === b[index]);
}
function changedDeps(stage, facts) {
	const locked = new Map(facts.entry?.deps.map((item) => [item.path, item]));
	return stage.deps.flatMap(({ path, lockPath }) => {
		const now = facts.deps.get(lockPath);
		if (now === void 0) return [{
			what: "dependency",
			path,
			kind: "deleted"
		}];
		return now.md5 === locked.get(lockPath)?.md5 ? [] : [{
			what: "dependency",
			path,
			kind: "modified"
		}];
	});
}
function changedParams(stage, facts) {
	return stage.params.flatMap((wanted) => {
		const now = facts.params.get(wanted.lockPath) ?? new Map();
		const before = facts.entry?.params.get(wanted.lockPath) ?? new Map();
		return [...wanted.keys === "all" ? new Set([...before.keys(), ...now.keys()]) : new Set(wanted.keys)].flatMap((key) => {
			if (isEqualValue(before.get(key), now.get(key)) && now.has(key)) return [];
			const kind = now.has(key) ? before.has(key) ? "modified" : "new" : "deleted";
			return [{
				what: "parameter",
				path: wanted.path,
				key,
				kind
			}];
		});
	});
}
function changedOuts(stage, facts, options) {
	const locked = new Map(facts.entry?.outs.map((item) => [item.path, item]));
	return stage.outs.flatMap((out) => {
		const now = facts.outs.get(out.lockPath) ?? { state: "absent" };
		const before = locked.get(out.lockPath);
		if (before === void 0) return [{
			what: "output",
			path: out.path,
			kind: "new"
		}];
		if (now.state === "absent") return options.allowsMissing && out.isCached ? [] : [{
			what: "output",
			path: out.path,
			kind: "deleted"
		}];
		if (now.item.md5 !== before.md5) return [{
			what: "output",
			path: out.path,
			kind: "modified"
		}];
		return out.isCached && !now.isInCache && !options.allowsMissing ? [{
			what: "output",
			path: out.path,
			kind: "not in cache"
		}] : [];
	});
}
function describeChanges(changes) {
	if (changes.length === 0) return "nothing changed";
	const shown = changes.slice(0, 5).map(describe);
	const rest = changes.length > 5 ? [`${changes.length - 5} more`] : [];
	return [...shown, ...rest].join("; ");
}
function describe(change) {
	if (change.what === "dependency") return `${change.path} ${change.kind}`;
	if (change.what === "output") return `output ${change.path} ${change.kind}`;
	if (change.what === "parameter") return `${change.path}: ${change.key} ${change.kind}`;
	return change.what === "command" ? "command changed" : "always changed";
}
//#endregion
//#region src/versioning/params.ts
function selectParams(content, keys) {
	if (keys === "all") return isValueMap(content) ? content : new Map();
	const selected = new Map();
	for (const key of keys) {
		const value = lookUp(content, key);
		if (value !== void 0) selected.set(key, value);
	}
	return selected;
}
function lookUp(content, key) {
	let value = content;
	for (const step of key.split(".")) if (isValueMap(value)) value = value.get(step);
	else if (isValueList(value) && /^\d+$/.test(step)) value = value[Number(step)];
	else return void 0;
	return value;
}
//#endregion
//#region src/app/pipeline/restore-data.ts
async function restoreData(path, item, ports) {
	if (await ports.data.checkout(path, item)) return true;
	if (ports.remote === void 0) return false;
	const { missing } = await ports.remote.pull([item]);
	return missing.length === 0 && ports.data.checkout(path, item);
}
//#endregion
//#region src/app/pipeline/gather-facts.ts
async function gatherFacts(stage, loaded, ports, options) {
	const deps = new Map();
	if (!stage.isFrozen) for (const { path, lockPath } of stage.deps) {
		const present = await ports.data.inspect(path);
		const absent = options.allowsMissing ? () => absentItem(path, loaded, ports) : () => void 0;
		deps.set(lockPath, present ?? await absent());
	}
	const params = new Map();
	for (const wanted of stage.params) params.set(wanted.lockPath, await readParams(wanted, ports));
	const outs = new Map();
	for (const out of stage.outs) {
		const item = await ports.data.inspect(out.path);
		const isInCache = item !== void 0 && out.isCached && !options.allowsMissing ? await ports.data.has(item) : true;
		outs.set(out.lockPath, item === void 0 ? { state: "absent" } : {
			state: "present",
			item,
			isInCache
		});
	}
	return {
		entry: lockEntryOf(loaded.lock, stage.name),
		deps,
		params,
		outs
	};
}
async function absentItem(path, loaded, ports) {
	const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
	const same = known.find((data) => data.path === path);
	if (same !== void 0) return same.item;
	for (const data of known) await restoreData(data.path, data.item, ports);
	return known.length === 0 ? void 0 : ports.data.inspect(path);
}
async function readParams(wanted, ports) {
	if (await ports.files.stat(wanted.path) === void 0) return new Map();
	return selectParams(readValues(await ports.files.readText(wanted.path), wanted.path), wanted.keys);
}
function requireParams(stage, facts) {
	for (const wanted of stage.params) {
		const values = facts.params.get(wanted.lockPath);
		const missing = wanted.keys === "all" ? [] : wanted.keys.filter((key) => values?.has(key) !== true);
		if (missing.length === 0) continue;
		throw new PawlError("dvc.param-missing", { message: `Stage ${stage.name} needs ${missing.join(", ")} of ${wanted.path}; it is not there.` });
	}
}
//#endregion
//#region src/app/pipeline/restore-run.ts
async function restoreRun(stage, now, ports) {
	if (!isRunCacheable(stage)) return void 0;
	const key = runKey(now, stage.outs.map((out) => out.lockPath), (text) => ports.digest.sha256(text));
	let records = await ports.runCache.find(key);
	if (records.length === 0 && ports.remote !== void 0) {
		await ports.remote.pullRuns(key);
		records = await ports.runCache.find(key);
	}
	for (const text of records) {
		const outs = readOutputs(text);
		if (outs !== void 0 && await restoreOutputs(stage, outs, ports)) return {
			...now,
			outs
		};
	}
}
function readOutputs(text) {
	try {
		const values = readValues(text, "run cache");
		return isValueMap(values) ? readLockEntry(values)?.outs : void 0;
	} catch {
		return;
	}
}
async function restoreOutputs(stage, items, ports) {
	for (const out of stage.outs) {
		const item = items.find((candidate) => candidate.path === out.lockPath);
		if (item === void 0 || !await restoreData(out.path, item, ports)) return false;
	}
	return true;
}
//#endregion
//#region src/app/pipeline/run-stage.ts
const keptLines = 20;
async function runCommands(stage, ports, signal) {
	const cwd = stage.wdir === "" ? ports.files.root : `${ports.files.root}/${stage.wdir}`;
	const env = {
		...ports.environment,
		DVC_ROOT: ports.files.root,
		DVC_STAGE: stage.name
	};
	for (const line of commandLines(stage.cmd)) {
		const last = [];
		ports.log.info(`${stage.name} > ${line}`);
		const { command, args } = shellFor(line, ports.environment["SHELL"]);
		const result = await ports.processes.run({
			command,
			args,
			cwd,
			env,
			...signal === void 0 ? {} : { signal },
			onStart: (processId) => ports.turn.started(processId),
			onLine: (text) => {
				ports.log.info(`${stage.name} | ${text}`);
				last.push(text);
				if (last.length > keptLines) last.shift();
			}
		});
		if (signal?.aborted === true) throw new PawlError("stage.interrupted", { message: `Stage ${stage.name} was interrupted.` });
		if (result.exitCode === 0) continue;
		const how = result.exitCode === null ? `was ended by ${result.signal ?? "a signal"}` : `exited with ${result.exitCode}`;
		throw new PawlError("stage.failed", { message: [`Stage ${stage.name} failed: \`${line}\` ${how}.`, ...last].join("\n") });
	}
}
function commandLines(cmd) {
	return (typeof cmd === "string" ? [cmd] : cmd).flatMap((item) => item.split("\n")).filter((line) => line.trim() !== "");
}
function shellFor(line, shell) {
	const command = shell === void 0 || shell === "" ? "/bin/sh" : shell;
	const name = command.split("/").at(-1);
	return {
		command,
		args: [
			...name === "bash" ? ["--noprofile", "--norc"] : name === "zsh" ? ["--no-rcs"] : [],
			"-c",
			line
		]
	};
}
//#endregion
//#region src/app/pipeline/process-stage.ts
async function processStage(stage, loaded, ports, options) {
	const looked = options.isForced ? {
		...stage,
		isFrozen: false
	} : stage;
	const facts = await gatherFacts(looked, loaded, ports, options);
	const changes = findChanges(looked, facts, options);
	if (changes.length === 0 && !options.isForced) return {
		state: "unchanged",
		reason: describeChanges(changes)
	};
	if (stage.isFrozen && !options.isForced) {
		const frozen = await keepFrozen(stage, facts, loaded, ports);
		if (frozen !== void 0) return frozen;
	}
	requireParams(stage, facts);
	const reason = options.isForced ? "asked for" : describeChanges(changes);
	const now = await currentInputs(stage, facts, loaded, ports);
	if (!options.isForced && !changes.some((change) => change.what === "always changed")) {
		const locked = changes.every((change) => change.what === "output" && change.kind !== "modified" && change.kind !== "new") ? facts.entry : void 0;
		if (locked !== void 0 && await restoreOutputs(stage, locked.outs, ports)) return {
			state: "restored",
			reason
		};
		const restored = await restoreRun(stage, now, ports);
		if (restored !== void 0) {
			await ignoreOutputs(stage, ports);
			return {
				state: "restored",
				reason,
				entry: restored
			};
		}
	}
	if (options.isRestoreOnly) return leaveUnrun(stage, reason);
	return {
		state: "ran",
		reason,
		entry: await run(stage, {
			now,
			loaded,
			signal: options.signal
		}, ports)
	};
}
function leaveUnrun(stage, reason) {
	if (stage.outs.length === 0) return {
		state: "unchanged",
		reason: "no outputs to restore"
	};
	throw new PawlError("stage.not-restorable", { message: `Stage ${stage.name} is stale (${reason}) and its results are in neither cache nor remote.` });
}
async function keepFrozen(stage, facts, loaded, ports) {
	const isComplete = stage.outs.every((out) => facts.outs.get(out.lockPath)?.state === "present");
	const reason = "frozen: outputs are taken as they are";
	if (isComplete && stage.outs.length > 0) return {
		state: "restored",
		reason,
		entry: {
			...await currentInputs(stage, facts, loaded, ports),
			outs: await saveOutputs(stage, ports)
		}
	};
	if (facts.entry === void 0) return void 0;
	if (await restoreOutputs(stage, facts.entry.outs, ports)) return {
		state: "restored",
		reason
	};
	throw new PawlError("data.missing", {
		message: `The outputs of the frozen stage ${stage.name} are in neither cache nor remote.`,
		hint: `Run \`pawl push\` where they are, or make them again with \`pawl repro --force --single-item ${stage.name}\`.`
	});
}
async function currentInputs(stage, facts, loaded, ports) {
	const deps = [];
	for (const { path, lockPath } of stage.deps) {
		const item = facts.deps.get(lockPath) ?? await bringDependency(path, stage, loaded, ports);
		deps.push({
			...item,
			path: lockPath
		});
	}
	return {
		cmd: stage.cmd,
		deps,
		params: facts.params
	};
}
async function bringDependency(path, stage, loaded, ports) {
	const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
	for (const data of known) if (await ports.data.inspect(data.path) === void 0) await restoreData(data.path, data.item, ports);
	const found = await ports.data.inspect(path);
	if (found !== void 0) return found;
	const where = known.length === 0 ? "no stage and no .dvc file makes it" : "it is in neither cache nor remote";
	throw new PawlError("data.missing", { message: `Stage ${stage.name} needs ${path}, which does not exist: ${where}.` });
}
async function run(stage, work, ports) {
	for (const { path } of stage.deps) if (await ports.files.stat(path) === void 0) await bringDependency(path, stage, work.loaded, ports);
	for (const out of stage.outs) if (!out.isPersistent) await ports.files.remove(out.path);
	else await bringPersistent(stage, out.path, work.loaded, ports);
	await runCommands(stage, ports, work.signal);
	const entry = {
		...work.now,
		outs: await saveOutputs(stage, ports)
	};
	await ignoreOutputs(stage, ports);
	if (isRunCacheable(stage)) await ports.runCache.save(runRecord(entry, (text) => ports.digest.sha256(text)));
	return entry;
}
async function bringPersistent(stage, path, loaded, ports) {
	if (await ports.files.stat(path) !== void 0) return;
	const out = stage.outs.find((candidate) => candidate.path === path);
	const item = lockEntryOf(loaded.lock, stage.name)?.outs.find((one) => one.path === out?.lockPath);
	if (item !== void 0) await restoreData(path, item, ports);
}
async function saveOutputs(stage, ports) {
	const saved = [];
	for (const out of stage.outs) {
		if (await ports.files.stat(out.path) === void 0) throw new PawlError("stage.failed", {
			message: `Stage ${stage.name} ended well but did not write its output ${out.path}.`,
			hint: "Write the file, or take it out of the stage's outs in dvc.yaml."
		});
		saved.push({
			...await ports.data.save(out.path),
			path: out.lockPath
		});
	}
	return saved;
}
async function ignoreOutputs(stage, ports) {
	for (const out of stage.outs) if (out.isCached) await ignorePath(out.path, ports);
}
async function ignorePath(path, ports) {
	if (await ports.ignoreRules.isIgnored(path)) return;
	const cut = path.lastIndexOf("/");
	const file = `${path.slice(0, cut + 1)}.gitignore`;
	const changed = addIgnoredName(await ports.files.stat(file) === void 0 ? void 0 : await ports.files.readText(file), path.slice(cut + 1));
	if (changed !== void 0) await ports.files.write(file, changed);
}
//#endregion
//#region src/app/reproduce.ts
async function reproduce(request, ports) {
	const turn = await ports.guard.enter();
	try {
		return await reproduceInTurn(request, {
			...ports,
			turn
		});
	} finally {
		await turn.leave();
	}
}
async function reproduceInTurn(request, ports) {
	const loaded = await loadPipeline(ports);
	const ordered = selectStages(loaded.pipeline, request);
	const stages = [];
	let { lock } = loaded;
	for (const stage of ordered) {
		const started = performance.now();
		const { entry, ...happened } = await processStage(stage, {
			...loaded,
			lock
		}, ports, {
			allowsMissing: request.allowsMissing ?? false,
			isRestoreOnly: request.isRestoreOnly ?? false,
			isForced: request.force === "all" || (request.force?.includes(stage.name) ?? false),
			...request.signal === void 0 ? {} : { signal: request.signal }
		});
		if (entry !== void 0) {
			lock = withLockEntry(lock, stage.name, entry);
			await ports.files.write(lockPath, writeLock(lock));
		}
		const result = {
			stage: stage.name,
			...happened,
			durationMs: Math.round(performance.now() - started)
		};
		ports.log.info(`${stage.name}: ${result.state} (${result.reason})`);
		stages.push(result);
	}
	return summarize(stages);
}
function summarize(stages) {
	const changed = stages.some((stage) => stage.state !== "unchanged");
	return {
		decision: "positive",
		reasonCode: changed ? "pipeline.changed" : "pipeline.unchanged",
		stages,
		changed
	};
}
function selectStages(pipeline, request) {
	const names = request.targets?.flatMap((target) => resolveTarget(target, pipeline));
	for (const name of request.force === "all" ? [] : request.force ?? []) resolveTarget(name, pipeline);
	const ordered = orderStages(pipeline, names);
	return request.isSingle === true && names !== void 0 ? ordered.filter((stage) => names.includes(stage.name)) : ordered;
}
function resolveTarget(target, pipeline) {
	const name = target.replace(/^dvc\.yaml:/, "");
	const found = pipeline.filter((stage) => stage.name === name || stage.outs.some((out) => isOverlap(out.path, name.replace(/\/$/, ""))));
	if (found.length > 0) return found.map((stage) => stage.name);
	const nearest = nearestMatch(name, pipeline.flatMap((stage) => [stage.name, ...stage.outs.map((out) => out.path)]));
	throw new PawlError("stage.unknown", { message: `dvc.yaml has no stage or output ${target}.${nearest === void 0 ? "" : ` Did you mean ${nearest}?`}` });
}
//#endregion
//#region src/config/select-models.ts
function selectModels(policy, model) {
	return model === void 0 ? policy.models : { [model]: selectModel(policy, model) };
}
function selectModel(policy, model) {
	const found = Object.hasOwn(policy.models, model) ? policy.models[model] : void 0;
	if (found !== void 0) return found;
	throw new PawlError("input.invalid", { message: `model: ${model} is no model of the policy; there are ${Object.keys(policy.models).join(", ")}.` });
}
//#endregion
//#region src/app/pipeline/load-data.ts
async function loadData(ports) {
	if (await ports.files.stat("dvc.yaml") !== void 0) return listKnownData(await loadPipeline(ports));
	return listKnownData({
		pipeline: [],
		lock: emptyLock,
		tracked: await readTracked(ports)
	});
}
//#endregion
//#region src/app/pipeline/select-data.ts
function selectData(known, targets) {
	if (targets === void 0 || targets.length === 0) return known;
	const selected = targets.flatMap((target) => {
		const path = target.replace(/^\.\//, "").replace(/\/$/, "");
		const found = known.filter((data) => data.owner === path || isOverlap(data.path, path));
		if (found.length > 0) return found;
		throw new PawlError("stage.unknown", {
			message: `${target} is no stage, no output in dvc.lock and in no .dvc file.`,
			hint: "Run `pawl repro` first, or `pawl add` for data that no stage makes."
		});
	});
	return [...new Set(selected)];
}
//#endregion
//#region src/app/push.ts
async function push(request, ports) {
	if (ports.remote === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
	const known = selectData(await loadData(ports), request.targets).filter((data) => data.isPushed);
	const sent = await ports.remote.push(known.filter((data) => data.isCached).map((data) => data.item));
	const kept = await ports.remote.push(known.filter((data) => !data.isCached).map((data) => data.item));
	if (sent.missing.length > 0) {
		const lost = new Set(sent.missing.map((item) => item.md5));
		throw new PawlError("data.missing", { message: `In neither cache nor remote: ${known.filter((data) => lost.has(data.item.md5)).map((data) => data.path).join(", ")}.` });
	}
	const runs = request.runCache ? await ports.remote.pushRuns() : 0;
	const objects = sent.objects + kept.objects;
	return {
		decision: "positive",
		reasonCode: objects + runs > 0 ? "data.pushed" : "data.in-sync",
		objects,
		bytes: sent.bytes + kept.bytes,
		runs
	};
}
//#endregion
//#region src/runtime/open-pipeline.ts
const ownVariables = /^(INPUT_|(GITHUB|GH)_TOKEN$|PAWL_(PRIVATE_KEY|WEBHOOK_SECRET)$|ACTIONS_(RUNTIME|ID_TOKEN|CACHE|RESULTS)_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;
async function openPipeline(root, log) {
	const [files, processes] = await Promise.all([createFileSystem(root), createProcesses()]);
	const store = await openDataStore(files);
	return {
		files,
		processes,
		data: store.data,
		runCache: store.runCache,
		digest: store.digest,
		remote: store.hasRemote ? store.remote() : void 0,
		guard: await createRunGuard(files.root),
		ignoreRules: await openIgnoreRules(files.root, processes),
		log,
		environment: stageEnvironment(process.env)
	};
}
function stageEnvironment(ambient) {
	const environment = {};
	for (const [name, value] of Object.entries(ambient)) if (value !== void 0 && !ownVariables.test(name)) environment[name] = value;
	return environment;
}
function abortOnTermination() {
	const controller = new AbortController();
	const abort = () => controller.abort();
	process.once("SIGINT", abort);
	process.once("SIGTERM", abort);
	return {
		signal: controller.signal,
		[Symbol.dispose]: () => {
			process.off("SIGINT", abort);
			process.off("SIGTERM", abort);
		}
	};
}
//#endregion
//#region src/app/validate.ts
async function validate(request, ports) {
	const [policyText, pipelineText] = await Promise.all([request.config, pipelinePath].map(async (path) => await ports.files.stat(path) === void 0 ? void 0 : ports.files.readText(path)));
	if (policyText === void 0 && pipelineText === void 0) throw new PawlError("config.missing", { message: `${ports.files.root} has neither ${request.config} nor ${pipelinePath}.` });
	const policy = policyText === void 0 ? void 0 : parsePolicy(policyText, request.config);
	const pipeline = pipelineText === void 0 ? void 0 : readPipelineText(pipelineText);
	const problems = [...policy?.problems ?? [], ...pipeline?.problems ?? []];
	if (policy !== void 0 && policy.problems === void 0 && pipeline?.pipeline !== void 0) for (const [name, model] of Object.entries(policy.policy.models)) {
		const path = [
			"models",
			name,
			"artifact"
		];
		const at = {
			file: request.config,
			...policy.locate(path),
			path: path.join(".")
		};
		problems.push(...asProblems(at, () => findModelStages(model.artifact, pipeline.pipeline)));
	}
	const checked = [...policyText === void 0 ? [] : [request.config], ...pipelineText === void 0 ? [] : [pipelinePath]];
	const isGood = problems.length === 0;
	return {
		decision: isGood ? "positive" : "negative",
		reasonCode: isGood ? "config.valid" : "config.invalid",
		checked,
		problems
	};
}
function readPipelineText(text) {
	try {
		return parseDvcYaml(text, pipelinePath);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return { problems: error.message.split("\n").map((line) => {
			const [, at = "1", column = "1", message = line] = /^[^:]*:(\d+):(\d+): (.*)$/.exec(line) ?? [];
			return {
				file: pipelinePath,
				line: Number(at),
				column: Number(column),
				path: "",
				message
			};
		}) };
	}
}
function asProblems(at, check) {
	try {
		check();
		return [];
	} catch (error) {
		if (error instanceof PawlError) return [{
			...at,
			message: error.message
		}];
		throw error;
	}
}
//#endregion
export { findModelStages as S, lockPath as _, selectData as a, readPipeline as b, selectModels as c, ignorePath as d, gatherFacts as f, loadPipeline as g, findChanges as h, push as i, reproduce as l, describeChanges as m, abortOnTermination as n, loadData as o, restoreData as p, openPipeline as r, selectModel as s, validate as t, summarize as u, pipelinePath as v, readTracked as x, readLock as y };
