import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { i as readArtifactState, n as readReleasedManifest } from "./released-manifest-CM4I6NaU.js";
//#region src/app/own-check.ts
const checkExternalId = "pawl:1";
function isOwnCheck(run, self) {
	return run.externalId === "pawl:1" && (self.appId === null || run.appId === self.appId);
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
//#region src/registry/duration.ts
const unitMs = {
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
function parseDuration(text) {
	const [, count, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
	const found = Object.entries(unitMs).find(([name]) => name === unit);
	return found === void 0 ? void 0 : Number(count) * found[1];
}
//#endregion
//#region src/app/promotion-facts.ts
async function readModelState(model, ports) {
	return readArtifactState(await ports.gitData.listTags(model.replace(":", "=")), model);
}
async function findDeployment(environment, tag, ports) {
	return (await findDeployments(environment, tag, ports))[0];
}
async function findDeployments(environment, tag, ports) {
	return (await ports.deployments.list(environment)).flatMap((deployment) => {
		const payload = readDeploymentPayload(deployment.payload);
		return payload?.tag === tag && payload.environment === environment ? [{
			deployment,
			payload
		}] : [];
	}).sort((a, b) => a.deployment.id - b.deployment.id);
}
async function hasFailed(found, ports) {
	if (found === void 0) return false;
	const newest = (await ports.deployments.listStatuses(found.deployment.id))[0];
	return newest?.state === "failure" || newest?.state === "error";
}
async function readModelSha256(version, ports) {
	const release = await ports.releases.findByTag(version.tag);
	if (release === void 0 || release.draft) return void 0;
	return (await readReleasedManifest(release, ports.releases))?.artifact.sha256;
}
async function mergedPulls(version, ports) {
	return (await ports.pullRequests.findByCommit(version.commitSha)).filter((pullRequest) => pullRequest.merged && pullRequest.mergeCommitSha === version.commitSha);
}
async function readGates(pulls, ports) {
	return Promise.all(pulls.map((pull) => readGate(pull, ports)));
}
function gateOf(gates) {
	return [
		"fail",
		"unavailable",
		"unknown",
		"pass"
	].find((state) => gates.some((gate) => gate.state === state)) ?? "none";
}
async function readGate(pullRequest, ports) {
	const pull = pullRequest.number;
	const newest = await readNewestCheck(pullRequest.headSha, ports);
	if (newest === void 0) return {
		pull,
		state: "unavailable",
		conclusion: "none",
		title: ""
	};
	if (newest.status !== "completed") return {
		pull,
		state: "unknown",
		conclusion: "none",
		title: ""
	};
	const conclusion = newest.conclusion ?? "none";
	return {
		pull,
		state: [
			"success",
			"neutral",
			"skipped"
		].includes(conclusion) ? "pass" : "fail",
		conclusion,
		title: newest.title ?? ""
	};
}
async function readNewestCheck(headSha, ports) {
	const self = await ports.members.self();
	try {
		return (await ports.checks.listForCommit(headSha, "ml/metrics")).filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id)[0];
	} catch (error) {
		if (error instanceof PawlError && error.code === "github.malformed-response") return void 0;
		throw error;
	}
}
async function hasPassedOrder(question, ports) {
	const { state, version, rule, now } = question;
	if (rule?.after === void 0) return true;
	const history = state.environments.get(rule.after)?.history ?? [];
	for (const assignment of history.filter((entry) => entry.version === version.version)) {
		const found = await findDeployment(rule.after, assignment.tag, ports);
		const live = (found === void 0 ? [] : await ports.deployments.listStatuses(found.deployment.id)).findLast((status) => status.state === "success");
		const soaked = now.getTime() - soakMs(rule.soak);
		if (live !== void 0 && Date.parse(live.createdAt) <= soaked) return true;
	}
	return false;
}
function soakMs(soak) {
	return soak === void 0 ? 0 : parseDuration(soak) ?? Infinity;
}
//#endregion
export { hasPassedOrder as a, readModelSha256 as c, readTrailer as d, writeTrailers as f, hasFailed as i, readModelState as l, isOwnCheck as m, findDeployments as n, mergedPulls as o, checkExternalId as p, gateOf as r, readGates as s, findDeployment as t, parseDuration as u };
