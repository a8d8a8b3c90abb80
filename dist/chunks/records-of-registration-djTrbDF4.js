import { C as object, D as string, E as strictObject, T as record, j as unknown, m as array } from "./schemas-CFgJ4ov0.js";
import { v as mostItems } from "./read-ledger-BOzKXy_l.js";
import { n as recordRun, t as recordDecision } from "./run-place-D3Gjvc0_.js";
//#region src/app/ledger/records-of-registration.ts
function recordsOfRegistration(facts, place) {
	const { version } = facts.result;
	return version === null ? [toRun(facts, place)] : [toRun(facts, place), toDecision(facts, version, place)];
}
function toRun({ result, artifact, lineage, report }, place) {
	const digest = lineage === void 0 ? null : `md5:${lineage.md5}`;
	const isRegistered = result.decision === "registered";
	return recordRun(place, result.model, {
		verb: "register",
		model: {
			name: result.model,
			version: result.version,
			status: result.decision === "failed" ? "failed" : result.version === null ? "none" : "registered",
			digest
		},
		state: result.decision === "failed" ? "failed" : "done",
		reasonCode: result.reasonCode,
		params: readParams(lineage),
		inputs: readInputs(lineage),
		outputs: digest === null ? [] : [{
			path: artifact,
			digest,
			sizeBytes: null,
			kind: "model"
		}],
		metrics: readMetrics(report),
		artifacts: isRegistered ? [{
			name: result.tag,
			uri: result.releaseUrl,
			digest,
			sizeBytes: null
		}] : []
	});
}
function toDecision({ result, lineage }, version, place) {
	const isOwn = result.decision === "registered";
	const tag = `${result.model}@${version}`;
	return recordDecision(place, {
		key: `register/${tag}`,
		action: "register",
		reasonCode: isOwn ? result.reasonCode : "found",
		reason: isOwn ? result.reason : `${tag} was registered by an earlier run, which left no entry`,
		model: result.model,
		version,
		modelDigest: lineage === void 0 ? null : `md5:${lineage.md5}`,
		shas: {
			commit: isOwn ? place.commit : null,
			head: null,
			base: null,
			policy: place.commit
		},
		pullRequest: place.trigger.pullRequest,
		tag
	});
}
const stageParams = array(object({ params: record(string(), record(string(), unknown())) }));
const numberText = strictObject({ number: string() });
function readParams(lineage) {
	const pairs = (stageParams.safeParse(lineage?.material.params).data ?? []).flatMap(({ params }) => Object.entries(params).flatMap(([file, values]) => Object.entries(values).flatMap(([key, value]) => flatten(`${file}:${key}`, value))));
	return Object.fromEntries(pairs.slice(0, mostItems));
}
const nested = record(string(), unknown());
const deepest = 8;
function flatten(name, value, depth = 0) {
	const map = numberText.safeParse(value).success ? void 0 : nested.safeParse(value).data;
	const pairs = map === void 0 || depth === deepest ? [] : Object.entries(map);
	if (pairs.length === 0) return [[name.slice(0, mostItems), toScalar(value)]];
	return pairs.flatMap(([key, inner]) => flatten(`${name}.${key}`, inner, depth + 1));
}
function toScalar(value) {
	const number = Number(numberText.safeParse(value).data?.number ?? NaN);
	if (Number.isFinite(number)) return number;
	if (typeof value === "string" || typeof value === "boolean" || value === null) return typeof value === "string" ? value.slice(0, 5e3) : value;
	return JSON.stringify(value).slice(0, 5e3);
}
const stageFiles = array(object({
	deps: record(string(), string().nullable()).default({}),
	outs: record(string(), string().nullable()).default({})
}));
function readInputs(lineage) {
	const read = (material, kind) => (stageFiles.safeParse(material).data ?? []).flatMap(({ deps, outs }) => Object.entries({
		...deps,
		...outs
	}).map(([path, md5]) => {
		return {
			path,
			digest: md5 !== null && /^[0-9a-f]{32}(\.dir)?$/.test(md5) ? `md5:${md5}` : null,
			sizeBytes: null,
			kind
		};
	}));
	const all = [...read(lineage?.material.data, "data"), ...read(lineage?.material.code, "code")];
	return [...new Map(all.toReversed().map((datum) => [datum.path, datum])).values()].toReversed().slice(0, mostItems);
}
function readMetrics(report) {
	return (report?.metrics ?? []).flatMap(({ metric: name, challenger }) => challenger === null ? [] : [{
		name,
		slice: null,
		...challenger
	}]);
}
//#endregion
export { recordsOfRegistration as i, readMetrics as n, readParams as r, readInputs as t };
