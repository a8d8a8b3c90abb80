import { D as string, E as strictObject, S as number, b as literal, f as _enum, g as boolean, m as array } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { a as readState, n as documentFile, o as writeState, r as parseDocument, t as changeState } from "./state-document-ER1vnzuZ.js";
import { a as hasPassedOrder, c as readModelSha256, d as readTrailer, f as writeTrailers, i as hasFailed, l as readModelState, o as mergedPulls, r as gateOf, s as readGates, t as findDeployment, u as parseDuration } from "./promotion-facts-BGaQ6fup.js";
import { t as hasRole } from "./role-D8uCR9LI.js";
import { a as requiredRole, c as findLockInTheWay, f as releaseLock, i as refuseUnknownEnvironment, l as liveLocks, n as checkRollbackRules, o as acquireLock, p as refuse, r as firstRefusal, t as checkPromotionRules, u as locksSchema } from "./promotion-CFvM9a7f.js";
import { m as findFreeze } from "./parse-policy-CiPne4bg.js";
import { t as canonicalJson } from "./canonical-json-CAzE6tei.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { c as tagMessage, o as formatTag, r as nextTaggerDate, s as parseTag } from "./released-manifest-CM4I6NaU.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { n as appendBestEffort } from "./open-ledger-CYPiaLwr.js";
//#region src/registry/promotion-document.ts
const login = string().min(1).max(100);
const text = string().max(2e3);
const digest = string().regex(/^[0-9a-f]{64}$/);
const commit = string().regex(/^[0-9a-f]{40}$/);
const evidenceSchema = strictObject({
	version: string().max(100),
	versionTag: string().max(300),
	commit,
	sha256: digest,
	from: strictObject({
		tag: string().max(300),
		version: string().nullable()
	}).nullable(),
	pulls: array(strictObject({
		number: number().int(),
		head: commit
	})).max(50),
	gates: array(strictObject({
		pull: number().int(),
		conclusion: string().max(50),
		title: text
	})).max(50),
	overrides: array(strictObject({
		pull: number().int(),
		model: string().max(64),
		gate: string().max(500),
		by: login,
		reason: text
	})).max(200),
	policy: strictObject({
		digest,
		commit: commit.nullable()
	})
});
const approvalSchema = strictObject({
	login,
	id: number().int().nullable(),
	comment: number().int().positive(),
	at: string(),
	evidence: digest
});
const promotionSchema = strictObject({
	schema: literal("pawl.promotion/1"),
	id: string().regex(/^p-[a-z2-7]{10}$/),
	kind: _enum(["promotion", "rollback"]),
	model: string().max(200),
	environment: string().max(64),
	request: strictObject({
		key: string().max(1e3),
		source: string().max(50),
		login,
		id: number().int().nullable(),
		pull: number().int().positive().nullable(),
		reason: text.nullable(),
		at: string()
	}),
	evidence: evidenceSchema,
	pinnedAt: string(),
	approvals: array(approvalSchema).max(100),
	rejection: strictObject({
		login,
		comment: number().int().positive(),
		reason: text,
		at: string()
	}).nullable(),
	state: _enum([
		"waiting",
		"executing",
		"promoted",
		"rejected",
		"expired",
		"stale"
	]),
	approvedBy: array(login).max(100),
	carrier: string().regex(/^([\w-]{1,60}\/)?[\w-]{1,60}$/).optional(),
	outcome: strictObject({
		reason: text,
		tag: string().max(300).nullable(),
		at: string()
	}).nullable(),
	expiresAt: string()
});
const assignmentSchema = strictObject({
	schema: literal("pawl.assignment/1"),
	sequence: number().int().positive(),
	promotion: string().max(100),
	model: string().max(200),
	environment: string().max(64),
	version: string().max(100),
	versionTag: string().max(300),
	commit,
	sha256: digest,
	tag: string().max(300),
	message: string().max(1e4),
	taggedAt: string()
});
const promotionTtlMs = 7 * 864e5;
function hasEnded({ state }) {
	return state !== "waiting" && state !== "executing";
}
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
async function promotionId(key) {
	const hex = await sha256(canonicalJson(["pawl.promotion/1", key]));
	return `p-${Array.from({ length: 10 }, (_, index) => {
		const bits = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
		return alphabet[bits % 32];
	}).join("")}`;
}
async function evidenceDigest(evidence) {
	return sha256(canonicalJson({
		...evidence,
		policy: evidence.policy.digest
	}));
}
function isSamePlan(a, b) {
	return a.version === b.version && a.commit === b.commit && a.sha256 === b.sha256 && a.versionTag === b.versionTag && (a.from?.tag ?? null) === (b.from?.tag ?? null);
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
function findAssignmentOfPromotion(state, environment, promotion) {
	return (state.environments.get(environment)?.history ?? []).find((entry) => readTrailer(entry.message, "Promotion") === promotion);
}
//#endregion
//#region src/registry/approval-record.ts
const grammar = /^<!-- pawl:approval v=1 plan=(p-[a-z2-7]{10}-[0-9a-f]{10}) by=([A-Za-z0-9][\w-]{0,99}) at=([1-9]\d{0,11}) -->$/;
function formatApprovalRecord({ plan, login, at }) {
	return `<!-- pawl:approval v=1 plan=${plan} by=${login} at=${at} -->`;
}
function parseApprovalRecord(line) {
	const [, plan, login, at] = grammar.exec(line) ?? [];
	return plan === void 0 || login === void 0 ? void 0 : {
		plan,
		login,
		at: Number(at)
	};
}
//#endregion
//#region src/registry/approvals.ts
function refuseApprover(facts, involved) {
	const isSame = (other) => other.toLowerCase() === facts.login.toLowerCase();
	if (isSame(involved.requester)) return {
		reasonCode: "denied.self-approval",
		why: "asked for it"
	};
	if (involved.authors.some(isSame)) return {
		reasonCode: "denied.author-approval",
		why: "wrote what is to be promoted"
	};
	if (facts.isNamed === false) return {
		reasonCode: "denied.approver",
		why: "is not among the approvers of the policy"
	};
	const needed = facts.isNamed === void 0 ? involved.neededRole : "write";
	if (hasRole(facts.role, needed)) return void 0;
	return {
		reasonCode: "denied.role",
		why: `has ${facts.role}, ${needed} is needed`
	};
}
function countApprovals(cases, evidence, involved) {
	const counted = new Map();
	const dropped = new Map();
	for (const { approval, facts, retracted } of cases) {
		const key = approval.login.toLowerCase();
		const outdated = approval.evidence === evidence ? void 0 : "approved an earlier plan";
		const why = retracted ?? outdated ?? refuseApprover(facts, involved)?.why;
		if (why === void 0) counted.set(key, approval.login);
		else dropped.set(key, {
			login: approval.login,
			why
		});
	}
	const remaining = [...dropped].flatMap(([key, entry]) => counted.has(key) ? [] : [entry]);
	return {
		counted: [...counted.values()],
		dropped: remaining
	};
}
//#endregion
//#region src/app/not-permitted.ts
function isNotPermitted(error) {
	if (!(error instanceof PawlError) || error.code !== "github.request-failed") return false;
	return error.message.includes("(403)") && !/rate limit/i.test(error.message);
}
//#endregion
//#region src/app/promotion/approval-cases.ts
async function countLiveApprovals(promotion, judgement, ports) {
	if (judgement.evidence === void 0) return {
		counted: [],
		dropped: []
	};
	const digest = await evidenceDigest(judgement.evidence);
	const cases = [];
	for (const approval of promotion.approvals) {
		const facts = await readApprover(approval.login, judgement.approvers, ports);
		const retracted = judgement.areAuthorsKnown ? await findRetraction(promotion.id, approval, ports) : "the pull request has too many commits to know all its authors";
		cases.push({
			approval,
			facts,
			retracted
		});
	}
	return countApprovals(cases, digest, judgement.involved);
}
async function refuseLiveApprover(login, judgement, ports) {
	return refuseApprover(await readApprover(login, judgement.approvers, ports), judgement.involved);
}
async function readApprover(login, approvers, ports) {
	const role = await ports.members.roleOf(login);
	if (approvers.length === 0) return {
		login,
		role,
		isNamed: void 0
	};
	return {
		login,
		role,
		isNamed: await isAmong(login, approvers, ports)
	};
}
async function isAmong(login, list, { members }) {
	if (list.some((entry) => entry.toLowerCase() === `@${login.toLowerCase()}`)) return true;
	for (const team of list.filter((entry) => entry.includes("/"))) if (await isInTeam(login, team, members)) return true;
	return false;
}
async function isInTeam(login, team, members) {
	try {
		return await members.isInTeam(login, team);
	} catch (error) {
		if (isNotPermitted(error)) return false;
		throw error;
	}
}
async function findRetraction(id, approval, ports) {
	const comment = await ports.comments.get(approval.comment);
	if (comment === void 0) return "deleted the comment";
	const name = `${id}-${approval.evidence.slice(0, 10)}`;
	const record = parseApprovalRecord(comment.body.split(/\r?\n/, 1)[0] ?? "");
	if (record !== void 0) return findRecordFault(name, approval, {
		comment,
		record,
		ports
	});
	if (!(comment.authorLogin.toLowerCase() === approval.login.toLowerCase()) || approval.id !== null && comment.authorId !== approval.id) return "did not write the comment";
	if (comment.updatedAt !== comment.createdAt) return "the comment was edited";
	return comment.body.split(/\r?\n/).map((line) => line.trim().split(/\s+/)).some(([slash, verb, plan]) => slash === "/ml" && verb === "approve" && plan === name) ? void 0 : "the comment approves something else";
}
async function findRecordFault(name, { login }, { comment, record, ports }) {
	const self = await ports.members.self();
	if (!(self.appId !== null && comment.authorLogin === self.login) || comment.appId !== null && comment.appId !== self.appId) return "did not give it to the bot";
	if (comment.updatedAt !== comment.createdAt) return "the comment was edited";
	if (record.login.toLowerCase() !== login.toLowerCase()) return "did not write the comment";
	return record.plan === name ? void 0 : "the comment approves something else";
}
//#endregion
//#region src/registry/assignment-plan.ts
function planDecidedAssignment(promotion, ground) {
	const { state, previous, leastCounter, now } = ground;
	const { model, environment, evidence, request } = promotion;
	const event = {
		kind: "assign",
		artifact: model,
		environment,
		counter: Math.max(state.nextCounter, leastCounter)
	};
	const sequence = (previous?.sequence ?? 0) + 1;
	const trailers = writeTrailers({
		"Requested-by": request.login,
		Source: promotion.kind === "rollback" ? "rollback" : request.source,
		"Request-Id": request.key,
		"Approved-by": promotion.approvedBy.join(", ") || void 0,
		Promotion: promotion.id,
		Sequence: `${sequence}`
	});
	const afterTags = new Date(nextTaggerDate(state.lastTaggedAt, now));
	return {
		schema: "pawl.assignment/1",
		sequence,
		promotion: promotion.id,
		model,
		environment,
		version: evidence.version,
		versionTag: evidence.versionTag,
		commit: evidence.commit,
		sha256: evidence.sha256,
		tag: formatTag(event),
		message: `${tagMessage(event, evidence.version)}\n\n${trailers}`,
		taggedAt: nextTaggerDate(previous?.taggedAt, afterTags)
	};
}
//#endregion
//#region src/app/promotion/promotion-refs.ts
const promotionsPrefix = "refs/pawl/promotions/";
function promotionRef(id) {
	return `${promotionsPrefix}${id}`;
}
function assignmentRef(model) {
	return `refs/pawl/assignments/${model.replace(":", "=")}`;
}
const locksPrefix = "refs/pawl/locks/";
function locksRef(environment) {
	return `${locksPrefix}${environment}`;
}
function overridesRef(pull) {
	return `refs/pawl/overrides/pr-${pull}`;
}
//#endregion
//#region src/app/promotion/ports.ts
async function pauseBefore(attempt, { clock }) {
	await clock.sleep(Math.min(2e3, 50 * 2 ** Math.min(attempt, 6)));
}
//#endregion
//#region src/app/promotion/decide-assignment.ts
const attempts = 40;
async function decideAssignment(promotion, ports) {
	const { model, environment, id } = promotion;
	let leastCounter = 1;
	for (let attempt = 1; attempt <= attempts; attempt += 1) {
		const newest = await readState(assignmentRef(model), assignmentSchema, ports);
		const state = await readModelState(model, ports);
		const own = findAssignmentOfPromotion(state, environment, id);
		if (own !== void 0) return {
			decision: "assigned",
			tag: own.tag
		};
		if (newest !== void 0 && await isUnfinished(newest.value, state, ports)) {
			if (await writeTag(newest.value, ports) === "written") continue;
			leastCounter = Math.max(leastCounter, counterOf(newest.value.tag) + 1);
			if (newest.value.promotion !== id) {
				await decideAnew(newest, leastCounter, ports);
				continue;
			}
		}
		const stale = findStale(promotion, state);
		if (stale !== void 0) return {
			decision: "stale",
			reason: stale
		};
		const value = planDecidedAssignment(promotion, {
			state,
			previous: newest?.value,
			leastCounter,
			now: ports.clock.now()
		});
		const message = `${value.tag}: ${value.version}`;
		const next = {
			value,
			previous: newest?.sha,
			message
		};
		if (await writeState(assignmentRef(model), next, ports) === "conflict") await pauseBefore(attempt, ports);
	}
	throw new PawlError("registry.contended", { message: `Others assigned versions of ${model} ${attempts} times in a row.` });
}
async function decideAnew({ sha, value }, counter, ports) {
	const tag = value.tag.replace(/#\d+$/, `#${counter}`);
	const next = {
		...value,
		sequence: value.sequence + 1,
		tag
	};
	const message = `${tag}: ${value.version}`;
	await writeState(assignmentRef(value.model), {
		value: next,
		previous: sha,
		message
	}, ports);
}
async function isUnfinished({ environment, promotion }, state, ports) {
	if (findAssignmentOfPromotion(state, environment, promotion) !== void 0) return false;
	return (await readState(promotionRef(promotion), promotionSchema, ports))?.value.state === "executing";
}
function counterOf(tag) {
	return parseTag(tag)?.counter ?? 0;
}
function findStale(promotion, state) {
	const { environment, evidence, model } = promotion;
	const { version, commit, from } = evidence;
	const found = state.versions.find((entry) => entry.version === version);
	if (found === void 0) return `${model} ${version} is not registered any more`;
	if (found.commitSha !== commit) return `${model} ${version} stands on ${found.commitSha.slice(0, 7)}, the plan was for ${commit.slice(0, 7)}`;
	const current = state.environments.get(environment)?.current;
	if ((current?.tag ?? null) === (from?.tag ?? null)) return void 0;
	return `${environment} has ${current === void 0 ? "nothing" : `${current.version ?? "nothing"} by ${current.tag}`}, the plan was made when it had ${from === null ? "nothing" : `${from.version ?? "nothing"} by ${from.tag}`}`;
}
async function writeTag(assignment, ports) {
	const { tag: name, message, taggedAt, commit: commitSha, promotion } = assignment;
	const { gitData } = ports;
	if (await gitData.createTag({
		name,
		message,
		taggedAt,
		commitSha
	}) === "created") return "written";
	const found = (await gitData.listTags(name)).find((tag) => tag.name === name);
	if (found?.commitSha !== commitSha) return "taken";
	return readTrailer(found.message, "Promotion") === promotion ? "written" : "taken";
}
//#endregion
//#region src/report/rollback-follow-up.ts
function renderFollowUp(promotion, tag) {
	const { model, environment, evidence, request } = promotion;
	const from = evidence.from?.version ?? "nothing";
	const reason = request.reason === null ? "No reason was given." : `Reason: ${escapeText(request.reason, 500)}.`;
	const body = [
		`**${escapeText(model)}** in ${escapeText(environment)} went back from ${escapeText(from)} to **${escapeText(evidence.version)}** (tag ${escapeText(tag)}), asked for by ${escapeText(request.login)}. ${reason}`,
		"",
		`- [ ] Why did ${escapeText(from)} have to go?`,
		"- [ ] What would have shown it before: a gate, a slice, a check of the monitor?",
		`- [ ] Mend it, and promote a newer version, or withdraw ${escapeText(from)}.`
	].join("\n");
	return {
		title: `Rollback of ${model} in ${environment} to ${evidence.version}`,
		body
	};
}
//#endregion
//#region src/app/promotion/follow-up.ts
const followUpLabel = "ml/follow-up";
async function openFollowUp(promotion, tag, ports) {
	const marker = `<!-- pawl:rollback v=1 id=${promotion.id} -->`;
	const first = await findFollowUps(marker, ports);
	if (first.length === 0) {
		const { title, body } = renderFollowUp(promotion, tag);
		const labels = [followUpLabel, `model:${promotion.model}`];
		await ports.issues.create({
			title,
			body: `${marker}\n${body}`,
			labels
		});
	}
	const [, ...others] = first.length === 0 ? await findFollowUps(marker, ports) : first;
	for (const other of others) if (other.state === "open") await ports.issues.update(other.number, {
		state: "closed",
		stateReason: "not_planned"
	});
}
async function findFollowUps(marker, { issues, members }) {
	const { login } = await members.self();
	return (await issues.list({
		labels: [followUpLabel],
		state: "all"
	})).filter((issue) => issue.authorLogin === login && issue.body.split(/\r?\n/, 1)[0] === marker).sort((a, b) => a.number - b.number);
}
//#endregion
//#region src/app/promotion/turn.ts
const turnMs = 6e4;
const freshMs = 8e3;
const longestPauseMs = 2e3;
const maxTakers = 20;
async function takeTurn(id, ports) {
	let seen;
	let waitedMs = 0;
	let pauseMs = 100;
	for (let takers = 0; takers < maxTakers;) {
		const found = await read(id, ports);
		if (found.value.state !== "executing") return found.value;
		const { carrier } = found.value;
		if (carrier !== seen) {
			[seen, waitedMs, pauseMs] = [
				carrier,
				0,
				100
			];
			takers += 1;
		}
		if (carrier === void 0 || waitedMs >= turnMs || isOfPredecessor(carrier, ports.worker)) {
			const taken = await take(found, ports);
			if (taken !== void 0) return openTurn(taken, ports);
			takers += 1;
			continue;
		}
		await ports.clock.sleep(pauseMs);
		waitedMs += pauseMs;
		pauseMs = Math.min(longestPauseMs, pauseMs * 2);
	}
	throw contended(id);
}
async function read(id, ports) {
	const found = await readState(promotionRef(id), promotionSchema, ports);
	if (found !== void 0) return found;
	throw new PawlError("registry.state-invalid", { message: `The promotion ${id} has no document any more.` });
}
function isOfPredecessor(carrier, worker) {
	return worker !== void 0 && carrier.startsWith(`${worker.name}/`) && !worker.turns.has(carrier);
}
async function take({ sha, value }, ports) {
	const { worker } = ports;
	const carrier = `${worker === void 0 ? "" : `${worker.name}/`}${crypto.randomUUID()}`;
	worker?.turns.add(carrier);
	const change = {
		value: {
			...value,
			carrier
		},
		previous: sha,
		message: `${value.id}: carried out`
	};
	const written = await writeState(promotionRef(value.id), change, ports);
	return written === "conflict" ? void 0 : written;
}
function openTurn(taken, ports) {
	let held = taken;
	let heldMs = ports.clock.now().getTime();
	return {
		promotion: taken.value,
		hold: async () => {
			const ageMs = ports.clock.now().getTime() - heldMs;
			if (ageMs >= 0 && ageMs < freshMs) return;
			const startedMs = ports.clock.now().getTime();
			const renewed = await take(held, ports);
			if (renewed === void 0) throw contended(taken.value.id);
			[held, heldMs] = [renewed, startedMs];
		},
		leave: () => void ports.worker?.turns.delete(held.value.carrier ?? "")
	};
}
function contended(id) {
	return new PawlError("registry.contended", { message: `Somebody else carries out the promotion ${id}.` });
}
//#endregion
//#region src/app/promotion/carry-out.ts
async function carryOut({ id }, ports) {
	const turn = await takeTurn(id, ports);
	if (!("hold" in turn)) return turn;
	try {
		return await carryOutInTurn(turn, ports);
	} catch (error) {
		turn.leave();
		throw error;
	}
}
async function carryOutInTurn(turn, ports) {
	const { promotion } = turn;
	const { id } = promotion;
	const assigned = await decideAssignment(promotion, ports);
	if (assigned.decision === "stale") return await endPromotion(id, {
		state: "stale",
		reason: assigned.reason,
		tag: null
	}, ports);
	const { tag } = assigned;
	await turn.hold();
	await ensureDeployment(payloadOf(promotion, tag), promotion.evidence.versionTag, ports);
	await turn.hold();
	if (promotion.kind === "rollback") await openFollowUp(promotion, tag, ports);
	const { model, environment, evidence } = promotion;
	return await endPromotion(id, {
		state: "promoted",
		reason: `${model} ${evidence.version} is assigned to ${environment} by ${tag}`,
		tag
	}, ports);
}
function payloadOf({ model, environment, evidence }, tag) {
	const { version, sha256 } = evidence;
	return {
		schema: "pawl.deployment/1",
		model,
		version,
		environment,
		tag,
		sha256
	};
}
async function ensureDeployment(payload, ref, ports) {
	const { model, version, environment, tag } = payload;
	const before = await findDeployment(environment, tag, ports);
	if (before !== void 0) return before;
	const description = `${model} ${version} to ${environment}`;
	await ports.deployments.create({
		ref,
		environment,
		description,
		payload
	});
	const found = await findDeployment(environment, tag, ports);
	if (found !== void 0) return found;
	throw new PawlError("github.malformed-response", { message: `The Deployment of ${tag} was created and is not in the list of ${environment}.` });
}
async function endPromotion(id, end, ports) {
	const at = ports.clock.now().toISOString();
	const { state, reason, tag } = end;
	const isOpen = (value) => state === "promoted" || state === "stale" ? value.state === "executing" || value.state === "waiting" : value.state === "waiting";
	const ended = await changeState(promotionRef(id), {
		schema: promotionSchema,
		message: `${id}: ${state}`,
		pause: (attempt) => pauseBefore(attempt, ports),
		change: (value) => {
			if (value === void 0 || !isOpen(value)) return void 0;
			const { carrier: _, ...rest } = value;
			return {
				...rest,
				state,
				outcome: {
					reason: reason.slice(0, 2e3),
					tag,
					at
				}
			};
		}
	}, ports);
	if (ended !== void 0) return ended;
	throw new PawlError("registry.state-invalid", { message: `The promotion ${id} has no document any more.` });
}
//#endregion
//#region src/app/promotion/locks.ts
async function readLocks(environment, ports) {
	return withoutClosed(liveLocks((await readState(locksRef(environment), locksSchema, ports))?.value, ports.clock.now()), ports);
}
async function withoutClosed(locks, { pullRequests }) {
	const held = [];
	for (const lock of locks) {
		const pull = lock.pull === null ? void 0 : await pullRequests.get(lock.pull);
		if (lock.pull === null || pull?.state === "open") held.push(lock);
	}
	return held;
}
async function findBlockingLock(place, ports) {
	return findLockInTheWay(await readLocks(place.environment, ports), place.model, place.asker);
}
async function lock(request, ports) {
	const { environment, model, asker, reason, at } = request;
	const ttlMs = parseDuration(request.ttl);
	if (ttlMs === void 0 || ttlMs > 2592e6) return refuse("invalid.ttl", `${request.ttl} is no duration such as 30m, 8h or 2d, at most 30d`);
	const expiresAt = new Date(at.getTime() + ttlMs).toISOString();
	const wanted = {
		model,
		...asker,
		reason: reason.slice(0, 500),
		at: at.toISOString(),
		expiresAt
	};
	return await changeLocks(environment, ports, (locks) => acquireLock(locks, wanted)) ?? wanted;
}
async function unlock(request, ports) {
	const { environment, model, asker, isForced } = request;
	const by = {
		...asker,
		isForced
	};
	return await changeLocks(environment, ports, (locks) => releaseLock(locks, model, by)) ?? "unlocked";
}
async function releaseLocksOfPull(pull, environments, ports) {
	for (const environment of environments) await changeLocks(environment, ports, (locks) => locks.filter((entry) => entry.pull !== pull));
}
async function changeLocks(environment, ports, next) {
	let refusal;
	const before = await readState(locksRef(environment), locksSchema, ports);
	const held = new Set((await withoutClosed(before?.value.locks ?? [], ports)).map(keyOf));
	const known = new Set((before?.value.locks ?? []).map(keyOf));
	const now = ports.clock.now();
	await changeState(locksRef(environment), {
		schema: locksSchema,
		message: `locks of ${environment}`,
		pause: (attempt) => pauseBefore(attempt, ports),
		change: (value) => {
			const changed = next(liveLocks(value, now).filter((entry) => !known.has(keyOf(entry)) || held.has(keyOf(entry))));
			refusal = "decision" in changed ? changed : void 0;
			if ("decision" in changed || isSame(changed, value?.locks ?? [])) return void 0;
			return {
				schema: "pawl.locks/1",
				environment,
				locks: [...changed]
			};
		}
	}, ports);
	return refusal;
}
function keyOf({ model, pull, at, login }) {
	return JSON.stringify([
		model,
		pull,
		at,
		login
	]);
}
function isSame(a, b) {
	return JSON.stringify(a) === JSON.stringify(b);
}
//#endregion
//#region src/evaluation/override-document.ts
const overrideSchema = strictObject({
	model: string().max(64),
	gate: string().min(1).max(500),
	by: string().min(1).max(100),
	reason: string().min(1).max(1e3),
	headSha: string().regex(/^[0-9a-f]{40}$/),
	baseSha: string().regex(/^[0-9a-f]{40}$/).nullable(),
	baseHead: string().max(64).nullable(),
	isSticky: boolean(),
	at: string()
});
const overridesSchema = strictObject({
	schema: literal("pawl.overrides/1"),
	pull: number().int().positive(),
	overrides: array(overrideSchema).max(200)
});
function liveOverrides(overrides, live) {
	return overrides.filter((entry) => entry.headSha === live.headSha && (entry.isSticky || entry.baseHead === (live.baseHead ?? null)));
}
function addOverride(overrides, added) {
	return [...overrides.filter((entry) => entry.headSha === added.headSha && (entry.gate !== added.gate || entry.model !== added.model)), added];
}
//#endregion
//#region src/app/promotion/overrides.ts
async function readOverrides(pull, ports) {
	return (await readState(overridesRef(pull), overridesSchema, ports))?.value.overrides ?? [];
}
async function keepOverride(pull, added, ports) {
	await change(pull, `override ${added.gate} by ${added.by}`, ports, (overrides) => {
		return overrides.some((entry) => JSON.stringify(entry) === JSON.stringify(added)) ? void 0 : addOverride(overrides, added);
	});
}
async function cancelOverrides(pull, gate, ports) {
	let cancelled = 0;
	await change(pull, `cancel overrides of ${gate ?? "every gate"}`, ports, (overrides) => {
		const kept = overrides.filter((entry) => gate !== void 0 && entry.gate !== gate);
		cancelled = overrides.length - kept.length;
		return cancelled === 0 ? void 0 : kept;
	});
	return cancelled;
}
async function change(pull, message, ports, next) {
	await changeState(overridesRef(pull), {
		schema: overridesSchema,
		message,
		pause: (attempt) => pauseBefore(attempt, ports),
		change: (value) => {
			const overrides = next(value?.overrides ?? []);
			return overrides && {
				schema: "pawl.overrides/1",
				pull,
				overrides: [...overrides]
			};
		}
	}, ports);
}
//#endregion
//#region src/app/promotion/gather.ts
async function judge(subject, chosen, ports) {
	const pulls = await mergedPulls(chosen.version, ports);
	const gates = await readGates(pulls, ports);
	const question = await gatherQuestion(subject, {
		...chosen,
		pulls,
		gates
	}, ports);
	const rule = subject.policy.environments[subject.environment];
	const isRollback = subject.kind === "rollback";
	const authors = await readAuthors(chosen.version, pulls, ports);
	return {
		checks: isRollback ? checkRollbackRules(question) : checkPromotionRules(question),
		evidence: await gatherEvidence(subject, {
			...chosen,
			pulls,
			gates,
			question
		}, ports),
		involved: {
			requester: subject.requester.login,
			authors: authors.logins,
			neededRole: requiredRole(subject.environment, rule)
		},
		areAuthorsKnown: authors.areKnown,
		approvers: rule?.approvers ?? [],
		needed: isRollback ? 0 : rule?.approvals ?? 0
	};
}
async function gatherQuestion(subject, { state, version, pulls, gates }, ports) {
	const { environment, policy, requester, source, pull } = subject;
	const rule = policy.environments[environment];
	const now = ports.clock.now();
	const current = state.environments.get(environment)?.current;
	const deployed = current && await findDeployment(environment, current.tag, ports);
	const asker = {
		login: requester.login,
		pull
	};
	return {
		state,
		version,
		environments: policy.environments,
		environment,
		requester,
		source,
		gate: gateOf(gates),
		isHeld: pulls.some((entry) => entry.labels.includes("ml/hold")),
		hasPassedOrder: await hasPassedOrder({
			state,
			version,
			rule,
			now
		}, ports),
		hasCurrentFailed: await hasFailed(deployed, ports),
		modelSha256: await readModelSha256(version, ports),
		lock: await findBlockingLock({
			environment,
			model: subject.model,
			asker
		}, ports),
		freeze: findFreeze(rule?.freeze ?? [], now)
	};
}
async function gatherEvidence(subject, found, ports) {
	const { state, version, pulls, gates, question } = found;
	if (question.modelSha256 === void 0) return void 0;
	const current = state.environments.get(subject.environment)?.current;
	const overrides = await Promise.all(pulls.map((pull) => readEvidenceOverrides(pull, subject.model, ports)));
	return {
		version: version.version,
		versionTag: version.tag,
		commit: version.commitSha,
		sha256: question.modelSha256,
		from: current === void 0 ? null : {
			tag: current.tag,
			version: current.version
		},
		pulls: pulls.map(({ number, headSha }) => ({
			number,
			head: headSha
		})).slice(0, 50),
		gates: gates.slice(0, 50).map(({ pull, conclusion, title }) => ({
			pull,
			conclusion,
			title: title.slice(0, 500)
		})),
		overrides: overrides.flat().slice(0, 200),
		policy: await readPolicyVersion(subject, ports)
	};
}
async function readEvidenceOverrides(pull, model, ports) {
	return (await readOverrides(pull.number, ports)).filter((entry) => entry.model === model && entry.headSha === pull.headSha).map(({ gate, by, reason }) => ({
		pull: pull.number,
		model,
		gate,
		by,
		reason
	}));
}
async function readPolicyVersion({ policy, environment }, ports) {
	const { gates = [], strict = false, environments } = policy;
	const digest = await sha256(canonicalJson({
		gates,
		strict,
		rule: environments[environment] ?? null
	}));
	const { defaultBranch } = await ports.members.repository();
	return {
		digest,
		commit: await ports.gitData.resolveRef(`refs/heads/${defaultBranch}`) ?? null
	};
}
async function readAuthors(version, pulls, ports) {
	if (pulls.length === 0) return {
		logins: await ports.gitData.authorsOf(version.commitSha),
		areKnown: true
	};
	const lists = await Promise.all(pulls.map((pull) => ports.pullRequests.listAuthors(pull.number)));
	const logins = [...pulls.map((pull) => pull.authorLogin), ...lists.flatMap((list) => list.logins)];
	return {
		logins: [...new Set(logins)],
		areKnown: lists.every((list) => !list.isCut)
	};
}
//#endregion
//#region src/app/promotion/result.ts
function toRefused({ reasonCode, reason }) {
	return {
		decision: "refused",
		reasonCode,
		reason
	};
}
//#endregion
//#region src/app/promotion/advance.ts
const rounds = 8;
async function advancePromotion(id, policies, ports) {
	for (let round = 0; round < rounds; round += 1) {
		const found = await readState(promotionRef(id), promotionSchema, ports);
		if (found === void 0) return toRefused(unknownPromotion(id));
		if (found.value.state === "executing") return await describeEnd(await carryOut(found.value, ports), "promoted", ports);
		if (found.value.state !== "waiting") return await describeEnd(found.value, "resumed", ports);
		const waiting = await moveWaiting(found, policies, ports);
		if (waiting !== void 0) return waiting;
	}
	return toRefused(refuse("stale.plan", `what ${id} is about changes all the time: ask again`));
}
function unknownPromotion(id) {
	return refuse("unknown.promotion", `there is no promotion ${id.slice(0, 40)}`);
}
async function moveWaiting(found, policies, ports) {
	const promotion = found.value;
	const { id } = promotion;
	const move = await planMove(promotion, policies, ports);
	switch (move.kind) {
		case "end":
			await endPromotion(id, {
				state: move.state,
				reason: move.reason,
				tag: null
			}, ports);
			return;
		case "pin": {
			const pinnedAt = ports.clock.now().toISOString();
			await swap(found, {
				...promotion,
				evidence: move.evidence,
				pinnedAt
			}, "what is known has changed", ports);
			return;
		}
		case "wait": return await describeWaiting(move.waiting, ports);
		case "execute":
			await swap(found, {
				...promotion,
				state: "executing",
				approvedBy: move.approvedBy
			}, "decided", ports);
			return;
		default: return move;
	}
}
async function describeStillWaiting(promotion, policies, seen) {
	if (promotion.state !== "waiting") return void 0;
	const move = await planMove(promotion, policies, seen);
	return move.kind === "wait" ? await describeWaiting(move.waiting, seen) : void 0;
}
async function planMove(promotion, policies, ports) {
	if (Date.parse(promotion.expiresAt) <= ports.clock.now().getTime()) return {
		kind: "end",
		state: "expired",
		reason: `it waited until ${promotion.expiresAt}`
	};
	const live = await judgePromotion(promotion, policies, ports);
	if ("stale" in live) return {
		kind: "end",
		state: "stale",
		reason: live.stale
	};
	const { judgement, evidence } = live;
	if (!(await evidenceDigest(evidence) === await evidenceDigest(promotion.evidence))) return {
		kind: "pin",
		evidence
	};
	const approvals = await countLiveApprovals(promotion, judgement, ports);
	const refusal = firstRefusal(judgement.checks) ?? refuseCount(promotion, judgement, approvals);
	if (refusal !== void 0) return {
		kind: "wait",
		waiting: {
			promotion,
			judgement,
			approvals,
			refusal
		}
	};
	return {
		kind: "execute",
		approvedBy: [...approvals.counted]
	};
}
async function swap(found, value, what, ports) {
	const message = `${value.id}: ${what}`;
	await writeState(promotionRef(value.id), {
		value,
		previous: found.sha,
		message
	}, ports);
}
function refuseCount({ environment }, { needed }, { counted }) {
	if (counted.length >= needed) return void 0;
	return refuse("waiting.approval", `${environment} has ${`${counted.length} of ${needed} approvals`}`);
}
async function judgePromotion(promotion, policies, ports) {
	const { model, environment, request, kind, evidence: planned } = promotion;
	const policy = Object.hasOwn(policies, model) ? policies[model] : void 0;
	if (policy === void 0) return { stale: `the policy has no model ${model} any more` };
	if (!Object.hasOwn(policy.environments, environment)) return { stale: `the policy has no environment ${environment} any more` };
	const state = await readModelState(model, ports);
	const stale = findStale(promotion, state);
	const version = state.versions.find((entry) => entry.version === planned.version);
	if (stale !== void 0 || version === void 0) return { stale: stale ?? `${planned.version} is gone` };
	const role = request.source === "automatic" ? "none" : await ports.members.roleOf(request.login);
	const requester = {
		login: request.login,
		role
	};
	const { source, pull } = request;
	const judgement = await judge({
		kind,
		model,
		policy,
		environment,
		requester,
		source,
		pull
	}, {
		state,
		version
	}, ports);
	const { evidence } = judgement;
	if (evidence === void 0) return { stale: `the Release ${planned.versionTag} is not published any more` };
	if (isSamePlan(evidence, planned)) return {
		judgement,
		evidence
	};
	return { stale: `the model of ${planned.version} has another digest than the one that was planned` };
}
async function describeWaiting(waiting, ports) {
	const { promotion, refusal } = waiting;
	const { model, environment, evidence, id } = promotion;
	const plan = await describePlan(headOf(promotion), waiting, ports);
	return {
		decision: "waiting",
		reasonCode: refusal.reasonCode,
		reason: `${id} puts ${model} ${evidence.version} into ${environment} when it may: ${refusal.reason}`,
		promotion: id,
		plan
	};
}
function headOf({ id, kind, model, environment, evidence, request, expiresAt }) {
	const { version } = evidence;
	return {
		id,
		kind,
		model,
		environment,
		version,
		requestedBy: request.login,
		expiresAt
	};
}
async function describePlan(head, { judgement, approvals }, ports) {
	const { evidence, involved, needed, checks, approvers } = judgement;
	const digest = evidence && await evidenceDigest(evidence);
	return {
		...head,
		evidence,
		revision: digest?.slice(0, 10),
		checks,
		approvals: {
			needed,
			...approvals,
			approvers,
			role: involved.neededRole,
			excluded: [...new Set([involved.requester, ...involved.authors])]
		},
		protection: await ports.deployments.protection(head.environment)
	};
}
async function describeEnd(promotion, reasonCode, ports) {
	const { state, outcome, environment, model, evidence, id, rejection } = promotion;
	const reason = outcome?.reason ?? "";
	if (state === "rejected") return toRefused(refuse("rejected", `@${rejection?.login ?? "somebody"} rejected ${id}: ${reason}`));
	if (state === "expired") return toRefused(refuse("expired", `${id} ended: ${reason}`));
	if (state !== "promoted" || outcome?.tag == null) return toRefused(refuse("stale.plan", `${id}: ${reason}`));
	const { tag } = outcome;
	const found = await findDeployment(environment, tag, ports);
	return {
		decision: "promoted",
		reasonCode,
		reason,
		model,
		environment,
		version: evidence.version,
		tag,
		deploymentId: found?.deployment.id ?? null,
		deploymentUrl: found?.deployment.url ?? null,
		promotion: id
	};
}
//#endregion
//#region src/app/promotion/resume.ts
const keptMs = 30 * 864e5;
async function resumeModel(model, ports) {
	const newest = await readState(assignmentRef(model), assignmentSchema, ports);
	if (newest === void 0) return void 0;
	const found = await readState(promotionRef(newest.value.promotion), promotionSchema, ports);
	return found?.value.state === "executing" ? await carryOut(found.value, ports) : void 0;
}
async function resumePromotions(policies, ports, seen = ports) {
	const results = [];
	const { promotions, broken } = await listPromotions(seen);
	for (const promotion of promotions) if (hasEnded(promotion)) await forgetOld(promotion, ports);
	else results.push(await moveOn(promotion, {
		policies,
		ports,
		seen
	}));
	for (const [model, { environments }] of Object.entries(policies)) for (const environment of Object.keys(environments)) {
		if (await hasDeployment(model, environment, seen)) continue;
		const state = await readModelState(model, ports);
		const current = state.environments.get(environment)?.current;
		if (current === void 0) continue;
		const resumed = await resumeAssignment(current, {
			model,
			state,
			isOnlyMissing: true
		}, ports);
		if (resumed.decision === "promoted") results.push(resumed);
	}
	if (broken[0] !== void 0) throw broken[0];
	return results;
}
async function moveOn(promotion, how) {
	const { policies, ports, seen } = how;
	return (seen === ports ? void 0 : await describeStillWaiting(promotion, policies, seen)) ?? await advancePromotion(promotion.id, policies, ports);
}
async function hasDeployment(model, environment, seen) {
	const current = (await readModelState(model, seen)).environments.get(environment)?.current;
	return current === void 0 || await findDeployment(environment, current.tag, seen) !== void 0;
}
async function listPromotions(ports) {
	const promotions = [];
	const broken = [];
	const refs = await ports.commits.listRefs(promotionsPrefix);
	const texts = await ports.gitData.readFiles(documentFile, refs.map(({ sha }) => sha));
	for (const ref of refs) try {
		promotions.push(parseDocument(ref, texts.get(ref.sha), promotionSchema));
	} catch (error) {
		if (!(error instanceof PawlError) || error.code !== "registry.state-invalid") throw error;
		broken.push(error);
	}
	return {
		promotions,
		broken
	};
}
async function forgetOld({ id, outcome }, ports) {
	if (ports.clock.now().getTime() - Date.parse(outcome?.at ?? "") > keptMs) await ports.commits.deleteRef(promotionRef(id));
}
async function finishDecided({ message }, ports) {
	const id = promotionSchema.shape.id.safeParse(readTrailer(message, "Promotion")).data;
	if (id === void 0) return;
	const found = await readState(promotionRef(id), promotionSchema, ports);
	if (found?.value.state === "executing") await carryOut(found.value, ports);
}
async function resumeAssignment(assignment, place, ports) {
	const { model, state, isOnlyMissing = false } = place;
	const { environment, tag } = assignment;
	const version = state.versions.find((entry) => entry.version === assignment.version);
	const nothing = refuse("already.assigned", `${tag} has its Deployment already`);
	if (version === void 0) return toRefused(refuse("unknown.version", `${tag} assigns no registered version`));
	await finishDecided(assignment, ports);
	const before = await findDeployment(environment, tag, ports);
	if (before !== void 0 && isOnlyMissing) return toRefused(nothing);
	const sha256 = before?.payload.sha256 ?? await readModelSha256(version, ports);
	if (sha256 === void 0) return toRefused(refuse("waiting.registration", `the Release ${version.tag} is not published yet`));
	const { deployment } = await ensureDeployment({
		schema: "pawl.deployment/1",
		model,
		version: version.version,
		environment,
		tag,
		sha256
	}, version.tag, ports);
	return {
		decision: "promoted",
		reasonCode: "resumed",
		reason: `${model} ${version.version} is assigned to ${environment} by ${tag}`,
		model,
		environment,
		version: version.version,
		tag,
		deploymentId: deployment.id,
		deploymentUrl: deployment.url,
		promotion: null
	};
}
//#endregion
//#region src/app/promote.ts
async function promote(request, ports) {
	const { source, target } = request;
	return await ask(request, ports, {
		kind: "promotion",
		source,
		reason: null,
		select: (state) => selectVersion(state, target)
	});
}
async function rollback(request, ports) {
	return await ask(request, ports, {
		kind: "rollback",
		source: "rollback",
		reason: request.reason?.slice(0, 2e3) ?? null,
		select: (state) => selectRollbackVersion(state, request.environment, request.to)
	});
}
async function ask(request, ports, how) {
	const { model, policy, environment, requestId } = request;
	if (policy === void 0) return toRefused(refuse("unknown.model", `the policy has no model ${model}`));
	const unknown = refuseUnknownEnvironment(model, policy.environments, environment);
	if (unknown !== void 0) return toRefused(unknown);
	const earlier = request.isDryRun === true ? void 0 : await findEarlier(request, policy, {
		ports,
		how
	});
	if (earlier !== void 0) return earlier;
	const state = await readModelState(model, ports);
	const keyed = findAssignmentOfRequest(state, environment, requestId);
	if (keyed !== void 0) return await resumeAssignment(keyed, {
		model,
		state
	}, ports);
	const version = how.select(state);
	if ("decision" in version) return toRefused(version);
	const subject = {
		kind: how.kind,
		model,
		policy,
		environment,
		requester: request.requester,
		source: how.source,
		pull: request.pull ?? null
	};
	const judgement = await judge(subject, {
		state,
		version
	}, ports);
	const refusal = firstRefusal(judgement.checks);
	if (request.isDryRun === true) return await planOnly(subject, {
		version,
		judgement,
		refusal
	}, ports);
	if (refusal !== void 0) return await answerRefusal(refusal, {
		...request,
		state
	}, ports);
	if (judgement.evidence === void 0) return toRefused(refuse("waiting.registration", `the Release ${version.tag} is not published yet`));
	const { evidence, needed } = judgement;
	return await advancePromotion(await keep(request, {
		how,
		evidence,
		isDecided: needed === 0
	}, ports), { [model]: policy }, ports);
}
async function findEarlier(request, policy, { ports, how }) {
	const { model, environment, requestId, requester } = request;
	if (requestId === void 0) {
		const resumed = await resumeModel(model, ports);
		if (resumed?.environment !== environment || resumed.kind !== how.kind) return void 0;
		if (resumed.request.login !== requester.login || !resumed.request.key.startsWith("own:")) return void 0;
		return await advancePromotion(resumed.id, { [model]: policy }, ports);
	}
	const id = await idOf(request, requestId, ports);
	return await readState(promotionRef(id), promotionSchema, ports) === void 0 ? void 0 : await advancePromotion(id, { [model]: policy }, ports);
}
async function idOf({ model, environment }, request, ports) {
	const { id: repository } = await ports.members.repository();
	return await promotionId({
		repository,
		request,
		model,
		environment
	});
}
async function answerRefusal(refusal, { model, environment, state }, ports) {
	const current = state.environments.get(environment)?.current;
	if (refusal.reasonCode !== "already.assigned" || current === void 0) return toRefused(refusal);
	const resumed = await resumeAssignment(current, {
		model,
		state,
		isOnlyMissing: true
	}, ports);
	return resumed.decision === "promoted" ? resumed : toRefused(refusal);
}
async function planOnly({ kind, model, environment, requester }, found, ports) {
	const { version } = found.version;
	const plan = await describePlan({
		id: null,
		kind,
		model,
		environment,
		version,
		requestedBy: requester.login,
		expiresAt: null
	}, {
		judgement: found.judgement,
		approvals: {
			counted: [],
			dropped: []
		}
	}, ports);
	const { refusal } = found;
	const reason = refusal?.reason ?? `${model} ${version} may go to ${environment}`;
	return {
		decision: "planned",
		reasonCode: refusal?.reasonCode ?? "planned",
		reason,
		plan
	};
}
const mostAsked = 100;
async function keep(request, made, ports) {
	const { requestId, requester } = request;
	if (requestId !== void 0) return await create(request, {
		...made,
		key: requestId
	}, ports);
	const { kind } = made.how;
	const { version, from } = made.evidence;
	for (let count = 1; count <= mostAsked; count += 1) {
		const key = `own:${requester.login}:${kind}:${version}:${from?.tag ?? "nothing"}:${count}`;
		const found = await readState(promotionRef(await idOf(request, key, ports)), promotionSchema, ports);
		const isOpen = found?.value.state === "waiting" || found?.value.state === "executing";
		if (found === void 0 || isOpen || count === mostAsked) return await create(request, {
			...made,
			key
		}, ports);
	}
	return "";
}
async function create(request, made, ports) {
	const { model, environment, requester, pull } = request;
	const { key, how, evidence, isDecided } = made;
	const id = await idOf(request, key, ports);
	const now = ports.clock.now();
	const at = now.toISOString();
	const value = {
		schema: "pawl.promotion/1",
		id,
		kind: how.kind,
		model,
		environment,
		request: {
			key,
			source: how.source,
			login: requester.login,
			id: requester.id ?? null,
			pull: pull ?? null,
			reason: how.reason,
			at
		},
		evidence,
		pinnedAt: at,
		approvals: [],
		rejection: null,
		state: isDecided ? "executing" : "waiting",
		approvedBy: [],
		outcome: null,
		expiresAt: new Date(now.getTime() + promotionTtlMs).toISOString()
	};
	const message = `${id}: ${how.kind} of ${model} ${evidence.version} to ${environment}`;
	if (await readState(promotionRef(id), promotionSchema, ports) === void 0) await writeState(promotionRef(id), {
		value,
		previous: void 0,
		message
	}, ports);
	return id;
}
//#endregion
//#region src/report/promotion-plan.ts
const names = {
	environment: "Environment",
	role: "Right of who asks",
	change: "Change",
	release: "Release",
	gates: "Gates",
	hold: "Hold",
	order: "Order and soak",
	lock: "Lock",
	freeze: "Freeze"
};
function planName({ id, revision }) {
	return id === null || revision === void 0 ? null : `${id}-${revision}`;
}
function renderPromotionPlan(plan) {
	return [
		`**${title(plan, escapeText)}**`,
		"",
		"| | |",
		"|---|---|",
		...rows(plan).map(([name, text]) => `| ${name} | ${escapeText(text, 400)} |`),
		...plan.approvals.needed > 0 ? ["", ...approvalLines(plan)] : []
	].join("\n");
}
function promotionPlanLines(plan) {
	const flat = (text) => text;
	return [title(plan, flat), ...rows(plan).map(([name, text]) => `  ${name}: ${text}`)];
}
function title(plan, show) {
	const { kind, model, environment, version, evidence } = plan;
	const from = evidence?.from?.version ?? "nothing";
	return `${kind === "rollback" ? "Rollback" : "Promotion"} of ${show(model)} in ${show(environment)}: ${show(from)} → ${show(version)}`;
}
function rows(plan) {
	const { evidence, checks, protection, expiresAt } = plan;
	return [
		...evidence === void 0 ? [] : [["Model", describeBytes(evidence)]],
		...checks.map((check) => [names[check.name], describeCheck(check, plan)]),
		["Approvals", describeApprovals$1(plan)],
		...plan.approvals.dropped.map((entry) => ["Dropped", `@${entry.login}: ${entry.why}`]),
		...protection === void 0 ? [] : [["GitHub's environment", describeProtection(protection)]],
		...expiresAt === null ? [] : [["Waits until", expiresAt]]
	];
}
function describeBytes({ versionTag, commit, sha256, policy }) {
	const rules = policy.commit === null ? policy.digest.slice(0, 7) : policy.commit.slice(0, 7);
	return `${versionTag} on ${commit.slice(0, 7)}, sha256 ${sha256.slice(0, 12)}, policy at ${rules}`;
}
function describeCheck({ name, refusal }, { evidence }) {
	if (refusal !== void 0) return `❌ ${refusal.reason} (${refusal.reasonCode})`;
	if (name !== "gates" || evidence === void 0) return "✅";
	const gates = evidence.gates.map((gate) => `PR ${gate.pull}: ${gate.conclusion}`);
	const overrides = evidence.overrides.map((entry) => `${entry.gate} overridden by @${entry.by}: ${entry.reason}`);
	return ["✅", [...gates, ...overrides].join("; ")].join(" ").trim();
}
function describeApprovals$1({ approvals }) {
	const { needed, counted } = approvals;
	if (needed === 0) return "none needed";
	const by = counted.length === 0 ? "" : `, by ${counted.map((login) => `@${login}`).join(", ")}`;
	return `${counted.length} of ${needed}${by}`;
}
function describeProtection({ waitMinutes, reviewers }) {
	const wait = waitMinutes === 0 ? [] : [`its job waits ${waitMinutes} min`];
	const review = reviewers.length === 0 ? [] : [`its job needs a review by ${reviewers.join(", ")}`];
	return [...wait, ...review].join("; ");
}
function approvalLines(plan) {
	const name = planName(plan);
	if (name === null) return [];
	const { approvers, role, excluded } = plan.approvals;
	const who = approvers.length === 0 ? `everybody with ${role}` : approvers.join(", ");
	const not = excluded.join(", ");
	return [
		`May approve: ${escapeText(who, 400)}; not ${escapeText(not, 400)}.`,
		"```",
		`/ml approve ${name}`,
		`/ml reject ${name} --reason "…"`,
		"```"
	];
}
//#endregion
//#region src/app/ledger/decisions-of-promotions.ts
function decisionsOfPromotions(promotions) {
	return promotions.filter(isEnded).map(toDecision);
}
function isEnded(promotion) {
	return hasEnded(promotion) && promotion.outcome !== null;
}
function toDecision(promotion) {
	const { outcome, evidence, request, rejection, model, environment } = promotion;
	const named = nameDecision(promotion);
	return {
		schema: "pawl.audit/1",
		...named,
		at: new Date(outcome.at).toISOString(),
		reasonCode: promotion.state,
		reason: outcome.reason,
		source: sourceOf(request),
		actor: named.action === "reject" && rejection !== null ? person(rejection) : person(request),
		model,
		version: evidence.version,
		previousVersion: evidence.from?.version ?? null,
		environment,
		modelDigest: `sha256:${evidence.sha256}`,
		shas: {
			commit: evidence.commit,
			head: evidence.pulls[0]?.head ?? null,
			base: null,
			policy: evidence.policy.commit
		},
		gates: describeGates(promotion),
		approvals: describeApprovals(promotion),
		pullRequest: request.pull,
		request: request.key.replace(/[^\x21-\x7e]/g, "_").slice(0, 400),
		tag: outcome.tag,
		deploymentId: null,
		runId: null
	};
}
function nameDecision({ id, kind, state, outcome, rejection }) {
	const action = kind === "rollback" ? "rollback" : "promote";
	if (state === "promoted") return {
		key: `${action}/${outcome.tag ?? id}`,
		action,
		outcome: "done"
	};
	if (state === "rejected" && rejection !== null) return {
		key: `reject/${id}/${rejection.comment}`,
		action: "reject",
		outcome: "done"
	};
	return {
		key: `lapse/${id}/${new Date(outcome.at).toISOString()}`,
		action,
		outcome: "refused"
	};
}
function sourceOf({ source, key }) {
	if (source === "button") return "check";
	if (source === "label" || source === "command" || source === "dashboard") return source;
	if (source === "cli" || source === "automatic") return source;
	return key.startsWith("issuecomment-") ? "command" : "cli";
}
function person({ login, id = null }) {
	return {
		id,
		login,
		type: login.endsWith("[bot]") ? "Bot" : "User",
		role: null
	};
}
function describeGates({ evidence }) {
	const stood = evidence.gates.map(({ pull, conclusion, title }) => ({
		gate: `ml/metrics of #${pull}: ${title}`.slice(0, 2e3),
		status: conclusion === "success" ? "pass" : conclusion === "failure" ? "fail" : "warn",
		reasonCode: conclusion
	}));
	const overridden = evidence.overrides.map(({ gate, by, reason }) => ({
		gate: `${gate}: overridden by ${by}: ${reason}`.slice(0, 2e3),
		status: "warn",
		reasonCode: "overridden"
	}));
	return [...stood, ...overridden].slice(0, 200);
}
function describeApprovals({ approvals, approvedBy, evidence }) {
	return approvals.filter(({ login }) => approvedBy.includes(login)).map((approval) => ({
		id: approval.comment,
		kind: "comment",
		actor: person(approval),
		commit: evidence.commit,
		digest: `sha256:${evidence.sha256}`,
		at: new Date(approval.at).toISOString()
	}));
}
//#endregion
//#region src/app/ledger/record-promotions.ts
async function recordPromotions({ github, ledger, log }) {
	const { promotions } = await listPromotions(github);
	await appendBestEffort(decisionsOfPromotions(promotions), ledger, log);
}
//#endregion
export { hasEnded as A, locksPrefix as C, isNotPermitted as D, refuseLiveApprover as E, formatApprovalRecord as O, pauseBefore as S, isAmong as T, lock as _, rollback as a, unlock as b, advancePromotion as c, unknownPromotion as d, toRefused as f, liveOverrides as g, readOverrides as h, promote as i, promotionSchema as j, evidenceDigest as k, describeEnd as l, keepOverride as m, promotionPlanLines as n, listPromotions as o, cancelOverrides as p, renderPromotionPlan as r, resumePromotions as s, recordPromotions as t, judgePromotion as u, readLocks as v, promotionRef as w, endPromotion as x, releaseLocksOfPull as y };
