import { i as readArtifactState, n as readReleasedManifest } from "./released-manifest-CeOeWJRt.js";
import { t as readDeploymentPayload } from "./deployment-payload-BTGOP_aZ.js";
//#region src/app/own-check.ts
const checkExternalId = "pawl:1";
function isOwnCheck(run, self) {
	return run.externalId === "pawl:1" && (self.appId === null || run.appId === self.appId);
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
async function readEvidence(version, ports) {
	const merged = (await ports.pullRequests.findByCommit(version.commitSha)).filter((pullRequest) => pullRequest.merged && pullRequest.mergeCommitSha === version.commitSha);
	const gates = await Promise.all(merged.map((pullRequest) => readGate(pullRequest, ports)));
	return {
		gate: [
			"fail",
			"unknown",
			"pass"
		].find((state) => gates.includes(state)) ?? "none",
		isHeld: merged.some((entry) => entry.labels.includes("ml/hold"))
	};
}
async function readGate(pullRequest, ports) {
	const self = await ports.members.self();
	const newest = (await ports.checks.listForCommit(pullRequest.headSha, "ml/metrics")).filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id)[0];
	if (newest?.status !== "completed") return "unknown";
	return [
		"success",
		"neutral",
		"skipped"
	].includes(newest.conclusion ?? "") ? "pass" : "fail";
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
	if (soak === void 0) return 0;
	const unit = Object.entries({
		s: 1e3,
		m: 6e4,
		h: 36e5,
		d: 864e5
	}).find(([name]) => soak.endsWith(name));
	return unit === void 0 ? Infinity : Number.parseInt(soak, 10) * unit[1];
}
//#endregion
export { readEvidence as a, checkExternalId as c, hasPassedOrder as i, isOwnCheck as l, findDeployments as n, readModelSha256 as o, hasFailed as r, readModelState as s, findDeployment as t };
