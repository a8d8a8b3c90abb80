import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as parseJsonBytes } from "./parse-json-N4_J43e3.js";
import { l as isFileMetric } from "./parse-policy-CiPne4bg.js";
import { s as artifactNames } from "./handed-records-DJSw3mG4.js";
import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { t as evaluationReportSchema } from "./report-schema-DfF52wm-.js";
//#region src/evaluation/report-contradictions.ts
const tolerance = 1e-9;
function findContradictions(report) {
	const rows = report.data?.rows ?? Number.POSITIVE_INFINITY;
	const slices = report.slices.flatMap(({ slice, rows: size, metrics }) => [
		...size > rows ? [`slice ${slice} has ${size} rows of ${rows}`] : [],
		...metrics.flatMap((metric) => ofMetric(metric, rows).map((text) => `slice ${slice}: ${text}`)),
		...ofTwice(metrics).map((text) => `slice ${slice}: ${text}`)
	]);
	return [
		...ofOutcome(report),
		...ofTwice(report.metrics),
		...report.metrics.flatMap((metric) => ofMetric(metric, rows)),
		...slices
	].slice(0, 10);
}
function ofOutcome({ outcome, champion, challenger, metrics }) {
	if (outcome === "unchanged") return metrics.length > 0 ? ["the model is unchanged, and yet it has metrics"] : [];
	const scored = metrics.filter((metric) => !isFileMetric(metric.metric));
	if (outcome === "first" && champion !== null && scored.length > 0) return ["it is the first model, and yet there is a champion"];
	if (challenger === null && scored.length > 0) return ["there is no model, and yet it was scored"];
	const compared = scored.find((metric) => metric.champion !== null);
	return champion === null && compared !== void 0 ? [`${compared.metric} has a value of a champion that is not there`] : [];
}
function ofTwice(metrics) {
	const seen = new Set();
	return metrics.flatMap(({ metric }) => {
		if (seen.has(metric)) return [`${metric} is there twice`];
		seen.add(metric);
		return [];
	});
}
function ofMetric(metric, rows) {
	const found = [
		...ofRange(metric),
		...ofDifference(metric),
		...ofVerdict(metric)
	];
	if (metric.rows > rows && findMetric(metric.metric)?.isMeasured !== true) found.push(`it was computed on ${metric.rows} rows of ${rows}`);
	return found.map((text) => `${metric.metric}: ${text}`);
}
function ofRange({ metric, champion, challenger, direction }) {
	const known = findMetric(metric);
	if (known === void 0) return [];
	const [least, greatest] = known.range;
	const outside = [champion, challenger].flatMap((side) => side === null ? [] : [fromJsonNumber(side.value)]).find((value) => value < least - tolerance || value > greatest + tolerance);
	return [...known.direction === direction ? [] : [`${direction} is not its direction, ${known.direction} is`], ...outside === void 0 ? [] : [`${outside} is outside ${least} to ${greatest}`]];
}
function ofDifference({ champion, challenger, difference }) {
	const found = [
		champion,
		challenger,
		difference
	].some((side) => side?.interval != null && fromJsonNumber(side.interval[0]) > fromJsonNumber(side.interval[1])) ? ["an interval ends before it begins"] : [];
	if (difference === null) return found;
	if (champion === null || challenger === null) return [...found, "there is a difference to nothing"];
	const [a, b] = [fromJsonNumber(challenger.value), fromJsonNumber(champion.value)];
	const claimed = fromJsonNumber(difference.value);
	const isFinite = [
		a,
		b,
		claimed
	].every((value) => Number.isFinite(value));
	const gap = Math.abs(claimed - (a - b));
	if (isFinite && gap > tolerance * Math.max(1, Math.abs(a), Math.abs(b))) found.push(`${claimed} is not challenger ${a} minus champion ${b}`);
	return found;
}
function ofVerdict({ verdict, difference, direction }) {
	if (verdict !== "better" && verdict !== "worse") return [];
	if (direction === "none") return [`${verdict} without a direction`];
	if (difference === null) return [`${verdict} without a difference`];
	const value = fromJsonNumber(difference.value);
	const gain = direction === "higher" ? value : -value;
	return gain === 0 || gain > 0 === (verdict === "better") ? [] : [`a difference of ${value} is not ${verdict}`];
}
//#endregion
//#region src/app/evaluate-run/read-model-artifact.ts
async function readModelArtifact(run, artifact, ports) {
	const { words, maxArchiveBytes, limits } = artifact;
	const found = await findArtifact(run.id, artifact.name, ports);
	if (found === void 0) return { state: "none" };
	if (found.sizeBytes > maxArchiveBytes) return refuse(`${words.archive} is too large`);
	const allowed = new Set(run.models.map((model) => `${model}.json`));
	try {
		const bytes = await ports.workflows.downloadArtifact(found.id, maxArchiveBytes);
		const documents = [...await ports.readArchive(bytes, (name) => allowed.has(name), limits)].map(([name, file]) => parseDocument(name, file, artifact));
		return documents.length === 0 ? refuse(`${words.archive} is empty`) : {
			state: "found",
			documents
		};
	} catch (error) {
		if (error instanceof PawlError && error.code === "file.unreadable") return refuse(error.message);
		throw error;
	}
}
async function findArtifact(runId, name, { workflows }) {
	const [newest] = (await workflows.listArtifacts(runId)).filter((candidate) => candidate.name === name && !candidate.expired).sort((a, b) => b.id - a.id);
	return newest;
}
function refuse(reason) {
	return {
		state: "refused",
		reason
	};
}
function parseDocument(name, file, { schema, findFault, words }) {
	const refused = (why) => new PawlError("file.unreadable", { message: `The ${words.document} ${name} is refused: ${why}` });
	const parsed = schema.safeParse(parseJsonBytes(file));
	if (!parsed.success) throw refused(parsed.error.issues[0]?.message ?? "wrong shape");
	if (name !== `${parsed.data.model}.json`) throw refused("it is of another model");
	const fault = findFault(parsed.data);
	if (fault !== void 0) throw refused(fault);
	return parsed.data;
}
//#endregion
//#region src/app/evaluate-run/read-run-reports.ts
const artifact = {
	name: artifactNames.reports,
	words: {
		document: "report",
		archive: "the report's archive"
	},
	maxArchiveBytes: 8 * 2 ** 20,
	schema: evaluationReportSchema,
	findFault: (report) => {
		const [contradiction] = findContradictions(report);
		return contradiction === void 0 ? void 0 : `it contradicts itself: ${contradiction}`;
	}
};
async function readRunReports(runId, models, ports) {
	const read = await readModelArtifact({
		id: runId,
		models
	}, artifact, ports);
	return read.state === "found" ? {
		state: "found",
		reports: read.documents
	} : read;
}
//#endregion
export { findArtifact as n, readModelArtifact as r, readRunReports as t };
