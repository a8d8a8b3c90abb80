import { C as string, E as union, S as strictObject, d as _enum, m as boolean, p as array, v as literal, x as record, y as number } from "./schemas-DL8lMTL4.js";
import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as nearestMatch } from "./nearest-match-uEGqkHHS.js";
import { n as checkSchema, r as problemAt } from "./check-schema-OCRgeLQF.js";
import { r as readDocument } from "./problem-DCKYwxYb.js";
//#region src/evaluation/metrics/confusion.ts
function codesOf({ score, target, threshold }) {
	return Uint8Array.from(score, (value, row) => (value >= threshold ? 2 : 0) + (target[row] ?? 0));
}
function prepareConfusion(sample, measure) {
	const codes = codesOf(sample);
	return (weights) => {
		const sums = new Float64Array(4);
		for (let row = 0; row < codes.length; row += 1) {
			const code = codes[row] ?? 0;
			sums[code] = (sums[code] ?? 0) + (weights[row] ?? 0);
		}
		const [tn = 0, fn = 0, fp = 0, tp = 0] = sums;
		return measure({
			tp,
			fp,
			fn,
			tn
		});
	};
}
function prepareAccuracy(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn));
}
function prepareBalancedAccuracy(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
		const recalls = [tp / (tp + fn), tn / (tn + fp)].filter((recall) => !Number.isNaN(recall));
		return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
	});
}
function preparePrecision(sample) {
	return prepareConfusion(sample, ({ tp, fp }) => tp / (tp + fp));
}
function prepareRecall(sample) {
	return prepareConfusion(sample, ({ tp, fn }) => tp / (tp + fn));
}
function prepareF1(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn }) => 2 * tp / (2 * tp + fp + fn));
}
function prepareMcc(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
		const spread = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
		return spread === 0 ? 0 : (tp * tn - fp * fn) / Math.sqrt(spread);
	});
}
function prepareKappa(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
		const total = tp + fp + fn + tn;
		const expected = ((tp + fp) * (fp + tn) + (tn + fn) * (fn + tp)) / total;
		return 1 - (fp + fn) / expected;
	});
}
//#endregion
//#region src/evaluation/metrics/weighted-mean.ts
function prepareWeightedMean(values) {
	return (weights) => {
		let sum = 0;
		let total = 0;
		for (let row = 0; row < values.length; row += 1) {
			const weight = weights[row] ?? 0;
			total += weight;
			sum += weight * (values[row] ?? 0);
		}
		return sum / total;
	};
}
//#endregion
//#region src/evaluation/metrics/probability.ts
const calibrationBins = 10;
function prepareLogLoss(sample) {
	checkProbabilities("log_loss", sample.score);
	return prepareWeightedMean(sample.score.map((probability, row) => -Math.log(clip(sample.target[row] === 1 ? probability : 1 - probability))));
}
function clip(probability) {
	return Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
}
function prepareBrier(sample) {
	checkProbabilities("brier", sample.score);
	return prepareWeightedMean(sample.score.map((probability, row) => (probability - (sample.target[row] ?? 0)) ** 2));
}
function prepareEce({ score, target }) {
	checkProbabilities("ece", score);
	const bins = Uint8Array.from(score, (value) => Math.min(Math.floor(value * calibrationBins), calibrationBins - 1));
	const excess = score.map((value, row) => value - (target[row] ?? 0));
	return (weights) => {
		const gaps = new Float64Array(calibrationBins);
		let total = 0;
		for (let row = 0; row < bins.length; row += 1) {
			const bin = bins[row] ?? 0;
			const weight = weights[row] ?? 0;
			total += weight;
			gaps[bin] = (gaps[bin] ?? 0) + weight * (excess[row] ?? 0);
		}
		return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
	};
}
function checkProbabilities(metric, score) {
	const row = score.findIndex((value) => value < 0 || value > 1);
	if (row < 0) return;
	throw new PawlError("metric.input-invalid", { message: `${metric} takes probabilities from 0 to 1; row ${row + 1} has ${score[row]}` });
}
//#endregion
//#region src/evaluation/metrics/multiclass.ts
const sumTolerance = .001;
function prepareMulticlassAccuracy(sample) {
	return prepareWeightedMean(sample.target.map((target, row) => mostProbable(sample, row) === target ? 1 : 0));
}
function mostProbable({ probabilities, classes }, row) {
	let best = 0;
	for (let index = 1; index < classes; index += 1) if ((probabilities[row * classes + index] ?? 0) > (probabilities[row * classes + best] ?? 0)) best = index;
	return best;
}
function prepareMulticlassLogLoss(sample) {
	return prepareWeightedMean(sample.target.map((target, row) => {
		checkRow(sample, row);
		return -Math.log(clip(sample.probabilities[row * sample.classes + target] ?? NaN));
	}));
}
function checkRow({ probabilities, classes }, row) {
	const values = probabilities.subarray(row * classes, (row + 1) * classes);
	const sum = values.reduce((total, value) => total + value, 0);
	if (values.every((value) => value >= 0 && value <= 1) && Math.abs(sum - 1) <= sumTolerance) return;
	throw new PawlError("metric.input-invalid", { message: `log_loss takes probabilities that add up to 1; row ${row + 1} has ${[...values].join(", ")}` });
}
//#endregion
//#region src/evaluation/metrics/ranking.ts
const rankings = new WeakMap();
function rankingOf(sample) {
	const known = rankings.get(sample);
	if (known !== void 0) return known;
	const ranking = rank(sample);
	rankings.set(sample, ranking);
	return ranking;
}
function rank({ score, target }) {
	const order = Uint32Array.from(score.keys()).sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0));
	const ends = [];
	for (let position = 1; position <= order.length; position += 1) if (score[order[position] ?? -1] !== score[order[position - 1] ?? -1]) ends.push(position);
	return {
		order,
		groupEnds: Uint32Array.from(ends),
		positive: Uint8Array.from(order, (row) => target[row] ?? 0)
	};
}
function forEachGroup({ order, groupEnds, positive }, weights, visit) {
	let position = 0;
	for (let group = 0; group < groupEnds.length; group += 1) {
		const end = groupEnds[group] ?? 0;
		let positives = 0;
		let total = 0;
		for (; position < end; position += 1) {
			const weight = weights[order[position] ?? 0] ?? 0;
			total += weight;
			positives += weight * (positive[position] ?? 0);
		}
		visit(positives, total - positives);
	}
}
function totalsOf(sample, weights) {
	let positives = 0;
	let total = 0;
	for (let row = 0; row < weights.length; row += 1) {
		const weight = weights[row] ?? 0;
		total += weight;
		positives += weight * (sample.target[row] ?? 0);
	}
	return {
		positives,
		negatives: total - positives
	};
}
function prepareRocAuc(sample) {
	const ranking = rankingOf(sample);
	return (weights) => {
		let seenPositives = 0;
		let seenNegatives = 0;
		let area = 0;
		forEachGroup(ranking, weights, (positives, negatives) => {
			area += negatives * (seenPositives + positives / 2);
			seenPositives += positives;
			seenNegatives += negatives;
		});
		return area / (seenPositives * seenNegatives);
	};
}
function prepareAveragePrecision(sample) {
	const ranking = rankingOf(sample);
	return (weights) => {
		let seenPositives = 0;
		let seen = 0;
		let sum = 0;
		forEachGroup(ranking, weights, (positives, negatives) => {
			seenPositives += positives;
			seen += positives + negatives;
			if (positives > 0) sum += positives * (seenPositives / seen);
		});
		return seenPositives === 0 ? 0 : sum / seenPositives;
	};
}
function prepareKs(sample) {
	const ranking = rankingOf(sample);
	return (weights) => {
		const totals = totalsOf(sample, weights);
		if (totals.positives <= 0 || totals.negatives <= 0) return NaN;
		let seenPositives = 0;
		let seenNegatives = 0;
		let greatest = 0;
		forEachGroup(ranking, weights, (positives, negatives) => {
			seenPositives += positives;
			seenNegatives += negatives;
			const gap = Math.abs(seenPositives / totals.positives - seenNegatives / totals.negatives);
			if (gap > greatest) greatest = gap;
		});
		return greatest;
	};
}
function prepareRecallAtFpr(sample, limit) {
	const ranking = rankingOf(sample);
	return (weights) => {
		const totals = totalsOf(sample, weights);
		if (totals.positives <= 0 || totals.negatives <= 0) return NaN;
		let seenPositives = 0;
		let seenNegatives = 0;
		let best = 0;
		forEachGroup(ranking, weights, (positives, negatives) => {
			seenPositives += positives;
			seenNegatives += negatives;
			if (seenNegatives / totals.negatives <= limit) best = seenPositives / totals.positives;
		});
		return best;
	};
}
//#endregion
//#region src/evaluation/metrics/regression.ts
function errorsOf({ target, prediction }) {
	return prediction.map((value, row) => value - (target[row] ?? 0));
}
function prepareMae(sample) {
	return prepareWeightedMean(errorsOf(sample).map(Math.abs));
}
function prepareMse(sample) {
	return prepareWeightedMean(errorsOf(sample).map((error) => error ** 2));
}
function prepareRmse(sample) {
	const mse = prepareMse(sample);
	return (weights) => Math.sqrt(mse(weights));
}
function prepareBias(sample) {
	return prepareWeightedMean(errorsOf(sample));
}
function prepareMape(sample) {
	return prepareWeightedMean(errorsOf(sample).map((error, row) => Math.abs(error) / Math.max(Math.abs(sample.target[row] ?? 0), Number.EPSILON)));
}
function prepareR2(sample) {
	if (sample.target.length < 2) return () => NaN;
	const mean = prepareWeightedMean(sample.target);
	const squares = errorsOf(sample).map((error) => error ** 2);
	return (weights) => {
		const centre = mean(weights);
		let residual = 0;
		let spread = 0;
		for (let row = 0; row < squares.length; row += 1) {
			const weight = weights[row] ?? 0;
			residual += weight * (squares[row] ?? 0);
			spread += weight * ((sample.target[row] ?? 0) - centre) ** 2;
		}
		if (spread === 0) return residual === 0 ? 1 : 0;
		return 1 - residual / spread;
	};
}
function prepareMedianAbsoluteError(sample) {
	const absolute = errorsOf(sample).map(Math.abs);
	const order = Uint32Array.from(absolute.keys()).sort((a, b) => (absolute[a] ?? 0) - (absolute[b] ?? 0));
	return (weights) => {
		const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
		let seen = 0;
		let median = NaN;
		for (const row of order) {
			const weight = weights[row] ?? 0;
			if (weight === 0) continue;
			if (seen === half && seen > 0) return (median + (absolute[row] ?? 0)) / 2;
			seen += weight;
			median = absolute[row] ?? NaN;
			if (seen > half) return median;
		}
		return median;
	};
}
//#endregion
//#region src/evaluation/metric-table.ts
const share = [0, 1];
const positive = [0, Number.POSITIVE_INFINITY];
const learn = (name) => `scikit-learn 1.9.1 ${name}`;
const metricTable = {
	roc_auc: {
		title: "ROC AUC",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score"),
		binary: prepareRocAuc
	},
	average_precision: {
		title: "Average precision",
		direction: "higher",
		range: share,
		source: learn("average_precision_score"),
		binary: prepareAveragePrecision
	},
	log_loss: {
		title: "Log loss",
		direction: "lower",
		range: positive,
		source: learn("log_loss"),
		binary: prepareLogLoss,
		multiclass: prepareMulticlassLogLoss
	},
	brier: {
		title: "Brier score",
		direction: "lower",
		range: share,
		source: learn("brier_score_loss"),
		binary: prepareBrier
	},
	accuracy: {
		title: "Accuracy",
		direction: "higher",
		range: share,
		source: learn("accuracy_score"),
		binary: prepareAccuracy,
		multiclass: prepareMulticlassAccuracy
	},
	balanced_accuracy: {
		title: "Balanced accuracy",
		direction: "higher",
		range: share,
		source: learn("balanced_accuracy_score"),
		binary: prepareBalancedAccuracy
	},
	precision: {
		title: "Precision",
		direction: "higher",
		range: share,
		source: learn("precision_score"),
		binary: preparePrecision
	},
	recall: {
		title: "Recall",
		direction: "higher",
		range: share,
		source: learn("recall_score"),
		binary: prepareRecall
	},
	f1: {
		title: "F1",
		direction: "higher",
		range: share,
		source: learn("f1_score"),
		binary: prepareF1
	},
	mcc: {
		title: "Matthews correlation",
		direction: "higher",
		range: [-1, 1],
		source: learn("matthews_corrcoef"),
		binary: prepareMcc
	},
	kappa: {
		title: "Cohen's kappa",
		direction: "higher",
		range: [-1, 1],
		source: learn("cohen_kappa_score"),
		binary: prepareKappa
	},
	ece: {
		title: "Expected calibration error",
		direction: "lower",
		range: share,
		source: "Guo et al. 2017, equation 3, ten bins of equal width",
		binary: prepareEce
	},
	ks: {
		title: "Kolmogorov–Smirnov distance",
		direction: "higher",
		range: share,
		source: "SciPy 1.17.1 ks_2samp",
		binary: prepareKs
	},
	recall_at_fpr: {
		title: "Recall at FPR",
		direction: "higher",
		range: share,
		source: learn("roc_curve"),
		parameter: share,
		binary: prepareRecallAtFpr
	},
	mae: {
		title: "Mean absolute error",
		direction: "lower",
		range: positive,
		source: learn("mean_absolute_error"),
		regression: prepareMae
	},
	mse: {
		title: "Mean squared error",
		direction: "lower",
		range: positive,
		source: learn("mean_squared_error"),
		regression: prepareMse
	},
	rmse: {
		title: "Root mean squared error",
		direction: "lower",
		range: positive,
		source: learn("root_mean_squared_error"),
		regression: prepareRmse
	},
	r2: {
		title: "R²",
		direction: "higher",
		range: [Number.NEGATIVE_INFINITY, 1],
		source: learn("r2_score"),
		regression: prepareR2
	},
	median_absolute_error: {
		title: "Median absolute error",
		direction: "lower",
		range: positive,
		source: learn("median_absolute_error"),
		regression: prepareMedianAbsoluteError
	},
	mape: {
		title: "Mean absolute percentage error",
		direction: "lower",
		range: positive,
		source: learn("mean_absolute_percentage_error"),
		regression: prepareMape
	},
	bias: {
		title: "Bias",
		direction: "none",
		range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
		source: "mean of prediction minus target",
		regression: prepareBias
	}
};
const aliases = { brier_score: "brier" };
function resolveMetric(metric) {
	const found = findMetric(metric);
	if (found !== void 0) return found;
	throw new PawlError("metric.unsupported", { message: `metric ${JSON.stringify(metric)} is not known; known are ${Object.keys(metricTable).join(", ")}` });
}
function findMetric(metric) {
	const text = textOf(metric);
	const match = /^([a-z0-9_]+)(?::(\d+(?:\.\d+)?))?$/.exec(text ?? "");
	const base = aliases[match?.[1] ?? ""] ?? match?.[1] ?? "";
	const entry = entryOf(base);
	if (entry === void 0) return void 0;
	const parameter = match?.[2] === void 0 ? void 0 : Number(match[2]);
	if (!isAllowed(entry.parameter, parameter)) return void 0;
	return {
		id: `${base}${parameter === void 0 ? "" : `:${parameter}`}`,
		title: parameter === void 0 ? entry.title : `${entry.title} ≤ ${parameter}`,
		direction: entry.direction,
		range: entry.range,
		prepare: (sample) => prepare(entry, base, {
			sample,
			parameter: parameter ?? NaN
		})
	};
}
function metricsOf(task) {
	return Object.keys(metricTable).filter((name) => {
		const entry = entryOf(name);
		if (task === "binary-classification") return entry?.binary !== void 0;
		return (task === "regression" ? entry?.regression : entry?.multiclass) !== void 0;
	});
}
function entryOf(name) {
	const table = metricTable;
	return Object.hasOwn(table, name) ? table[name] : void 0;
}
function textOf(metric) {
	if (typeof metric === "string") return metric.trim();
	const [outer, ...others] = Object.entries(metric);
	const [inner, ...more] = Object.entries(outer?.[1] ?? {});
	if (outer === void 0 || inner === void 0 || others.length > 0 || more.length > 0) return void 0;
	return `${outer[0]}_${inner[0]}:${inner[1]}`;
}
function isAllowed(range, parameter) {
	if (range === void 0 || parameter === void 0) return range === void 0 && parameter === void 0;
	return parameter >= range[0] && parameter <= range[1];
}
function prepare(entry, name, { sample, parameter }) {
	const statistic = prepareFor(entry, sample, parameter);
	if (statistic !== void 0) return statistic;
	throw new PawlError("metric.unsupported", { message: `${name} is not defined for ${sample.task}; there are ${metricsOf(sample.task).join(", ")}` });
}
function prepareFor(entry, sample, parameter) {
	switch (sample.task) {
		case "binary-classification": return entry.binary?.(sample, parameter);
		case "regression": return entry.regression?.(sample, parameter);
		case "multiclass-classification": return entry.multiclass?.(sample, parameter);
		default: return sample;
	}
}
//#endregion
//#region src/evaluation/gate-rule.ts
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
	const where = gate.slices === void 0 ? "" : ` in each slice${minRowsText(gate)}`;
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
function minRowsText(gate) {
	return gate.min_rows === void 0 ? "" : ` of ≥ ${gate.min_rows} rows`;
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
		for (const [index, gate] of model.gates.entries()) checkGate({
			gate,
			model,
			path: ["gates", index]
		}, add);
		checkEnvironments(model, add);
		checkMonitoring(model, add);
	}
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
	for (const [index, metric] of evaluation.metrics.entries()) if (findMetric(metric) === void 0) add([
		"evaluation",
		"metrics",
		index
	], unknownMetric(metric, model));
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
function unknownMetric(metric, model) {
	const known = metricsOf(model.task);
	const suggestion = typeof metric === "string" ? nearestMatch(metric, known) : void 0;
	return {
		message: "is not a known metric",
		found: JSON.stringify(metric),
		allowed: known.join(", "),
		...suggestion === void 0 ? {} : { suggestion }
	};
}
const measured = /^latency_p\d+_ms$/;
function checkGate({ gate, model, path }, add) {
	const isKnown = /^[^:]+\.[A-Za-z0-9]+:.+$/.test(gate.metric) || measured.test(gate.metric) || findMetric(gate.metric) !== void 0;
	if (!isKnown) add([...path, "metric"], unknownMetric(gate.metric, model));
	if (gate.min === void 0 && gate.max === void 0 && gate.max_regression === void 0) add(path, {
		message: "has no rule",
		allowed: "min, max, max_regression"
	});
	if (gate.min !== void 0 && gate.max !== void 0 && gate.min > gate.max) add([...path, "min"], {
		message: "is greater than max",
		found: `${gate.min} > ${gate.max}`
	});
	const needsDirection = gate.max_regression !== void 0 && !measured.test(gate.metric);
	if (isKnown && needsDirection && gateDirection(gate) === "none") add(path, {
		message: `needs direction: nothing says which way ${gate.metric} is better`,
		allowed: "higher, lower"
	});
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
	data: string().min(1).optional().describe("Table (CSV, Parquet, JSONL) with the rows to score with the ONNX artifact."),
	predictions: string().min(1).optional().describe("Table of predictions made by any framework, instead of scoring."),
	target: string().min(1).describe("Column with the true value."),
	id: string().min(1).describe("Column that pairs the same row in champion and challenger."),
	timestamp: string().min(1).optional().describe("Column with the event time."),
	slices: array(sliceSchema).default([]).describe("Columns, or binned columns, by which metrics are repeated."),
	metrics: array(metricSchema).min(1).describe("Metrics to compute; the first is the primary one."),
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
	slices: literal("all").optional().describe("Apply to every slice instead of to the whole."),
	min_rows: count.optional().describe("Slices with fewer rows are not judged.")
});
const environmentSchema = strictObject({
	promote: _enum(["automatic", "manual"]).default("manual").describe("Whether a new version enters by itself."),
	after: name.optional().describe("Environment that the version must be in first."),
	approvals: number().int().nonnegative().max(10).default(0).describe("Approvals needed, not by the requester."),
	approvers: array(string()).default([]).describe("Teams (@org/team) and people (@login) who may approve."),
	soak: duration.optional().describe("How long the version must have been in `after`.")
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
	environments: record(name, environmentSchema).default({}),
	serving: servingSchema.optional(),
	monitoring: monitoringSchema.optional()
});
const policySchema = strictObject({
	version: literal(1),
	models: record(name, modelSchema),
	features: strictObject({
		definitions: string(),
		online: strictObject({ redis: string() }).optional()
	}).optional(),
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
export { gateMetricId as a, findMetric as c, gateDirection as i, metricsOf as l, policyPath as n, lastPart as o, describeGate as r, toleranceOf as s, parsePolicy as t, resolveMetric as u };
