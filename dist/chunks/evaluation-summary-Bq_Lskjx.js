import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { C as string, D as unknown, E as union, b as object, p as array, x as record } from "./schemas-DL8lMTL4.js";
import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { C as openRevisions, f as createSql, g as openDataStore, i as createGitHub, n as createClock, o as createModelRuntime, r as createFileSystem, v as openGitRepository } from "./compose-DIOF2qOa.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { n as readArtifactState } from "./registry-state-BXq9lAc-.js";
import { t as renderProblems } from "./problem-DCKYwxYb.js";
import { c as findMetric, t as parsePolicy } from "./parse-policy-CtAnGEOx.js";
import { n as renderJobSummary } from "./evaluation-check-VqZdEVNC.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { t as readPolicyFile } from "./read-policy-DkzWw7W8.js";
import { n as selectModels } from "./select-models-uITOR6P_.js";
import { h as restorePath, m as flattenNumbers, t as evaluate } from "./evaluate-B_AJxwXy.js";
import { r as parse } from "./dist-XajIpX5C.js";
//#region src/app/evaluation/champion.ts
const championEnvironment = "production";
const modelAsset = "model.onnx";
function planChampion(state) {
	const live = state.environments.get(championEnvironment)?.current?.version;
	return state.versions.find((entry) => entry.version === live) ?? state.versions[0];
}
async function readChampion(request, ports) {
	return await readReleased(request.model, ports) ?? await readBase$1(request, ports);
}
async function readReleased(model, { github }) {
	if (github === void 0) return void 0;
	const planned = planChampion(readArtifactState(await github.gitData.listTags(model), model));
	if (planned === void 0) return void 0;
	const asset = (await github.releases.findByTag(planned.tag))?.assets.find((entry) => entry.name === modelAsset && entry.state === "uploaded");
	if (asset === void 0) return void 0;
	const bytes = await github.releases.downloadAsset(asset.id);
	if (asset.digest !== null && asset.digest !== `sha256:${await sha256(bytes)}`) throw new PawlError("file.unreadable", { message: `${modelAsset} of the Release ${planned.tag} has another digest than GitHub names` });
	return {
		bytes,
		source: "release",
		version: planned.version,
		commit: planned.commitSha
	};
}
async function readBase$1(request, { readBaseArtifact }) {
	const { artifact, baseSha } = request;
	if (baseSha === null || readBaseArtifact === void 0) return null;
	const bytes = await readBaseArtifact(artifact, baseSha);
	return bytes === void 0 ? null : {
		bytes,
		source: "base",
		version: null,
		commit: baseSha
	};
}
//#endregion
//#region src/evaluation/dvc-paths.ts
var import_dist = __toESM(require_dist(), 1);
const pathList = array(union([string(), record(string(), unknown())])).optional();
const dvcSchema = object({
	stages: record(string(), object({
		wdir: string().optional(),
		metrics: pathList,
		params: pathList
	}).catch({})).optional(),
	metrics: array(string()).optional(),
	params: array(string()).optional()
});
function findDvcPaths(dvcYaml) {
	const parsed = dvcSchema.safeParse(dvcYaml);
	if (!parsed.success) return {
		metrics: [],
		params: ["params.yaml"]
	};
	const stages = Object.values(parsed.data.stages ?? {});
	const metrics = stages.flatMap((stage) => pathsOf(stage.metrics).map((path) => inFolder(stage.wdir, path)));
	const params = stages.flatMap((stage) => paramFilesOf(stage.params).map((path) => inFolder(stage.wdir, path)));
	return {
		metrics: tidy([...metrics, ...parsed.data.metrics ?? []]),
		params: tidy([
			"params.yaml",
			...params,
			...parsed.data.params ?? []
		])
	};
}
function pathsOf(list) {
	return (list ?? []).flatMap((entry) => typeof entry === "string" ? [entry] : Object.keys(entry));
}
function paramFilesOf(list) {
	return (list ?? []).flatMap((entry) => typeof entry === "string" ? [] : Object.keys(entry));
}
function inFolder(folder, path) {
	return folder === void 0 || folder === "." ? path : `${folder}/${path}`;
}
function tidy(paths) {
	return [...new Set(paths)].filter((path) => !path.includes("${")).sort();
}
//#endregion
//#region src/evaluation/settings-diff.ts
function flattenSettings(value, prefix = "") {
	const entries = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
	if (entries.length === 0) return new Map(prefix === "" ? [] : [[prefix, value]]);
	return new Map(entries.flatMap(([key, inner]) => [...flattenSettings(inner, prefix === "" ? key : `${prefix}.${key}`)]));
}
function diffSettings(file, base, head) {
	const before = flattenSettings(base);
	const after = flattenSettings(head);
	return [...new Set([...before.keys(), ...after.keys()])].sort().map((key) => ({
		file,
		key,
		old: before.get(key) ?? null,
		new: after.get(key) ?? null
	})).filter((entry) => JSON.stringify(entry.old) !== JSON.stringify(entry.new));
}
//#endregion
//#region src/app/evaluation/repository-evidence.ts
async function readRepositoryEvidence(request, ports) {
	const paths = findDvcPaths(await readHead("dvc.yaml", ports));
	const gated = request.gates.flatMap((gate) => gateFile(gate.metric) ?? []);
	const read = async (path) => ({
		path,
		base: await readBase(path, request.baseSha, ports),
		head: await readHead(path, ports)
	});
	const metrics = await Promise.all([...new Set([...paths.metrics, ...gated])].map(read));
	const params = await Promise.all(paths.params.map(read));
	return {
		metricsFiles: metrics.map(({ path, base, head }) => ({
			path,
			base: base === void 0 ? void 0 : flattenNumbers(base),
			head: head === void 0 ? void 0 : flattenNumbers(head)
		})),
		params: request.baseSha === null ? [] : params.flatMap(({ path, base, head }) => diffSettings(path, base, head))
	};
}
function gateFile(metric) {
	if (findMetric(metric) !== void 0) return void 0;
	return /^([^:]+\.[a-z]+):./.exec(metric)?.[1];
}
async function readHead(path, { files }) {
	if ((await files.stat(path))?.kind !== "file") return void 0;
	return parseFile(path, await files.readText(path));
}
async function readBase(path, baseSha, { git }) {
	const bytes = baseSha === null ? void 0 : await git.readFile(baseSha, path);
	if (bytes === void 0) return void 0;
	try {
		return parseFile(path, new TextDecoder().decode(bytes));
	} catch (error) {
		if (error instanceof PawlError) return void 0;
		throw error;
	}
}
function parseFile(path, text) {
	try {
		if (path.endsWith(".toml")) return parse(text);
		return path.endsWith(".json") ? JSON.parse(text) : (0, import_dist.parse)(text, { maxAliasCount: 100 });
	} catch (cause) {
		throw new PawlError("file.unreadable", {
			message: `${path} is malformed: ${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)}`,
			cause
		});
	}
}
//#endregion
//#region src/app/evaluate-repository.ts
async function evaluateRepository(request, ports) {
	const results = [];
	for (const model of Object.keys(request.models).sort()) {
		const policy = request.models[model];
		if (policy !== void 0) results.push(await evaluateOne({
			...request,
			model,
			policy
		}, ports));
	}
	return results;
}
async function evaluateOne(request, ports) {
	const { model, policy, baseSha, headSha, stages } = request;
	const isUnchanged = request.isUnchanged(model);
	const evidence = await readRepositoryEvidence({
		baseSha,
		gates: policy.gates
	}, ports);
	return evaluate({
		model,
		policy,
		headSha,
		baseSha,
		challenger: isUnchanged ? null : await readChallenger(policy.artifact, headSha, ports),
		champion: isUnchanged ? null : await readChampion({
			model,
			artifact: policy.artifact,
			baseSha
		}, ports),
		stages,
		isUnchanged,
		...evidence
	}, ports);
}
async function readChallenger(path, headSha, { files }) {
	if ((await files.stat(path))?.kind !== "file") return null;
	return {
		bytes: await files.readBytes(path),
		source: "workspace",
		version: null,
		commit: headSha
	};
}
//#endregion
//#region src/app/evaluation/base-artifact.ts
const aside = ".dvc/tmp/pawl-base";
function createReadBaseArtifact(ports) {
	return async (path, baseSha) => await ports.git.readFile(baseSha, path) ?? await readStored(path, baseSha, ports);
}
async function readStored(path, commit, ports) {
	const { data, files, revisions, remote } = ports;
	const view = await revisions.view(commit);
	if (view === void 0) return void 0;
	try {
		const checkout = (target, item, options) => data.checkout(`${aside}/${target}`, item, options);
		await restorePath(view, path, {
			data: { checkout },
			remote
		});
		return (await files.stat(`${aside}/${path}`))?.kind === "file" ? await files.readBytes(`${aside}/${path}`) : void 0;
	} catch (error) {
		if (error instanceof PawlError && error.code === "data.missing") return void 0;
		throw error;
	} finally {
		await files.remove(aside);
	}
}
//#endregion
//#region src/runtime/run-evaluate.ts
async function runEvaluate(options) {
	const files = await createFileSystem(options.directory);
	const git = await openGitRepository(options.directory);
	const headSha = await requireCommit(git, "HEAD");
	const base = options.base === void 0 ? void 0 : await requireCommit(git, options.base);
	const policy = await readBasePolicy({
		base,
		config: options.config
	}, {
		git,
		files
	});
	const baseSha = base === void 0 ? null : await git.mergeBase(base, headSha) ?? base;
	const sql = await createSql();
	try {
		return await evaluateRepository({
			models: selectModels(policy, options.model),
			headSha,
			baseSha,
			stages: options.stages ?? [],
			isUnchanged: options.isUnchanged ?? (() => false)
		}, {
			sql,
			files,
			git,
			clock: createClock(),
			modelRuntime: await createModelRuntime(),
			github: await openGitHub(options),
			readBaseArtifact: options.readBaseArtifact ?? await createBaseReader(files, git)
		});
	} finally {
		await sql.close();
	}
}
async function createBaseReader(files, git) {
	const store = await openDataStore(files);
	const remote = store.defaultRemote !== void 0 ? store.remote() : void 0;
	return createReadBaseArtifact({
		data: store.data,
		remote,
		files,
		git,
		revisions: await openRevisions(files.root)
	});
}
async function openGitHub({ github }) {
	if (github === void 0) return void 0;
	return createGitHub({
		apiUrl: github.apiUrl,
		repository: github.repository,
		auth: { token: github.token }
	});
}
async function requireCommit(git, revision) {
	const commit = await git.resolve(revision);
	if (commit !== void 0) return commit;
	throw new PawlError("git.failed", {
		message: `${revision} is no commit of ${git.root}`,
		hint: revision === "HEAD" ? "Run this in a git repository with a commit: a report says which commit its numbers belong to." : "Check the name, and check out the whole history (fetch-depth: 0)."
	});
}
async function readBasePolicy(place, { git, files }) {
	const bytes = place.base === void 0 ? void 0 : await git.readFile(place.base, place.config);
	if (bytes === void 0) return readPolicyFile(files, place.config);
	const parsed = parsePolicy(new TextDecoder().decode(bytes), place.config);
	if (parsed.problems === void 0) return parsed.policy;
	throw new PawlError("config.invalid", { message: renderProblems(parsed.problems) });
}
//#endregion
//#region src/report/evaluation-summary.ts
function summarizeEvaluations(outcomes) {
	const reports = outcomes.map((outcome) => outcome.report);
	const verdict = ["fail", "warn"].find((worst) => reports.some((report) => report.verdict === worst)) ?? "pass";
	const shown = outcomes.find((outcome) => outcome.decision === "negative") ?? outcomes[0];
	return {
		decision: shown?.decision ?? "positive",
		reasonCode: shown?.reasonCode ?? "evaluation.no-models",
		reason: shown?.reason ?? "the policy has no models",
		result: {
			schema: "pawl.evaluate/1",
			verdict,
			reports
		}
	};
}
function renderEvaluationSummary(reports, context = {}) {
	return reports.map((report) => renderJobSummary(report, context)).join("\n\n---\n\n");
}
//#endregion
export { runEvaluate as i, summarizeEvaluations as n, readBasePolicy as r, renderEvaluationSummary as t };
