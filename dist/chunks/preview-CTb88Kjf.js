import { A as findChanges, B as observe, C as gatherFacts, K as loadPipeline, M as reasonsToRun, b as findDataChanges, j as isInputUnchanged, k as describeChanges } from "./pipeline-DJgoMtB1.js";
import { c as runKey, o as isRestorable, r as readRecordedOutputs, t as commandLines, u as planReproduction } from "./run-stage-C-H5PyC1.js";
//#region src/app/preview.ts
async function preview(request, ports) {
	const loaded = await loadPipeline(ports.workspace);
	const { plan, named } = planReproduction(loaded, request);
	const seen = observe(ports);
	const { force } = request;
	return Promise.all(plan.map(async (node) => {
		const isForced = force === "all" || (force === "targets" ? named.includes(node) : force?.includes(node.address) ?? false);
		const look = {
			loaded,
			seen,
			isForced,
			request
		};
		if (node.stage !== void 0) return previewStage(node.stage, look, ports);
		const changes = await findDataChanges(node.tracked, { seen }, missingOf(request));
		const reason = changes.map(({ data, kind }) => `${data.target} ${kind}`).join("; ");
		return changes.length === 0 ? {
			stage: node.address,
			state: "unchanged",
			reason: "nothing changed",
			commands: []
		} : {
			stage: node.address,
			state: "run",
			reason,
			commands: []
		};
	}));
}
function missingOf(request) {
	return { allowsMissing: request.allowsMissing ?? false };
}
async function previewStage(stage, look, ports) {
	const options = missingOf(look.request);
	const sight = {
		...ports,
		remote: void 0,
		seen: look.seen
	};
	const facts = await gatherFacts(stage, look.loaded, sight, options);
	const changes = reasonsToRun(stage, findChanges(stage, facts, options));
	const reason = look.isForced ? "asked for" : describeChanges(changes);
	if (changes.length === 0 && !look.isForced) return {
		stage: stage.address,
		state: "unchanged",
		reason,
		commands: []
	};
	const known = look.isForced ? [] : await knownOutputs(stage, facts, look, ports);
	if (isInputUnchanged(changes) && isRestorable(stage) && facts.entry !== void 0) known.unshift(facts.entry.outs);
	for (const outs of known) if ((await Promise.all(outs.map((item) => look.seen.has(item)))).every(Boolean) && !look.isForced) return {
		stage: stage.address,
		state: "restore",
		reason,
		commands: []
	};
	const commands = stage.isFrozen ? [] : commandLines(stage.cmd);
	return {
		stage: stage.address,
		state: "run",
		reason,
		commands
	};
}
async function knownOutputs(stage, facts, { request }, ports) {
	if (request.ignoresRunCache === true || !isRestorable(stage)) return [];
	const deps = stage.deps.flatMap(({ lockPath }) => {
		const item = facts.deps.get(lockPath);
		return item === void 0 ? [] : [{
			...item,
			path: lockPath
		}];
	});
	const params = [...facts.params].flatMap(([file, values]) => values === void 0 ? [] : [[file, values]]);
	if (deps.length < stage.deps.length || params.length < stage.params.length) return [];
	const inputs = {
		cmd: stage.cmd,
		deps,
		params: new Map(params)
	};
	const paths = stage.outs.map((out) => out.lockPath);
	return (await ports.runCache.find(runKey(inputs, paths, (text) => ports.digest.sha256(text)))).flatMap((text) => {
		const outs = readRecordedOutputs(text);
		return outs === void 0 ? [] : [outs];
	});
}
//#endregion
export { preview };
