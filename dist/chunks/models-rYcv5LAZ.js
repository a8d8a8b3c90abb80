import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock, on as createFileSystem, r as printResult, sn as createGitHub } from "./pipeline-DJgoMtB1.js";
import { f as writeTrailers } from "./promotion-facts-BGaQ6fup.js";
import { t as hasRole } from "./role-D8uCR9LI.js";
import { a as requiredRole, p as refuse } from "./promotion-CFvM9a7f.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { c as tagMessage, i as readArtifactState, o as formatTag, r as nextTaggerDate } from "./released-manifest-CM4I6NaU.js";
import { a as showModel, i as modelsAt, n as listModels, r as modelHistory } from "./finding-Bq-k8uI1.js";
import { t as verifyModels } from "./verify-models-P68cKQEk.js";
import { t as openRegistry } from "./open-registry-CgxxShHC.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { t as readGitHubOptions } from "./github-options-C2uLKqiZ.js";
//#region src/report/models-text.ts
const none = "-";
function renderModelsList({ models }) {
	if (models.length === 0) return "No tag names a model.";
	const environments = [...new Set(models.flatMap((model) => Object.keys(model.environments)))].sort();
	const rows = models.map((model) => [
		model.deprecated ? `${model.model} (deprecated)` : model.model,
		model.version ?? none,
		String(model.versions),
		...environments.map((name) => model.environments[name] ?? none),
		model.updatedAt
	]);
	return renderTextTable([
		"Model",
		"Latest",
		"Versions",
		...environments,
		"Updated"
	], rows, "plain");
}
function renderModelsShow(shown) {
	const environments = shown.environments.map((held) => [
		held.environment,
		held.version ?? none,
		held.tag ?? none,
		held.assignedAt ?? none,
		held.requestedBy ?? none
	]);
	const versions = shown.versions.map((entry) => [
		entry.version,
		entry.environments.join(", ") || none,
		entry.registeredAt,
		entry.commit.slice(0, 7),
		entry.tag
	]);
	return [
		shown.deprecated ? `${shown.model} (deprecated)` : shown.model,
		...environments.length === 0 ? [] : [renderTextTable([
			"Environment",
			"Version",
			"Assignment",
			"Since",
			"Asked by"
		], environments, "plain")],
		renderTextTable([
			"Version",
			"In",
			"Registered",
			"Commit",
			"Tag"
		], versions, "plain")
	].join("\n\n");
}
function renderModelsHistory({ events }) {
	return renderTextTable([
		"At",
		"Model",
		"Event",
		"Version",
		"Environment",
		"Tag",
		"By"
	], events.map((event) => [
		event.at,
		event.model,
		event.event,
		event.version ?? none,
		event.environment ?? none,
		event.tag,
		whoOf(event)
	]), "plain");
}
function renderModelsAt({ holders, source, from, to }) {
	const when = from === to ? from : `${from} to ${to}`;
	if (holders.length === 0) return `No environment held a version, ${when}.`;
	const rows = holders.map((held) => [
		held.model,
		held.environment,
		held.version,
		held.from,
		held.until ?? none,
		held.tag,
		held.assignedAt,
		whoOf(held),
		held.deployment === null ? source.kind === "git" ? "not asked" : "none" : `${held.deployment.id} (${held.deployment.state ?? "no status"})`
	]);
	return renderTextTable([...[
		"Model",
		"Environment",
		"Version",
		"From",
		"Until",
		"Assignment",
		"Assigned",
		"By"
	], "Deployment"], rows, "plain");
}
function renderModelsVerify({ checked, findings }) {
	const releases = checked.releases === null ? "Releases not checked (give --repository)" : `${checked.releases} Releases, ${checked.manifests} manifests, ${checked.locks} dvc.lock`;
	const mirrored = checked.mirrored === null ? "" : `, ${checked.mirrored} versions at the mirror`;
	return [`${checked.tags} tags, ${releases}${mirrored}: ${findings.length === 0 ? "nothing contradicts" : `${findings.length} found`}`, ...findings.map(({ reasonCode, reason, hint }) => `${reasonCode}: ${flat(reason)}. ${hint}`)].join("\n");
}
function flat(text) {
	return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
function whoOf(event) {
	if (event.requestedBy === null) return event.tagger.name;
	const source = event.source === null ? "" : ` by ${event.source}`;
	return `@${event.requestedBy}${source} (tagger ${event.tagger.name})`;
}
//#endregion
//#region src/registry/withdrawal.ts
function planDeregistration(question, version) {
	const { state, takenNames } = question;
	const event = {
		kind: "deregister",
		artifact: state.artifact,
		version,
		counter: null
	};
	const found = state.versions.find((entry) => entry.version === version);
	const named = `${state.artifact} ${version}`;
	const refusal = refuseRole(question, `deregistration of ${named}`);
	if (refusal !== void 0) return refusal;
	if (found === void 0) {
		if (takenNames.has(formatTag(event))) return unchanged("already.deregistered", `${named} is deregistered already`);
		const known = state.versions.slice(0, 5).map((entry) => entry.version);
		return refuse("unknown.version", `${state.artifact} has no version ${version}; it has: ${known.join(", ") || "none"}`);
	}
	const holders = environmentsOf(state, (held) => held.version === version);
	if (holders.length > 0) return refuseLive(named, holders);
	return writeTag(question, event, {
		version,
		commitSha: found.commitSha
	});
}
function planUnassignment(question, place) {
	const { state } = question;
	const { environment, rule, version } = place;
	const history = state.environments.get(environment)?.history;
	if (history === void 0 && rule === void 0) return refuse("unknown.environment", `${state.artifact} was never in an environment ${environment}`);
	const needed = requiredRole(environment, rule);
	const refusal = refuseRole(question, `taking a version out of ${environment}`, needed);
	if (refusal !== void 0) return refusal;
	const oldest = (history ?? []).filter((entry) => entry.isActive && (version === void 0 || entry.version === version)).at(-1);
	if (oldest === void 0) return unchanged("already.unassigned", `${environment} holds ${version === void 0 ? "no version" : `not ${version}`} of ${state.artifact}`);
	return writeTag(question, {
		kind: "unassign",
		artifact: state.artifact,
		environment,
		counter: null
	}, {
		version: oldest.version ?? "",
		commitSha: oldest.commitSha
	});
}
function planDeprecation(question) {
	const { state } = question;
	const refusal = refuseRole(question, `deprecation of ${state.artifact}`);
	if (refusal !== void 0) return refusal;
	if (state.isDeprecated) return unchanged("already.deprecated", `${state.artifact} is deprecated already`);
	const [greatest] = state.versions;
	if (greatest === void 0) return refuse("unknown.version", `${state.artifact} has no registered version`);
	const holders = environmentsOf(state, () => true);
	if (holders.length > 0) return refuseLive(state.artifact, holders);
	return writeTag(question, {
		kind: "deprecate",
		artifact: state.artifact,
		counter: null
	}, {
		version: greatest.version,
		commitSha: greatest.commitSha
	});
}
function refuseRole({ requester }, what, needed = "maintain") {
	if (hasRole(requester.role, needed)) return void 0;
	return refuse("denied.role", `${what} needs ${needed}; @${requester.login} has ${requester.role}`);
}
function refuseLive(named, environments) {
	return refuse("blocked.live", `${named} is in ${environments.join(", ")}; roll back or unassign it there first`);
}
function environmentsOf(state, isMeant) {
	return [...state.environments].flatMap(([environment, { current }]) => current !== void 0 && isMeant(current) ? [environment] : []);
}
function unchanged(reasonCode, reason) {
	return {
		decision: "unchanged",
		reasonCode,
		reason
	};
}
function writeTag({ state, takenNames, requester, source, requestId, now }, event, target) {
	const isPlain = event.kind !== "unassign" && !takenNames.has(formatTag(event));
	let counter = state.nextCounter;
	while (takenNames.has(formatTag({
		...event,
		counter
	}))) counter += 1;
	return {
		decision: "write",
		tag: formatTag(isPlain ? event : {
			...event,
			counter
		}),
		message: `${tagMessage(event, target.version)}\n\n${writeTrailers({
			"Requested-by": requester.login,
			Source: source,
			"Request-Id": requestId
		})}`,
		commitSha: target.commitSha,
		taggedAt: nextTaggerDate(state.lastTaggedAt, now)
	};
}
//#endregion
//#region src/app/withdraw.ts
const contendedAttempts = 5;
async function deregister(request, ports) {
	const plan = (question) => planDeregistration(question, request.version);
	return await withdraw(request, ports, {
		plan,
		reasonCode: "deregistered"
	});
}
async function unassign(request, ports) {
	const { environment, version, environments = {} } = request;
	const rule = Object.hasOwn(environments, environment) ? environments[environment] : void 0;
	const plan = (question) => planUnassignment(question, {
		environment,
		version,
		rule
	});
	const result = await withdraw(request, ports, {
		plan,
		reasonCode: "unassigned"
	});
	if (result.decision !== "refused") await retireDeployments(request, ports);
	return result;
}
async function deprecate(request, ports) {
	return await withdraw(request, ports, {
		plan: planDeprecation,
		reasonCode: "deprecated"
	});
}
async function withdraw(request, ports, { plan, reasonCode }) {
	const { model } = request;
	const written = [];
	const refusedNames = new Set();
	while (refusedNames.size < contendedAttempts) {
		const next = plan(await readQuestion(request, {
			written,
			refusedNames
		}, ports));
		if (next.decision === "refuse") return {
			...next,
			decision: "refused"
		};
		if (next.decision === "unchanged" && written.length === 0) return {
			...next,
			model,
			tags: []
		};
		if (next.decision === "unchanged") return toWithdrawn({
			model,
			tags: written.map((tag) => tag.name),
			reasonCode
		});
		const { tag: name, message, commitSha, taggedAt } = next;
		const tag = {
			name,
			message,
			commitSha,
			taggedAt
		};
		if (await ports.gitData.createTag(tag) === "exists") refusedNames.add(name);
		else written.push({
			...tag,
			taggerName: "",
			taggerEmail: ""
		});
	}
	throw new PawlError("registry.contended", { message: `No free tag to withdraw ${model} by: ${[...refusedNames].join(", ")} were taken meanwhile.` });
}
function toWithdrawn(done) {
	const { model, tags, reasonCode } = done;
	return {
		decision: "withdrawn",
		reasonCode,
		reason: `${model} is ${reasonCode} by ${tags.join(", ")}`,
		model,
		tags
	};
}
async function readQuestion({ model, requester, source, requestId }, own, ports) {
	const listed = await ports.gitData.listTags(model.replace(":", "="));
	const names = new Set(listed.map((tag) => tag.name));
	const tags = [...listed, ...own.written.filter((tag) => !names.has(tag.name))];
	const takenNames = new Set([...tags.map((tag) => tag.name), ...own.refusedNames]);
	return {
		state: readArtifactState(tags, model),
		takenNames,
		requester,
		source,
		requestId,
		now: ports.clock.now()
	};
}
async function retireDeployments({ model, environment }, ports) {
	const history = readArtifactState(await ports.gitData.listTags(model.replace(":", "=")), model).environments.get(environment)?.history ?? [];
	const takenOut = new Set(history.flatMap((entry) => entry.isActive ? [] : [entry.tag]));
	for (const deployment of await ports.deployments.list(environment)) {
		const payload = readDeploymentPayload(deployment.payload);
		if (payload?.model !== model || !takenOut.has(payload.tag)) continue;
		const [newest] = await ports.deployments.listStatuses(deployment.id);
		if (newest !== void 0 && [
			"inactive",
			"failure",
			"error"
		].includes(newest.state)) continue;
		const description = `${payload.tag} was unassigned`;
		await ports.deployments.createStatus(deployment.id, {
			state: "inactive",
			description
		});
	}
}
//#endregion
//#region src/runtime/run-withdraw.ts
async function runWithdraw(options) {
	const { model, what, directory, config, token, repository, apiUrl } = options;
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const { login } = await github.members.self();
	const request = {
		model,
		requester: {
			login,
			role: await github.members.roleOf(login)
		},
		source: "cli"
	};
	const ports = {
		...github,
		clock: createClock()
	};
	if (what.verb === "deprecate") return await deprecate(request, ports);
	if (what.verb === "deregister") return await deregister({
		...request,
		version: what.version
	}, ports);
	const { environments } = (await readPolicyFile(await createFileSystem(directory), config)).models[model] ?? {};
	const { environment, version } = what;
	return await unassign({
		...request,
		environment,
		version,
		environments
	}, ports);
}
//#endregion
//#region src/cli/models-withdraw.ts
function addWithdrawCommands(models) {
	addWriting(models, "deregister <model>", "withdraw a version: tag name@v1.2.0!").requiredOption("--version <version>", "such as v1.2.0").action(async (model, options, command) => {
		await run(model, {
			verb: "deregister",
			version: options.version ?? ""
		}, command);
	});
	addWriting(models, "unassign <model>", "take a model out of an environment: tag name#environment!#N").requiredOption("--from <environment>", "the environment").option("--version <version>", "take this version out only; the one before is in the environment again").action(async (model, { from = "", version }, command) => {
		await run(model, {
			verb: "unassign",
			environment: from,
			version
		}, command);
	});
	addWriting(models, "deprecate <model>", "retire a model: tag name@deprecated").action(async (model, _, command) => {
		await run(model, { verb: "deprecate" }, command);
	});
}
function addWriting(models, nameAndArgs, description) {
	return models.command(nameAndArgs).description(description).option("--repository <owner/name>", "the repository; default: GITHUB_REPOSITORY").option("--config <path>", "the policy file", policyPath);
}
async function run(model, what, command) {
	const { config, json, repository } = command.optsWithGlobals();
	const github = readGitHubOptions(`models ${what.verb}`, repository);
	const result = await runWithdraw({
		model,
		what,
		config,
		directory: process.cwd(),
		...github
	});
	const line = `${result.reason} (${result.reasonCode})`;
	printResult(json, {
		schema: "pawl.models-withdraw/1",
		...result
	}, [line]);
	if (result.decision === "refused") process.exitCode = 3;
}
//#endregion
//#region src/cli/models.ts
function addModelsCommand(program) {
	const models = program.command("models").description("look at the registry of models, and withdraw from it");
	addReading(models, "list", "every model, its greatest version and where it is").action(async (_, command) => {
		const { options, registry } = await open(command);
		const list = await listModels(registry);
		printResult(options.json, list, [renderModelsList(list)]);
	});
	addReading(models, "show <model>", "versions and environments of a model").action(async (model, _, command) => {
		const { options, registry } = await open(command);
		const shown = await showModel(model, registry);
		printResult(options.json, shown, [renderModelsShow(shown)]);
	});
	addReading(models, "history [model]", "every event, newest first").action(async (model, _, command) => {
		const { options, registry } = await open(command);
		const history = await modelHistory(model, registry);
		printResult(options.json, history, [renderModelsHistory(history)]);
	});
	addAt(models);
	addVerify(models);
	addWithdrawCommands(models);
}
function addAt(models) {
	addReading(models, "at <date>", "which version was in an environment on a day, and who put it there").option("--model <name>", "this model only").option("--environment <name>", "this environment only").action(async (date, _, command) => {
		const { options, registry } = await open(command);
		const { model, environment } = options;
		const answer = await modelsAt({
			date,
			model,
			environment
		}, registry);
		printResult(options.json, answer, [renderModelsAt(answer)]);
	});
}
function addVerify(models) {
	addReading(models, "verify", "find contradictions among tags, Releases, manifests, assets and dvc.lock").option("--model <name>", "this model only").option("--live", "manifests and assets only of versions in use and of the three greatest").action(async (_, command) => {
		const { options, registry } = await open(command);
		const depth = options.live === true ? "live" : "all";
		const result = await verifyModels({
			model: options.model,
			models: registry.models,
			depth
		}, registry);
		const report = {
			schema: "pawl.models-verify/1",
			source: registry.source,
			...result,
			findings: [...result.findings]
		};
		printResult(options.json, report, [renderModelsVerify(report)]);
		if (result.decision === "negative") process.exitCode = 3;
	});
}
function addReading(models, nameAndArgs, description) {
	return models.command(nameAndArgs).description(description).option("--repository <owner/name>", "read over GitHub's API; default: the tags of this clone, offline").option("--config <path>", "the policy file", policyPath);
}
async function open(command) {
	const options = command.optsWithGlobals();
	const { repository, config } = options;
	const remote = repository === void 0 ? void 0 : readGitHubOptions(`models ${command.name()}`, repository);
	return {
		options,
		registry: await openRegistry({
			directory: process.cwd(),
			config,
			remote,
			variables: process.env
		})
	};
}
//#endregion
export { addModelsCommand };
