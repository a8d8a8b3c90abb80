import { A as union, D as string, E as strictObject, S as number, T as record, b as literal, f as _enum, g as boolean, m as array } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { $t as checkSchema, Qt as readDocument, en as problemAt, tn as nearestMatch } from "./pipeline-DJgoMtB1.js";
import { n as metricsOf, t as findMetric } from "./metric-table-D7ATufM2.js";
//#region src/registry/freeze-window.ts
const weekdays = [
	"mon",
	"tue",
	"wed",
	"thu",
	"fri",
	"sat",
	"sun"
];
const weekly = /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):([0-5]\d)$/;
const dated = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?: ((?:[01]\d|2[0-3]):[0-5]\d))?$/;
function kindOfInstant(text) {
	if (weekly.test(text)) return "weekly";
	const day = dated.exec(text)?.[1];
	if (day === void 0) return void 0;
	return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? "dated" : void 0;
}
function isTimeZone(zone) {
	try {
		return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
	} catch {
		return false;
	}
}
function findFreeze(windows, now) {
	return windows.find((window) => isFrozen(window, now));
}
function isFrozen({ from, until, zone }, now) {
	const kind = kindOfInstant(from);
	if (kind === void 0 || kindOfInstant(until) !== kind || !isTimeZone(zone)) return true;
	const local = localTime(now, zone);
	if (kind === "dated") return startOf(from) <= local.stamp && local.stamp < endOf(until);
	const [start, end] = [minuteOfWeek(from), minuteOfWeek(until)];
	return start < end ? start <= local.minute && local.minute < end : start <= local.minute || local.minute < end;
}
function describeFreeze({ from, until, zone, reason }) {
	return `${from} to ${until} (${zone})${reason === void 0 ? "" : `, ${reason}`}`;
}
function minuteOfWeek(text) {
	const [, day = "", hour = "0", minute = "0"] = weekly.exec(text) ?? [];
	return (weekdays.findIndex((name) => name === day) * 24 + Number(hour)) * 60 + Number(minute);
}
function startOf(text) {
	const [, day = "", time = "00:00"] = dated.exec(text) ?? [];
	return `${day} ${time}`;
}
function endOf(text) {
	const [, day = "", time = "24:00"] = dated.exec(text) ?? [];
	return `${day} ${time}`;
}
function localTime(now, zone) {
	const format = new Intl.DateTimeFormat("en-GB", {
		timeZone: zone,
		hourCycle: "h23",
		weekday: "short",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit"
	});
	const { weekday = "", year = "", month = "", day = "", hour = "", minute = "" } = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
	return {
		minute: (weekdays.findIndex((name) => name === weekday.toLowerCase()) * 24 + Number(hour)) * 60 + Number(minute),
		stamp: `${year.padStart(4, "0")}-${month}-${day} ${hour}:${minute}`
	};
}
//#endregion
//#region src/evaluation/gate-rule.ts
const sliceScopes = [
	"all",
	"found",
	"any"
];
function isSliceScope(slices) {
	return sliceScopes.some((scope) => scope === slices);
}
function isFileMetric(metric) {
	return /^[^:]+\.[A-Za-z0-9]+:./.test(metric);
}
function gateMetricId(gate) {
	return findMetric(gate.metric)?.id ?? gate.metric;
}
function gateDirection(gate) {
	if (gate.direction !== void 0) return gate.direction;
	return (findMetric(gate.metric) ?? findMetric(lastPart(gate.metric)))?.direction ?? "none";
}
function lastPart(metric) {
	return metric.split(/[:.]/).at(-1) ?? metric;
}
function toleranceOf(gate, champion) {
	if (gate.max_regression === void 0) return void 0;
	if (typeof gate.max_regression === "number") return gate.max_regression;
	const share = Number(gate.max_regression.replace("%", "")) / 100;
	return champion === 0 ? NaN : share * Math.abs(champion);
}
function describeGate(gate) {
	const rules = describeRules(gate);
	const where = gate.slices === void 0 ? "" : ` in ${sliceText(gate.slices)}${minRowsText(gate)}`;
	return `${gateMetricId(gate)} ${rules === "" ? "without a rule" : rules}${where}`;
}
function describeRules(gate) {
	const rules = [];
	if (gate.min !== void 0) rules.push(`≥ ${gate.min}`);
	if (gate.max !== void 0) rules.push(`≤ ${gate.max}`);
	if (gate.max_regression !== void 0) {
		const isLower = gateDirection(gate) === "lower";
		const sign = Number.parseFloat(String(gate.max_regression)) === 0 ? "" : isLower ? "+" : "−";
		rules.push(`Δ ${isLower ? "≤" : "≥"} ${sign}${gate.max_regression}`);
	}
	return rules.join(" and ");
}
const scopeTexts = {
	all: "each slice",
	found: "each slice that the search found",
	any: "each slice, declared or found"
};
function sliceText(slices) {
	return isSliceScope(slices) ? scopeTexts[slices] : slices;
}
function minRowsText(gate) {
	return gate.min_rows === void 0 ? "" : ` of ≥ ${gate.min_rows} rows`;
}
//#endregion
//#region src/evaluation/metric-tasks.ts
const samples = {
	"binary-classification": {
		task: "binary-classification",
		target: Float64Array.of(0, 1),
		score: Float64Array.of(.25, .75),
		threshold: .5
	},
	"multiclass-classification": {
		task: "multiclass-classification",
		target: Float64Array.of(0, 1),
		probabilities: Float64Array.of(.75, .25, .25, .75),
		classes: 2
	},
	regression: {
		task: "regression",
		target: Float64Array.of(1, 2),
		prediction: Float64Array.of(1, 2)
	}
};
function isMetricOf(metric, task) {
	try {
		metric.prepare(samples[task]);
		return true;
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return error.code !== "metric.unsupported";
	}
}
function isRelativeMeaningless({ range, direction, needsGroups }) {
	return range[0] < 0 || needsGroups && direction === "lower";
}
//#endregion
//#region src/evaluation/slices.ts
const mostValues = 50;
function sliceColumn(definition) {
	return typeof definition === "string" ? definition : definition.column;
}
function planSlices(definitions, columns) {
	const results = definitions.map((definition) => {
		const values = columns.get(sliceColumn(definition));
		if (values === void 0) return {
			slices: [],
			notes: [`slice column ${sliceColumn(definition)} is missing`]
		};
		return typeof definition === "string" ? sliceByValue(definition, values) : {
			slices: sliceByBins(definition.column, definition.bins, values),
			notes: []
		};
	});
	return {
		slices: results.flatMap(({ slices }) => slices),
		notes: results.flatMap(({ notes }) => notes)
	};
}
function sliceByValue(column, values) {
	const bySize = [...groupRows(values, (value) => value === null ? `${column} is missing` : `${column}=${textOf(value)}`)].sort(([nameA, a], [nameB, b]) => b.length - a.length || (nameA < nameB ? -1 : 1));
	const kept = bySize.slice(0, mostValues).map(([name, rows]) => ({
		name,
		rows: Uint32Array.from(rows)
	}));
	const note = `${column} has ${bySize.length} values; the ${mostValues} most frequent are slices`;
	return {
		slices: kept,
		notes: bySize.length > mostValues ? [note] : []
	};
}
function textOf(value) {
	return value instanceof Date ? value.toISOString() : String(value);
}
function sliceByBins(column, bins, values) {
	const names = binNames({
		column,
		bins
	});
	const missing = `${column} is missing`;
	const groups = groupRows(values, (value) => {
		const number = numberOf(value);
		if (number === void 0) return missing;
		return names[bins.filter((edge) => edge <= number).length] ?? missing;
	});
	return [...names, missing].flatMap((name) => {
		const rows = groups.get(name);
		return rows === void 0 ? [] : [{
			name,
			rows: Uint32Array.from(rows)
		}];
	});
}
function binNames({ column, bins }) {
	return [
		`${column} < ${bins[0]}`,
		...bins.slice(1).map((edge, index) => `${column} ${bins[index]} to ${edge}`),
		`${column} ≥ ${bins.at(-1)}`
	];
}
function numberOf(value) {
	if (typeof value !== "number" && typeof value !== "bigint") return void 0;
	const number = Number(value);
	return Number.isNaN(number) ? void 0 : number;
}
function groupRows(values, nameOf) {
	const groups = new Map();
	values.forEach((value, row) => {
		const name = nameOf(value);
		const rows = groups.get(name);
		if (rows === void 0) groups.set(name, [row]);
		else rows.push(row);
	});
	return groups;
}
//#endregion
//#region src/config/metric-rules.ts
function problemOfMetric(metric, model) {
	const known = findMetric(metric);
	if (known?.isMeasured === true) return void 0;
	const found = JSON.stringify(metric);
	const allowed = metricsOf(model.task).join(", ");
	if (known === void 0) {
		const suggestion = typeof metric === "string" ? nearestMatch(metric, metricsOf(model.task)) : void 0;
		return {
			message: "is not a known metric",
			found,
			allowed,
			...suggestion === void 0 ? {} : { suggestion }
		};
	}
	if (!isMetricOf(known, model.task)) return {
		message: `is no metric of ${model.task}`,
		found,
		allowed
	};
	if (known.needsGroups && model.evaluation?.group === void 0) return {
		message: "needs evaluation.group: the column whose groups it compares",
		found
	};
}
//#endregion
//#region src/config/gate-rules.ts
function checkGates(model, add) {
	for (const [index, gate] of model.gates.entries()) {
		const addHere = (path, details) => add([
			"gates",
			index,
			...path
		], details);
		checkMetric(gate, model, addHere);
		checkLimits(gate, addHere);
		checkSlices(gate, model.evaluation, addHere);
		checkDuplicate(gate, model.gates.slice(0, index), addHere);
	}
}
function checkMetric(gate, model, add) {
	if (!isFileMetric(gate.metric)) {
		const problem = problemOfMetric(gate.metric, model);
		if (problem !== void 0) add(["metric"], problem);
		if (problem?.message === "is not a known metric") return;
	}
	if (gate.max_regression === void 0) return;
	if (gateDirection(gate) === "none") add([], {
		message: `needs direction: nothing says which way ${gate.metric} is better`,
		allowed: "higher, lower"
	});
	const known = findMetric(gate.metric) ?? findMetric(lastPart(gate.metric));
	if (known !== void 0 && typeof gate.max_regression === "string" && isRelativeMeaningless(known)) add(["max_regression"], {
		message: `is relative, and ${known.id} of a good model can be 0 or of either sign`,
		found: JSON.stringify(gate.max_regression),
		allowed: "an absolute number"
	});
}
function checkLimits(gate, add) {
	const { min, max, max_regression } = gate;
	if (min === void 0 && max === void 0 && max_regression === void 0) add([], {
		message: "has no rule",
		allowed: "min, max, max_regression"
	});
	if (min !== void 0 && max !== void 0 && min > max) add(["min"], {
		message: "is greater than max",
		found: `${min} > ${max}`
	});
}
function checkSlices(gate, evaluation, add) {
	const { slices } = gate;
	if (slices === void 0) {
		if (gate.min_rows !== void 0) add(["min_rows"], {
			message: "needs slices: it is about rows in a slice",
			allowed: sliceScopes.join(", ")
		});
		return;
	}
	if (isFileMetric(gate.metric) || findMetric(gate.metric)?.isMeasured === true) {
		add(["slices"], { message: `has no meaning for ${gate.metric}: it is not computed on rows` });
		return;
	}
	const isDeclared = evaluation !== void 0 && evaluation.slices.length > 0;
	const isSearched = evaluation !== void 0 && evaluation.slice_search !== false;
	if (!isSliceScope(slices)) checkNamedSlice(slices, evaluation, add);
	else if (slices === "found" ? !isSearched : slices === "all" ? !isDeclared : !isDeclared && !isSearched) add(["slices"], {
		message: `needs ${{
			all: "evaluation.slices",
			found: "evaluation.slice_search",
			any: "evaluation.slices"
		}[slices]}`,
		found: JSON.stringify(slices)
	});
}
function checkNamedSlice(slices, evaluation, add) {
	const names = (evaluation?.slices ?? []).flatMap(namesOf);
	if (names.some((name) => name.endsWith("=") ? slices.startsWith(name) : slices === name)) return;
	const suggestion = nearestMatch(slices, [...sliceScopes, ...names]);
	add(["slices"], {
		message: "is no slice of evaluation.slices",
		found: JSON.stringify(slices),
		allowed: [...sliceScopes, ...names.map((name) => name.endsWith("=") ? `${name}VALUE` : name)].join(", "),
		...suggestion === void 0 ? {} : { suggestion }
	});
}
function namesOf(definition) {
	const column = sliceColumn(definition);
	const missing = `${column} is missing`;
	return typeof definition === "string" ? [`${column}=`, missing] : [...binNames(definition), missing];
}
function checkDuplicate(gate, earlier, add) {
	const twin = earlier.findIndex((other) => gateMetricId(other) === gateMetricId(gate) && other.slices === gate.slices && other.min_rows === gate.min_rows && rules.some((rule) => other[rule] !== void 0 && gate[rule] !== void 0));
	if (twin < 0) return;
	add([], {
		message: `repeats a rule of gates[${twin}]`,
		found: describeGate(gate)
	});
}
const rules = [
	"min",
	"max",
	"max_regression"
];
//#endregion
//#region src/registry/hub-repository.ts
const modelPlace = "{model}";
const longest = 96;
function hubRepository(template, model) {
	const [owner = "", name = "", ...more] = template.split("/");
	const parts = [owner, name.replaceAll(modelPlace, model)];
	const repository = parts.join("/");
	return more.length === 0 && repository.length <= longest && parts.every(isHubName) && !repository.endsWith(".git") ? repository : void 0;
}
function isHubName(part) {
	return /^\w(?:[\w.-]{0,95}\w)?$/.test(part) && !part.includes("--") && !part.includes("..");
}
//#endregion
//#region src/config/mirror-rules.ts
const mirror = ["registry", "mirror"];
function checkMirrors({ registry, models, runs }, add) {
	const { hugging_face: hub, mlflow } = registry?.mirror ?? {};
	if (mlflow === true && runs?.mlflow === void 0) add([...mirror, "mlflow"], { message: "needs runs.mlflow.tracking_uri: the address of the server" });
	if (hub === void 0) return;
	const path = [
		...mirror,
		"hugging_face",
		"repository"
	];
	const found = JSON.stringify(hub.repository);
	const names = Object.keys(models);
	const refused = names.find((name) => hubRepository(hub.repository, name) === void 0);
	if (refused !== void 0 || hubRepository(hub.repository, "m") === void 0) add(path, {
		message: `is no repository of the Hub${refused === void 0 ? "" : ` for the model ${refused}`}`,
		found,
		allowed: "owner/name of letters, digits, -, _ and ., at most 96, without -- and .., no - or . at the ends, no .git"
	});
	else if (names.length > 1 && !hub.repository.includes("{model}")) add(path, {
		message: "is one repository for several models",
		found,
		allowed: `a name with ${modelPlace} in it`
	});
}
//#endregion
//#region src/config/promotion-rules.ts
const principal = /^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\/[A-Za-z0-9][\w.-]{0,99})?$/;
function checkPromotion(model, add) {
	checkPrincipals(model.overriders, ["overriders"], add);
	for (const [name, environment] of Object.entries(model.environments)) {
		const addHere = (path, details) => add([
			"environments",
			name,
			...path
		], details);
		checkPrincipals(environment.approvers, ["approvers"], addHere);
		checkEnough(environment, addHere);
		for (const index of environment.freeze.keys()) checkWindow(environment, index, addHere);
	}
}
function checkPrincipals(list, path, add) {
	for (const [index, entry] of list.entries()) {
		if (principal.test(entry)) continue;
		add([...path, index], {
			message: "names neither a person nor a team",
			found: JSON.stringify(entry),
			allowed: "@login, @organisation/team"
		});
	}
}
function checkEnough({ approvals, approvers }, add) {
	const people = new Set(approvers.map((entry) => entry.toLowerCase()));
	const hasTeam = approvers.some((entry) => entry.includes("/"));
	if (approvers.length === 0 || hasTeam || people.size >= approvals) return;
	add(["approvals"], {
		message: "asks for more people than approvers names",
		found: `${approvals}`,
		allowed: `at most ${people.size}`
	});
}
function checkWindow({ freeze }, index, add) {
	const window = freeze[index];
	if (window === void 0) return;
	const kinds = {
		from: kindOfInstant(window.from),
		until: kindOfInstant(window.until)
	};
	for (const end of ["from", "until"]) {
		if (kinds[end] !== void 0) continue;
		add([
			"freeze",
			index,
			end
		], {
			message: "is no time of a freeze",
			found: JSON.stringify(window[end]),
			allowed: "`fri 16:00`, `2026-12-20`, `2026-12-20 18:00`"
		});
	}
	if (!isTimeZone(window.zone)) add([
		"freeze",
		index,
		"zone"
	], {
		message: "is no IANA time zone",
		found: JSON.stringify(window.zone),
		allowed: "a zone such as UTC or Europe/Berlin"
	});
	if (kinds.from === void 0 || kinds.until === void 0) return;
	if (kinds.from !== kinds.until) add([
		"freeze",
		index,
		"until"
	], {
		message: "must be a weekday when from is one, and a date when from is one",
		found: JSON.stringify(window.until)
	});
	else if (kinds.from === "dated" && window.until.slice(0, window.from.length) < window.from) add([
		"freeze",
		index,
		"until"
	], {
		message: "is before from: nothing is ever frozen",
		found: JSON.stringify(window.until)
	});
}
//#endregion
//#region src/config/policy-rules.ts
function checkRules(policy, document) {
	const problems = [];
	for (const [name, model] of Object.entries(policy.models)) {
		const add = (path, details) => {
			problems.push(problemAt(document, [
				"models",
				name,
				...path
			], details));
		};
		checkArtifact(model, add);
		checkEvaluation(model, add);
		checkGates(model, add);
		checkEnvironments(model, add);
		checkPromotion(model, add);
		checkMonitoring(model, add);
	}
	checkMirrors(policy, (path, details) => problems.push(problemAt(document, path, details)));
	return problems;
}
function checkArtifact(model, add) {
	if (!!/^\/|\\|(^|\/)\.\.(\/|$)/.test(model.artifact)) add(["artifact"], {
		message: "must be a path inside the repository",
		found: JSON.stringify(model.artifact)
	});
}
function checkEvaluation(model, add) {
	const { evaluation } = model;
	if (evaluation === void 0) return;
	if (evaluation.data === void 0 === (evaluation.predictions === void 0)) add(["evaluation"], { message: "needs either data or predictions, and not both" });
	for (const [index, metric] of evaluation.metrics.entries()) {
		const problem = problemOfMetric(metric, model);
		if (problem !== void 0) add([
			"evaluation",
			"metrics",
			index
		], problem);
	}
	for (const [index, slice] of evaluation.slices.entries()) {
		const bins = typeof slice === "string" ? [] : slice.bins;
		if (!bins.every((edge, at) => at === 0 || edge > (bins[at - 1] ?? edge))) add([
			"evaluation",
			"slices",
			index,
			"bins"
		], {
			message: "must increase",
			found: JSON.stringify(bins)
		});
	}
}
function checkEnvironments(model, add) {
	const names = Object.keys(model.environments);
	for (const [name, environment] of Object.entries(model.environments)) {
		const { after } = environment;
		if (after === void 0) {
			if (environment.soak !== void 0) add([
				"environments",
				name,
				"soak"
			], { message: "needs after: the environment to have been in" });
			continue;
		}
		const path = [
			"environments",
			name,
			"after"
		];
		const suggestion = nearestMatch(after, names);
		if (!names.includes(after)) add(path, {
			message: "is not an environment of this model",
			found: JSON.stringify(after),
			allowed: names.join(", "),
			...suggestion === void 0 ? {} : { suggestion }
		});
		else if (isInCycle(model, name)) add(path, { message: "makes a cycle: no environment of it can be entered" });
	}
}
function isInCycle(model, start) {
	let name = model.environments[start]?.after;
	for (let steps = Object.keys(model.environments).length; name !== void 0 && steps > 0; steps -= 1) {
		if (name === start) return true;
		name = model.environments[name]?.after;
	}
	return false;
}
function checkMonitoring(model, add) {
	const { monitoring } = model;
	if (monitoring === void 0) return;
	const [k = 0, n = 0] = monitoring.open_after.split(" of ").map(Number);
	if (k > n) add(["monitoring", "open_after"], {
		message: "asks for more windows than it looks at",
		found: JSON.stringify(monitoring.open_after),
		allowed: "k of n with k ≤ n"
	});
	for (const [index, cause] of (monitoring.retrain?.on ?? []).entries()) if (cause !== "schedule" && !monitoring.checks.includes(cause)) add([
		"monitoring",
		"retrain",
		"on",
		index
	], {
		message: `needs ${cause} among monitoring.checks`,
		found: JSON.stringify(cause),
		allowed: [...monitoring.checks, "schedule"].join(", ")
	});
}
//#endregion
//#region src/config/schema.ts
const name = string().regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/, { error: "letters, digits, - and _, at most 64, beginning and ending with a letter or digit" });
const duration = string().regex(/^[1-9][0-9]{0,4}(s|m|h|d)$/, { error: "a duration such as 30m, 24h or 1d" });
const count = number().int().positive();
const sliceSchema = union([string().min(1), strictObject({
	column: string().min(1).describe("Column of the evaluation data."),
	bins: array(number()).min(1).describe("Increasing edges; values are put between them.")
})]);
const metricSchema = union([string().min(1), record(string(), record(string(), number())).describe("A metric with parameters: {recall: {at_fpr: 0.01}}.")]);
const evaluationSchema = strictObject({
	data: string().min(1).optional().describe("Table (CSV, Parquet, Arrow, JSONL) with the rows to score with the ONNX artifact."),
	predictions: string().min(1).optional().describe("Table of predictions made by any framework, instead of scoring."),
	target: string().min(1).describe("Column with the true value."),
	id: string().min(1).describe("Column that pairs the same row in champion and challenger."),
	timestamp: string().min(1).optional().describe("Column with the event time."),
	slices: array(sliceSchema).default([]).describe("Columns, or binned columns, by which metrics are repeated."),
	metrics: array(metricSchema).min(1).describe("Metrics to compute; the first is the primary one."),
	weight: string().min(1).optional().describe("Column with the weight of each row, 0 or more."),
	threshold: number().default(.5).describe("Scores of at least this are predicted to be class 1."),
	zero_division: union([
		literal(0),
		literal(1),
		literal("nan")
	]).default("nan").describe("Value of precision, recall and F where their denominator is 0; nan: undefined, and said so."),
	group: string().min(1).optional().describe("Column with the group that fairness metrics compare."),
	slice_search: union([literal(false), strictObject({
		columns: array(string().min(1)).optional().describe("Columns to search; by default every one but id, target, weight and timestamp."),
		min_rows: count.default(200).describe("Smaller slices are not looked at."),
		depth: number().int().min(1).max(2).default(2).describe("Most columns that a slice combines."),
		show: number().int().min(1).max(50).default(5).describe("Worst slices to report.")
	})]).prefault({}).describe("Search for slices in which the challenger is worse; false: only the declared ones."),
	importance: union([literal(false), strictObject({
		rows: number().int().min(100).max(1e5).default(2e3).describe("Rows that are scored anew."),
		repeats: number().int().min(1).max(50).default(3).describe("Shuffles a column.")
	})]).prefault({}).describe("Importance of the model's inputs by permutation; false: not computed."),
	seeds: string().min(1).optional().describe("Directory with a table of predictions for each training seed, as a measure of noise."),
	resamples: number().int().min(100).max(1e4).default(1e3).describe("Paired bootstrap resamples."),
	seed: number().int().nonnegative().default(0).describe("Seed of the resampling; printed in the report."),
	confidence: number().gt(.5).lt(1).default(.95).describe("Level of the intervals.")
});
const gateSchema = strictObject({
	metric: string().min(1).describe("A metric identifier, or `file:key` of a DVC metrics file."),
	min: number().optional().describe("Least value of the challenger."),
	max: number().optional().describe("Greatest value of the challenger."),
	max_regression: union([number().nonnegative(), string().regex(/^\d+(\.\d+)?%$/)]).optional().describe("How much worse than the champion is tolerated: absolute, or relative as `1%`."),
	direction: _enum(["higher", "lower"]).optional().describe("Which way is better, for a metric that the table does not know."),
	slices: string().min(1).optional().describe("Judge slices instead of the whole: all (declared), found (by the search), any (both), or one such as carrier=AA."),
	min_rows: count.optional().describe("Slices with fewer rows are not judged.")
});
const freezeSchema = strictObject({
	from: string().min(1).describe("Beginning: `fri 16:00`, `2026-12-20` or `2026-12-20 18:00`."),
	until: string().min(1).describe("End, of the same kind; a date without a time is frozen to its end."),
	zone: string().min(1).default("UTC").describe("IANA time zone of both, such as Europe/Berlin."),
	reason: string().min(1).max(200).optional().describe("Shown to who is refused.")
});
const environmentSchema = strictObject({
	promote: _enum(["automatic", "manual"]).default("manual").describe("Whether a new version enters by itself."),
	after: name.optional().describe("Environment that the version must be in first."),
	approvals: number().int().nonnegative().max(10).default(0).describe("Approvals needed, not by the requester."),
	approvers: array(string()).default([]).describe("Teams (@org/team) and people (@login) who may approve."),
	soak: duration.optional().describe("How long the version must have been in `after`."),
	freeze: array(freezeSchema).max(50).default([]).describe("Times in which nothing is promoted: weekly windows, or ranges of dates. A rollback is free."),
	lock_ttl: duration.default("8h").describe("How long a lock holds when `/ml lock` has no --ttl.")
});
const servingSchema = strictObject({
	features: string().optional().describe("Feature service whose values are looked up."),
	replicas: count.default(1),
	port: number().int().min(0).max(65535).default(0).describe("Port of the server; 0 picks a free one.")
});
const monitoringSchema = strictObject({
	predictions: string().min(1).describe("Prediction log: a directory. ${NAME} is read from the environment."),
	labels: string().min(1).optional().describe("Table or directory with id and target, as labels arrive."),
	reference: _enum(["training", "trailing"]).default("training").describe("The profile in the Release, or a trailing window."),
	window: duration.default("1d"),
	open_after: string().regex(/^[1-9]\d? of [1-9]\d?$/).default("3 of 5").describe("Windows over the limit, of the last ones, that open an issue."),
	checks: array(_enum([
		"data_drift",
		"prediction_drift",
		"performance",
		"data_quality",
		"freshness",
		"latency"
	])).min(1).default([
		"data_drift",
		"prediction_drift",
		"performance"
	]),
	limits: strictObject({
		psi: number().positive().default(.2).describe("Population stability index of a column or of the prediction."),
		performance: number().positive().optional().describe("Tolerated worsening of the primary metric."),
		bias: number().positive().optional().describe("Tolerated |mean prediction - mean target|."),
		min_rows: count.default(500).describe("Windows with fewer rows are not judged.")
	}).prefault({}),
	retrain: strictObject({
		on: array(_enum([
			"data_drift",
			"prediction_drift",
			"performance",
			"schedule"
		])).min(1),
		at_most: string().regex(/^1 per [1-9]\d{0,3}(m|h|d)$/).default("1 per 24h"),
		mode: literal("pull-request").default("pull-request"),
		refresh: array(string()).default([]).describe("Frozen stages of dvc.yaml that bring new data, run first.")
	}).optional()
});
const modelSchema = strictObject({
	artifact: string().min(1).describe("An output in dvc.yaml: the model file. Its stage is the train stage."),
	task: _enum([
		"binary-classification",
		"multiclass-classification",
		"regression"
	]),
	owner: string().optional().describe("Who answers for the model."),
	description: string().max(2e3).optional().describe("What the model is for; goes into the model card."),
	evaluation: evaluationSchema.optional(),
	gates: array(gateSchema).default([]),
	strict: boolean().default(false).describe("Not enough evidence fails a gate instead of warning."),
	overriders: array(string()).default([]).describe("Teams (@org/team) and people (@login) who may override gates, with maintain; empty: all with maintain."),
	environments: record(name, environmentSchema).default({}),
	serving: servingSchema.optional(),
	monitoring: monitoringSchema.optional()
});
const hubId = string().regex(/^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/, { error: "a data set of the Hub, such as acme/flights" });
const mirrorSchema = strictObject({
	hugging_face: strictObject({
		repository: string().max(200).describe("Model repository on the Hub, `owner/name`; `{model}` in the name stands for the model's name."),
		visibility: _enum(["private", "public"]).default("private").describe("Of a repository that is made; to a public one nothing is sent unless this says public."),
		license: string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: "a licence identifier of the Hub, such as apache-2.0" }).optional().describe("`license` of the model card."),
		tags: array(string().min(1).max(64)).max(20).default([]).describe("More `tags` of the model card."),
		datasets: array(hubId).max(20).default([]).describe("`datasets` of the model card.")
	}).optional().describe("Published versions are copied to the Hugging Face Hub."),
	mlflow: boolean().default(false).describe("Whether `register` and `deploy` do `pawl runs export --mlflow` at their end.")
});
const policySchema = strictObject({
	version: literal(1),
	models: record(name, modelSchema),
	dashboard: boolean().default(false).describe("Whether the bot keeps one issue that shows every model, what waits for people, and locks."),
	cancel_superseded: _enum([
		"gpu",
		"all",
		"none"
	]).default("gpu").describe("Which runs the bot cancels when a push has replaced their head, or the pull request was closed: those with a job on a GPU, all, or none."),
	features: strictObject({
		definitions: string(),
		online: strictObject({ redis: string() }).optional()
	}).optional(),
	prices: strictObject({
		currency: string().regex(/^[A-Z]{3}$/).describe("ISO 4217, for instance EUR."),
		runner_hour: number().nonnegative().default(0).describe("Price of an hour of the runner."),
		gpu_hour: number().nonnegative().default(0).describe("Price of an hour of one accelerator.")
	}).optional().describe("Rates for the cost line of reports."),
	provenance: strictObject({
		required: boolean().default(true).describe("Whether `deploy` refuses a model whose provenance is missing or does not verify."),
		workflow: string().regex(/^\.github\/workflows\/[\w.-]{1,100}\.ya?ml$/, { error: "a file in .github/workflows" }).default(".github/workflows/pawl.yml").describe("The workflow that registers: no other one may have signed."),
		keys: array(string().min(1)).max(10).default([]).describe("Files with public keys (PEM) of who signs without GitHub's attestations."),
		trusted_root: string().min(1).optional().describe("File with Sigstore's trusted roots, for a deployment without network.")
	}).prefault({}).describe("What is asked of a model's provenance."),
	registry: strictObject({ mirror: mirrorSchema.prefault({}).describe("Where versions are copied to.") }).optional().describe("The registry beyond this repository."),
	runs: strictObject({
		branch: string().default("pawl/ledger"),
		mlflow: strictObject({ tracking_uri: string() }).optional()
	}).optional()
});
//#endregion
//#region src/config/parse-policy.ts
const policyPath = ".github/pawl.yml";
const maxLength = 64 * 1024;
function parsePolicy(text, file = policyPath) {
	const read = readDocument(text, {
		file,
		maxLength
	});
	if (read.problems !== void 0) return { problems: read.problems };
	const checked = checkSchema(read.document, policySchema);
	if (checked.problems !== void 0) return { problems: checked.problems };
	const { document } = read;
	const problems = checkRules(checked.value, document);
	if (problems.length > 0) return { problems };
	return {
		policy: checked.value,
		locate: (path, what) => document.locate(path, what)
	};
}
//#endregion
export { sliceColumn as a, gateMetricId as c, lastPart as d, toleranceOf as f, planSlices as i, isFileMetric as l, findFreeze as m, policyPath as n, describeGate as o, describeFreeze as p, hubRepository as r, gateDirection as s, parsePolicy as t, isSliceScope as u };
