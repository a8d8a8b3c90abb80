import { D as string, E as strictObject, S as number, b as literal, f as _enum, m as array } from "./schemas-CFgJ4ov0.js";
import { t as datetime } from "./iso-fcMRFgpt.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { i as parseState, o as writeState } from "./state-document-ER1vnzuZ.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { l as pipelineWorkflow } from "./handed-records-DJSw3mG4.js";
//#region src/app/stored-state.ts
const file = "state.json";
const maxAttempts = 6;
async function readState({ ref, schema }, { gitData }) {
	const sha = await gitData.resolveRef(ref);
	return sha === void 0 ? void 0 : readAt(sha, schema, gitData);
}
async function changeState({ ref, schema }, { change, message }, { commits, gitData }) {
	for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
		const parent = await gitData.resolveRef(ref);
		const old = parent === void 0 ? void 0 : await readAt(parent, schema, gitData);
		const next = change(old);
		if (next === void 0) return old;
		const written = await writeState(ref, {
			value: next,
			previous: parent,
			message,
			file
		}, { commits });
		if (written !== "conflict") return written.value;
	}
	throw new PawlError("github.request-failed", {
		message: `${ref} was changed by others ${maxAttempts} times in a row`,
		hint: "Ask again: nothing was changed."
	});
}
async function readAt(sha, schema, gitData) {
	return parseState(await gitData.readFile(file, sha), schema).data;
}
//#endregion
//#region src/app/dispatch/intents.ts
const intentSchema = strictObject({
	key: string().min(1).max(900),
	subject: string().min(1).max(1e3),
	before: number().int().nonnegative(),
	at: datetime(),
	starter: string().min(1).max(100)
});
const intentsSchema = strictObject({
	schema: literal("pawl.starts/1"),
	intents: array(intentSchema).max(100)
});
const kept = (family) => ({
	ref: `refs/pawl/starts/${family}`,
	schema: intentsSchema
});
async function readIntent(family, key, ports) {
	return (await readState(kept(family), ports))?.intents.find((intent) => intent.key === key);
}
async function changeIntents(family, change, ports) {
	await changeState(kept(family), {
		message: `${family}: what is to be started`,
		change: (old) => {
			const intents = change(old?.intents ?? []);
			return intents && {
				schema: "pawl.starts/1",
				intents: intents.slice(-100)
			};
		}
	}, ports);
}
//#endregion
//#region src/app/dispatch/start-once.ts
const looksMs = [
	1e3,
	2e3,
	4e3,
	8e3,
	15e3,
	15e3,
	15e3
];
const freshMs = 8e3;
const mostStarters = 10;
async function startOnce(wanted, ports) {
	let dead;
	for (let starters = 0; starters < mostStarters; starters += 1) {
		const starter = crypto.randomUUID();
		const takenMs = ports.clock.now().getTime();
		const intent = await takeIntent(wanted, {
			starter,
			dead
		}, ports);
		const isOurs = intent.starter === starter;
		const look = () => wanted.find(intent);
		const found = isOurs ? await look() : await lookAgain(look, ports);
		if (found !== void 0) return found;
		const ageMs = ports.clock.now().getTime() - takenMs;
		if (isOurs && ageMs >= 0 && ageMs < freshMs) return start(wanted, intent, ports);
		dead = intent.starter;
	}
	throw new PawlError("registry.contended", { message: `Somebody else starts ${wanted.subject} for ${wanted.key} all the time.` });
}
async function lookAgain(look, { clock }) {
	for (const pauseMs of looksMs) {
		const found = await look();
		if (found !== void 0) return found;
		await clock.sleep(pauseMs);
	}
	return look();
}
async function takeIntent({ family, key, subject, before }, { starter, dead }, ports) {
	const known = await readIntent(family, key, ports);
	if (known !== void 0 && known.starter !== dead) return known;
	const at = ports.clock.now().toISOString();
	const mine = known === void 0 ? {
		key,
		subject,
		before: await before(),
		at,
		starter
	} : {
		...known,
		starter
	};
	let standing = mine;
	await changeIntents(family, (intents) => {
		const other = intents.find((one) => one.key === key);
		standing = other === void 0 || other.starter === dead ? mine : other;
		return standing === mine ? [...intents.filter((one) => one.key !== key), mine] : void 0;
	}, ports);
	return standing;
}
async function start(wanted, intent, ports) {
	try {
		return await wanted.start(intent);
	} catch (error) {
		if (error instanceof PawlError && error.isRefusal) await forgetIntent(wanted.family, wanted.key, ports);
		throw error;
	}
}
async function forgetIntent(family, key, ports) {
	await changeIntents(family, (intents) => intents.some((one) => one.key === key) ? intents.filter((one) => one.key !== key) : void 0, ports);
}
//#endregion
//#region src/app/dispatch/dispatch-once.ts
const titleOfRun = {
	deploy: (deploymentId) => `deploy #${deploymentId}`,
	retrain: (model, issue) => `retrain ${model} #${issue ?? ""}`,
	run: (asked) => `run ${asked.step} ${asked.pull} ${asked.sha} ${asked.request}`
};
const marginMs = 24 * 36e5;
async function dispatchOnce({ verb, key, title, inputs, further = {} }, ports) {
	const { defaultBranch } = await ports.members.repository();
	const { run } = await startOnce({
		family: verb,
		key,
		subject: title,
		before: () => newestRun(defaultBranch, ports.clock.now(), ports),
		find: async ({ subject, before, at }) => {
			const run = await findDispatchedRun({
				title: subject,
				branch: defaultBranch,
				before,
				at
			}, ports);
			return run && { run };
		},
		start: async () => ({ run: await dispatch(defaultBranch, {
			inputs,
			further
		}, ports) })
	}, ports);
	return run;
}
async function dispatch(branch, { inputs, further }, { workflows }) {
	const { file } = pipelineWorkflow;
	try {
		return await workflows.dispatch(file, branch, {
			...inputs,
			...further
		});
	} catch (error) {
		if (!(error instanceof PawlError && error.isRefusal && error.code === "github.request-failed") || Object.keys(further).length === 0) throw error;
		return workflows.dispatch(file, branch, inputs);
	}
}
async function newestRun(branch, now, ports) {
	const [newest] = await listDispatched(branch, now, ports);
	return newest?.id ?? 0;
}
async function findDispatchedRun(wanted, ports) {
	const found = (await listDispatched(wanted.branch, new Date(wanted.at), ports)).findLast(({ id, path, displayTitle }) => path === pipelineWorkflow.path && id > wanted.before && displayTitle === wanted.title);
	return found && {
		id: found.id,
		url: found.url
	};
}
async function listDispatched(branch, at, { workflows }) {
	const createdSince = new Date(at.getTime() - marginMs).toISOString();
	return workflows.listRuns({
		event: "workflow_dispatch",
		branch,
		createdSince
	});
}
//#endregion
//#region src/monitoring/series.ts
const driftKinds = [
	"data",
	"prediction",
	"performance"
];
const kindOfCheck = {
	data_drift: "data",
	data_quality: "data",
	prediction_drift: "prediction",
	performance: "performance"
};
//#endregion
//#region src/monitoring/drift-marker.ts
const markerLine = /^<!-- pawl:drift v=1 repo=(\d+) fp=([A-Za-z0-9_-]+)\/([A-Za-z0-9_-]+)\/([a-z]+) seq=(\d+) -->$/;
function formatDriftMarker(marker) {
	const fingerprint = formatFingerprint(marker);
	return `<!-- pawl:drift v=1 repo=${marker.repositoryId} fp=${fingerprint} seq=${marker.sequence} -->`;
}
function formatFingerprint(fingerprint) {
	return `${fingerprint.model}/${fingerprint.environment}/${fingerprint.kind}`;
}
function parseDriftMarker(body) {
	const match = markerLine.exec(body.split(/\r?\n/, 1)[0] ?? "");
	const kind = driftKinds.find((entry) => entry === match?.[4]);
	if (match === null || kind === void 0) return void 0;
	const [, repositoryId, model = "", environment = "", , sequence] = match;
	return {
		repositoryId: Number(repositoryId),
		model,
		environment,
		kind,
		sequence: Number(sequence)
	};
}
const recordSchema = strictObject({
	schema: literal("pawl.drift-record/1"),
	state: _enum(["open", "closed"]),
	version: string(),
	openedAt: datetime(),
	retrain: strictObject({
		state: _enum(["requested", "dispatched"]),
		at: datetime(),
		version: string(),
		severity: number().int().min(1).max(3),
		before: strictObject({
			run: number().int().nonnegative(),
			at: datetime()
		}).optional()
	}).nullable()
});
function formatDriftRecord(record) {
	return `<!-- pawl:drift-record ${JSON.stringify(record).replaceAll(">", "\\u003e")} -->`;
}
function parseDriftRecord(body) {
	const match = /^<!-- pawl:drift-record (\{.*\}) -->$/m.exec(body.slice(0, 5e3));
	return recordSchema.safeParse(parseJson(match?.[1] ?? "")).data;
}
//#endregion
//#region src/monitoring/drift-response.ts
const said = {
	by: string().max(100).describe("Login of who said it."),
	at: datetime(),
	reason: string().max(300).nullable(),
	request: string().max(200).describe("Natural key of the request: the same one counts once.")
};
const driftResponseSchema = strictObject({
	schema: literal("pawl.drift-response/1"),
	acknowledged: strictObject(said).nullable(),
	snoozed: strictObject({
		...said,
		until: datetime()
	}).nullable(),
	outcomes: array(strictObject({
		...said,
		outcome: _enum(["resolved", "false-alarm"]),
		version: string().max(100)
	})).max(50)
});
const noResponse = {
	schema: "pawl.drift-response/1",
	acknowledged: null,
	snoozed: null,
	outcomes: []
};
function driftResponseRef({ model, environment, kind }) {
	return `refs/pawl/drift/${model}/${environment}/${kind}`;
}
function isSnoozed(response, at) {
	const until = response?.snoozed?.until;
	return until !== void 0 && Date.parse(at) < Date.parse(until);
}
function addOutcome(response, outcome) {
	if (response.outcomes.some(({ request }) => request === outcome.request)) return response;
	return {
		...response,
		acknowledged: null,
		snoozed: null,
		outcomes: [...response.outcomes, outcome].slice(-50)
	};
}
function falseAlarmScore({ outcomes }) {
	return {
		falseAlarms: outcomes.filter(({ outcome }) => outcome === "false-alarm").length,
		ended: outcomes.length
	};
}
//#endregion
//#region src/monitoring/windows.ts
const unitMs = {
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
function parseDuration(text) {
	const match = /^([1-9]\d{0,4})([smhd])$/.exec(text);
	const unit = unitMs[match?.[2] ?? ""];
	if (match === null || unit === void 0) throw new PawlError("config.invalid", { message: `"${text}" is not a duration such as 30m, 24h or 1d.` });
	return Number(match[1]) * unit;
}
function planWindows(until, durationMs, count) {
	const untilMs = Date.parse(until);
	if (Number.isNaN(untilMs)) throw new PawlError("input.invalid", { message: `"${until}" is not an ISO 8601 time.` });
	const lastEnd = Math.floor(untilMs / durationMs) * durationMs;
	return Array.from({ length: count }, (_, index) => {
		const end = lastEnd - (count - 1 - index) * durationMs;
		return {
			start: new Date(end - durationMs).toISOString(),
			end: new Date(end).toISOString()
		};
	});
}
function datesOf(windows) {
	const first = Date.parse(windows[0]?.start ?? "");
	const last = Date.parse(windows.at(-1)?.end ?? "") - 1;
	const dates = [];
	const day = unitMs["d"] ?? 0;
	for (let time = Math.floor(first / day) * day; time <= last; time += day) dates.push(new Date(time).toISOString().slice(0, 10));
	return dates;
}
//#endregion
//#region src/report/drift-response.ts
const begin = "<!-- pawl:drift-response -->";
const end = "<!-- /pawl:drift-response -->";
function renderDriftResponse(response, at) {
	const lines = response === void 0 ? [] : describe(response, at);
	return lines.length === 0 ? "" : [
		begin,
		...lines,
		end
	].join("\n");
}
function describe(response, at) {
	const { acknowledged, snoozed } = response;
	const lines = [];
	if (acknowledged !== null) lines.push(`- **Acknowledged** by ${who(acknowledged)}`);
	if (snoozed !== null && isSnoozed(response, at)) {
		const until = snoozed.until.slice(0, 16).replace("T", " ");
		lines.push(`- **Snoozed** until ${until} UTC by ${who(snoozed)}: neither reopened nor retrained for`);
	}
	const { falseAlarms, ended } = falseAlarmScore(response);
	if (ended > 0) {
		const advice = falseAlarms * 2 > ended ? "; raise the limit or `open_after` in the policy" : "";
		lines.push(`- **False alarms**: ${falseAlarms} of ${ended} ended by a person${advice}`);
	}
	return lines;
}
function who({ by, at, reason }) {
	const why = reason === null ? "" : `: ${escapeText(reason, 300)}`;
	return `${escapeText(by)} on ${at.slice(0, 10)}${why}`;
}
function replaceDriftResponse(body, block) {
	const from = body.indexOf(begin);
	const to = body.indexOf(end, from);
	if (from >= 0 && to >= 0) {
		const rest = body.slice(to + 29);
		return block === "" ? body.slice(0, from) + rest.replace(/^\s+/, "") : body.slice(0, from) + block + rest;
	}
	if (block === "") return body;
	const parts = body.trimEnd().split("\n\n");
	return `${[
		...parts.slice(0, -2),
		block,
		...parts.slice(-2)
	].join("\n\n")}\n`;
}
//#endregion
export { startOnce as C, readState as E, lookAgain as S, changeState as T, dispatchOnce as _, planWindows as a, titleOfRun as b, driftResponseSchema as c, formatDriftMarker as d, formatDriftRecord as f, kindOfCheck as g, parseDriftRecord as h, parseDuration as i, isSnoozed as l, parseDriftMarker as m, replaceDriftResponse as n, addOutcome as o, formatFingerprint as p, datesOf as r, driftResponseRef as s, renderDriftResponse as t, noResponse as u, findDispatchedRun as v, readIntent as w, forgetIntent as x, newestRun as y };
