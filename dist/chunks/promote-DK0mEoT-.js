import { h as PawlError } from "./copy-CSK34uCP.js";
import { a as formatTag, r as nextTaggerDate, s as tagMessage } from "./released-manifest-CeOeWJRt.js";
import { a as readEvidence, i as hasPassedOrder, o as readModelSha256, r as hasFailed, s as readModelState, t as findDeployment } from "./promotion-facts-Dy47ur3l.js";
//#region src/registry/refusal.ts
function refuse(reasonCode, reason) {
	return {
		decision: "refuse",
		reasonCode,
		reason
	};
}
//#endregion
//#region src/registry/tag-trailers.ts
function writeTrailers(trailers) {
	return Object.entries(trailers).flatMap(([key, value]) => value === void 0 ? [] : [`${key}: ${value.replace(/\s+/g, " ").trim()}`]).join("\n");
}
function readTrailer(message, key) {
	return (message.trimEnd().split("\n\n").at(-1) ?? "").split("\n").find((entry) => entry.startsWith(`${key}: `))?.slice(key.length + 2).trim();
}
//#endregion
//#region src/registry/promotion.ts
const requesterRoles = [
	"none",
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
];
function requiredRole(environment, rule) {
	return environment === "production" || rule?.after !== void 0 ? "maintain" : "write";
}
function hasRole(role, needed) {
	return requesterRoles.indexOf(role) >= requesterRoles.indexOf(needed);
}
function planPromotion(question) {
	return refuseEnvironment(question) ?? refuseRole(question) ?? refuseAssigned(question) ?? refuseUnready(question) ?? planAssignment(question);
}
function planRollback(question) {
	const { requester, environment } = question;
	if (!hasRole(requester.role, "maintain")) return refuse("denied.role", `rollback of ${environment} needs maintain; ${describeRequester(requester)}`);
	return refuseEnvironment(question) ?? refuseAssigned(question) ?? planAssignment(question);
}
function refuseEnvironment({ state, environments, environment }) {
	if (Object.hasOwn(environments, environment)) return void 0;
	const known = Object.keys(environments).join(", ") || "none";
	return refuse("unknown.environment", `${state.artifact} has no environment ${environment}; the policy has: ${known}`);
}
function refuseRole({ environments, environment, requester, source }) {
	const rule = environments[environment];
	if (source === "automatic" && rule?.promote === "automatic") return void 0;
	const needed = requiredRole(environment, rule);
	if (source !== "automatic" && hasRole(requester.role, needed)) return void 0;
	return refuse("denied.role", `promotion to ${environment} needs ${needed}; ${describeRequester(requester)}`);
}
function describeRequester({ login, role }) {
	return `@${login} has ${role}`;
}
function refuseAssigned(question) {
	const { state, environment, version, hasCurrentFailed } = question;
	const current = state.environments.get(environment)?.current;
	if (current?.version !== version.version || hasCurrentFailed) return void 0;
	return refuse("already.assigned", `${state.artifact} ${version.version} is assigned to ${environment} already, by ${current.tag}`);
}
function refuseUnready(question) {
	const { state, environment, environments, version, gate, approvedBy, requester } = question;
	const named = `${state.artifact} ${version.version}`;
	const rule = environments[environment];
	if (question.isHeld) return refuse("blocked.hold", `${named} is held by the label ml/hold`);
	if (gate === "fail") return refuse("blocked.gate", `${named} failed its gates (check ml/metrics)`);
	if (gate === "unknown") return refuse("blocked.gate", `the check ml/metrics of ${named} has not concluded`);
	if (rule?.after !== void 0 && !question.hasPassedOrder) {
		const soak = rule.soak === void 0 ? "" : ` for ${rule.soak}`;
		return refuse("blocked.order", `${named} must be live in ${rule.after}${soak} before ${environment}`);
	}
	const approvals = new Set(approvedBy.filter((login) => login !== requester.login)).size;
	if (approvals >= (rule?.approvals ?? 0)) return void 0;
	return refuse("blocked.approval", `${environment} needs ${(rule?.approvals ?? 0) - approvals} more approval, not by @${requester.login}`);
}
function planAssignment(question) {
	const { state, environment, version, requester, source, requestId, modelSha256 } = question;
	if (modelSha256 === void 0) return refuse("waiting.registration", `the Release ${version.tag} is not published yet`);
	const counter = Math.max(state.nextCounter, question.leastCounter);
	const event = {
		kind: "assign",
		artifact: state.artifact,
		environment,
		counter
	};
	const tag = formatTag(event);
	return {
		decision: "promote",
		version,
		tag,
		message: `${tagMessage(event, version.version)}\n\n${writeTrailers({
			"Requested-by": requester.login,
			Source: source,
			"Request-Id": requestId
		})}`,
		taggedAt: nextTaggerDate(state.lastTaggedAt, question.now),
		payload: {
			schema: "pawl.deployment/1",
			model: state.artifact,
			version: version.version,
			environment,
			tag,
			sha256: modelSha256
		}
	};
}
//#endregion
//#region src/registry/version-target.ts
function selectVersion(state, target) {
	if (target.kind === "greatest") return state.versions[0] ?? refuse("unknown.version", `${state.artifact} has no registered version`);
	if (target.kind === "version") {
		const found = state.versions.find((entry) => entry.version === target.version);
		const known = state.versions.map((entry) => entry.version).slice(0, 5);
		return found ?? refuse("unknown.version", `${state.artifact} has no version ${target.version}; it has: ${known.join(", ") || "none"}`);
	}
	if (!target.merged || target.mergeCommitSha === null) return refuse("blocked.not-merged", `${state.artifact} gets its version when the pull request is merged`);
	const found = state.versions.find((entry) => entry.commitSha === target.mergeCommitSha);
	const commit = target.mergeCommitSha.slice(0, 7);
	return found ?? refuse("waiting.registration", `${state.artifact} has no version on commit ${commit} yet`);
}
function selectRollbackVersion(state, environment, to) {
	if (to !== void 0) return selectVersion(state, {
		kind: "version",
		version: to
	});
	const held = state.environments.get(environment);
	const previous = held?.history.find((entry) => entry.version !== null && entry.version !== held.current?.version);
	return state.versions.find((entry) => entry.version === previous?.version) ?? refuse("unknown.version", `${environment} held no other version of ${state.artifact} before`);
}
function findAssignmentOfRequest(state, environment, requestId) {
	if (requestId === void 0) return void 0;
	return (state.environments.get(environment)?.history ?? []).find((entry) => readTrailer(entry.message, "Request-Id") === requestId);
}
//#endregion
//#region src/app/promote.ts
const attempts = 5;
async function promote(request, ports) {
	return await assign(request, ports, {
		select: (state) => selectVersion(state, request.target),
		gather: (state, version) => gatherForPromotion(request, {
			state,
			version
		}, ports),
		plan: planPromotion,
		isOwn: (assignment, state) => {
			const wanted = selectVersion(state, request.target);
			return !("decision" in wanted) && wanted.version === assignment.version;
		}
	});
}
async function rollback(request, ports) {
	return await assign(request, ports, {
		select: (state) => selectRollbackVersion(state, request.environment, request.to),
		gather: (state, version) => gatherForRollback(request, {
			state,
			version
		}, ports),
		plan: planRollback,
		isOwn: (assignment) => readTrailer(assignment.message, "Source") === "rollback"
	});
}
async function resumePromotions(request, ports) {
	const state = await readModelState(request.model, ports);
	const results = [];
	for (const environment of Object.keys(request.environments ?? {})) {
		const current = state.environments.get(environment)?.current;
		const version = state.versions.find((entry) => entry.version === current?.version);
		if (current === void 0 || version === void 0) continue;
		if (await findDeployment(environment, current.tag, ports) !== void 0) continue;
		results.push(await resume({
			...request,
			environment
		}, {
			version,
			tag: current.tag
		}, ports));
	}
	return results;
}
async function assign(request, ports, how) {
	const { environment } = request;
	if (request.environments === void 0) return toRefused(refuse("unknown.model", `the policy has no model ${request.model}`));
	let leastCounter = 1;
	for (let attempt = 0; attempt < attempts; attempt += 1) {
		const state = await readModelState(request.model, ports);
		const own = await findOwnAssignment(request, state, ports, how);
		if (own !== void 0) return await resume(request, own, ports);
		const version = how.select(state);
		if ("decision" in version) return toRefused(version);
		const plan = how.plan({
			...await how.gather(state, version),
			leastCounter
		});
		if (plan.decision === "refuse") return toRefused(plan);
		const { tag: name, message, taggedAt } = plan;
		if (await ports.gitData.createTag({
			name,
			message,
			taggedAt,
			commitSha: version.commitSha
		}) === "created") return await applyDeployment(plan, "promoted", ports);
		leastCounter = Math.max(leastCounter, state.nextCounter) + 1;
	}
	throw new PawlError("registry.contended", { message: `No free assignment tag for ${request.model} in ${environment} after ${attempts} attempts.` });
}
async function findOwnAssignment(request, state, ports, how) {
	const { environment } = request;
	const keyed = findAssignmentOfRequest(state, environment, request.requestId);
	const current = state.environments.get(environment)?.current;
	const assignment = keyed ?? current;
	const version = state.versions.find((entry) => entry.version === assignment?.version);
	if (assignment === void 0 || version === void 0) return void 0;
	if (keyed !== void 0) return {
		version,
		tag: keyed.tag
	};
	if (!how.isOwn(assignment, state)) return void 0;
	return await findDeployment(environment, assignment.tag, ports) === void 0 ? {
		version,
		tag: assignment.tag
	} : void 0;
}
async function resume(request, own, ports) {
	const { model, environment } = request;
	const sha256 = await readModelSha256(own.version, ports);
	if (sha256 === void 0) return toRefused(refuse("waiting.registration", `the Release ${own.version.tag} is not published yet`));
	const { version, tag } = {
		version: own.version,
		tag: own.tag
	};
	return await applyDeployment({
		version,
		payload: {
			schema: "pawl.deployment/1",
			model,
			version: version.version,
			environment,
			tag,
			sha256
		}
	}, "resumed", ports);
}
async function applyDeployment(plan, reasonCode, ports) {
	const { model, version, environment, tag } = plan.payload;
	if (await findDeployment(environment, tag, ports) === void 0) await ports.deployments.create({
		ref: plan.version.tag,
		environment,
		description: `${model} ${version} to ${environment}`,
		payload: plan.payload
	});
	const found = await findDeployment(environment, tag, ports);
	if (found === void 0) throw new PawlError("github.malformed-response", { message: `The Deployment of ${tag} was created and is not in the list of ${environment}.` });
	const { id: deploymentId, url: deploymentUrl } = found.deployment;
	return {
		decision: "promoted",
		reasonCode,
		reason: `${model} ${version} is assigned to ${environment} by ${tag}`,
		model,
		environment,
		version,
		tag,
		deploymentId,
		deploymentUrl
	};
}
async function gatherForPromotion(request, chosen, ports) {
	const now = ports.clock.now();
	const rule = request.environments?.[request.environment];
	return {
		...await gatherBase(request, chosen, ports),
		...await readEvidence(chosen.version, ports),
		source: request.source,
		approvedBy: request.approvedBy ?? [],
		hasPassedOrder: await hasPassedOrder({
			...chosen,
			rule,
			now
		}, ports),
		now
	};
}
async function gatherForRollback(request, chosen, ports) {
	const free = {
		gate: "none",
		isHeld: false,
		approvedBy: [],
		hasPassedOrder: true
	};
	const now = ports.clock.now();
	return {
		...await gatherBase(request, chosen, ports),
		...free,
		source: "rollback",
		now
	};
}
async function gatherBase(request, { state, version }, ports) {
	const { environment, requester, requestId, environments = {} } = request;
	const current = state.environments.get(environment)?.current;
	const hasCurrentFailed = await hasFailed(current && await findDeployment(environment, current.tag, ports), ports);
	return {
		state,
		environments,
		environment,
		version,
		requester,
		requestId,
		modelSha256: await readModelSha256(version, ports),
		hasCurrentFailed
	};
}
function toRefused(refusal) {
	return {
		...refusal,
		decision: "refused"
	};
}
//#endregion
export { requiredRole as i, resumePromotions as n, rollback as r, promote as t };
