import { D as string, E as strictObject, S as number, b as literal, f as _enum, m as array } from "./schemas-D12ORNH4.js";
import { t as datetime } from "./iso-DVDE4bQA.js";
import { f as PawlError } from "./copy-CoEv6Qhj.js";
import { a as writeState, n as parseState } from "./state-document-eT4269Jb.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
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
		severity: number().int().min(1).max(3)
	}).nullable()
});
function formatDriftRecord(record) {
	return `<!-- pawl:drift-record ${JSON.stringify(record).replaceAll(">", "\\u003e")} -->`;
}
function parseDriftRecord(body) {
	const match = /^<!-- pawl:drift-record (\{.*\}) -->$/m.exec(body.slice(0, 5e3));
	if (match === null) return void 0;
	try {
		return recordSchema.parse(JSON.parse(match[1] ?? ""));
	} catch {
		return;
	}
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
export { changeState as _, planWindows as a, driftResponseSchema as c, formatDriftMarker as d, formatDriftRecord as f, kindOfCheck as g, parseDriftRecord as h, parseDuration as i, isSnoozed as l, parseDriftMarker as m, replaceDriftResponse as n, addOutcome as o, formatFingerprint as p, datesOf as r, driftResponseRef as s, renderDriftResponse as t, noResponse as u, readState as v };
