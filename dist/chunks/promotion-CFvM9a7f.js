import { D as string, E as strictObject, S as number, b as literal, m as array } from "./schemas-CFgJ4ov0.js";
import { t as hasRole } from "./role-D8uCR9LI.js";
import { p as describeFreeze } from "./parse-policy-CiPne4bg.js";
//#region src/registry/refusal.ts
function refuse(reasonCode, reason) {
	return {
		decision: "refuse",
		reasonCode,
		reason
	};
}
//#endregion
//#region src/registry/environment-lock.ts
const lockSchema = strictObject({
	model: string().max(64).nullable(),
	pull: number().int().positive().nullable(),
	login: string().min(1).max(100),
	reason: string().max(500),
	at: string(),
	expiresAt: string()
});
const locksSchema = strictObject({
	schema: literal("pawl.locks/1"),
	environment: string().max(64),
	locks: array(lockSchema).max(200)
});
const longestLockMs = 30 * 864e5;
function liveLocks(locks, now) {
	return (locks?.locks ?? []).filter((lock) => Date.parse(lock.expiresAt) > now.getTime());
}
function isHolder(lock, asker) {
	if (lock.pull !== null) return lock.pull === asker.pull;
	return lock.login.toLowerCase() === asker.login.toLowerCase();
}
function overlaps(lock, model) {
	return lock.model === null || model === null || lock.model === model;
}
function findLockInTheWay(locks, model, asker) {
	return locks.find((lock) => overlaps(lock, model) && !isHolder(lock, asker));
}
function acquireLock(locks, wanted) {
	const other = findLockInTheWay(locks, wanted.model, wanted);
	if (other !== void 0) return refuse("blocked.lock", describeLock(other));
	return [...locks.filter((lock) => lock.model !== wanted.model), wanted];
}
function releaseLock(locks, model, by) {
	const found = locks.find((lock) => lock.model === model);
	if (found !== void 0 && !by.isForced && !isHolder(found, by)) return refuse("blocked.lock", `${describeLock(found)}; --force takes it away and needs maintain`);
	return locks.filter((lock) => lock !== found);
}
function describeLock({ model, pull, login, reason, expiresAt }) {
	return `@${login} holds the lock of ${model === null ? "the environment" : model}${pull === null ? "" : ` in #${pull}`} until ${expiresAt}${reason === "" ? "" : ` (${reason})`}`;
}
//#endregion
//#region src/registry/promotion.ts
function requiredRole(environment, rule) {
	return environment === "production" || rule?.after !== void 0 ? "maintain" : "write";
}
function checkPromotionRules(question) {
	return [
		{
			name: "environment",
			refusal: refuseEnvironment(question)
		},
		{
			name: "role",
			refusal: refuseRole(question)
		},
		{
			name: "change",
			refusal: refuseAssigned(question)
		},
		{
			name: "hold",
			refusal: refuseHold(question)
		},
		{
			name: "gates",
			refusal: refuseGates(question)
		},
		{
			name: "order",
			refusal: refuseOrder(question)
		},
		{
			name: "lock",
			refusal: refuseLock(question)
		},
		{
			name: "freeze",
			refusal: refuseFreeze(question)
		},
		{
			name: "release",
			refusal: refuseUnreleased(question)
		}
	];
}
function checkRollbackRules(question) {
	const { requester, environment } = question;
	const reason = `rollback of ${environment} needs maintain; ${describeRequester(requester)}`;
	return [
		{
			name: "role",
			refusal: !hasRole(requester.role, "maintain") ? refuse("denied.role", reason) : void 0
		},
		{
			name: "environment",
			refusal: refuseEnvironment(question)
		},
		{
			name: "change",
			refusal: refuseAssigned(question)
		},
		{
			name: "release",
			refusal: refuseUnreleased(question)
		}
	];
}
function firstRefusal(checks) {
	return checks.find((check) => check.refusal !== void 0)?.refusal;
}
function refuseEnvironment({ state, environments, environment }) {
	return refuseUnknownEnvironment(state.artifact, environments, environment);
}
function refuseUnknownEnvironment(model, environments, environment) {
	if (Object.hasOwn(environments, environment)) return void 0;
	const known = Object.keys(environments).join(", ") || "none";
	return refuse("unknown.environment", `${model} has no environment ${environment.slice(0, 80)}; the policy has: ${known}`);
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
function nameOf({ state, version }) {
	return `${state.artifact} ${version.version}`;
}
function refuseHold(question) {
	if (!question.isHeld) return void 0;
	return refuse("blocked.hold", `${nameOf(question)} is held by the label ml/hold`);
}
function refuseGates(question) {
	const named = nameOf(question);
	if (question.gate === "fail") return refuse("blocked.gate", `${named} failed its gates (check ml/metrics)`);
	if (question.gate === "unavailable") return refuse("unavailable.ci", `the check ml/metrics of ${named} cannot be read: there is none by the bot, or GitHub's list of checks is not whole`);
	if (question.gate !== "unknown") return void 0;
	return refuse("blocked.gate", `the check ml/metrics of ${named} has not concluded`);
}
function refuseOrder(question) {
	const { environment, environments, hasPassedOrder } = question;
	const rule = environments[environment];
	if (rule?.after === void 0 || hasPassedOrder) return void 0;
	const soak = rule.soak === void 0 ? "" : ` for ${rule.soak}`;
	return refuse("blocked.order", `${nameOf(question)} must be live in ${rule.after}${soak} before ${environment}`);
}
function refuseLock({ environment, lock }) {
	return lock && refuse("blocked.lock", `${environment} is locked: ${describeLock(lock)}`);
}
function refuseFreeze({ environment, freeze }) {
	return freeze && refuse("blocked.freeze", `${environment} is frozen: ${describeFreeze(freeze)}`);
}
function refuseUnreleased({ version, modelSha256 }) {
	if (modelSha256 !== void 0) return void 0;
	return refuse("waiting.registration", `the Release ${version.tag} is not published yet`);
}
//#endregion
export { requiredRole as a, findLockInTheWay as c, longestLockMs as d, releaseLock as f, refuseUnknownEnvironment as i, liveLocks as l, checkRollbackRules as n, acquireLock as o, refuse as p, firstRefusal as r, describeLock as s, checkPromotionRules as t, locksSchema as u };
