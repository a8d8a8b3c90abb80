import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as mostProbable } from "./most-probable-C2KAQPn9.js";
//#region src/evaluation/metric-entry.ts
const share = [0, 1];
const positive = [0, Number.POSITIVE_INFINITY];
const correlation = [-1, 1];
function learn(name) {
	return `scikit-learn 1.9.1 ${name}`;
}
//#endregion
//#region src/evaluation/metrics/row-codes.ts
function rowCodes(rows, codeOf) {
	const codes = new Uint8Array(rows);
	for (let row = 0; row < rows; row += 1) codes[row] = codeOf(row);
	return codes;
}
function rowNumbers(rows, numberOf) {
	const numbers = new Uint32Array(rows);
	for (let row = 0; row < rows; row += 1) numbers[row] = numberOf(row);
	return numbers;
}
//#endregion
//#region src/evaluation/metrics/shared-sums.ts
function oncePerSample(prepare) {
	const known = new WeakMap();
	return (sample) => {
		const found = known.get(sample);
		if (found !== void 0) return found.value;
		const value = prepare(sample);
		known.set(sample, { value });
		return value;
	};
}
function oncePerDraw(sum) {
	let last;
	return (weights, draw) => {
		if (draw !== void 0 && last?.draw === draw) return last.sums;
		const sums = sum(weights);
		last = draw === void 0 ? void 0 : {
			draw,
			sums
		};
		return sums;
	};
}
//#endregion
//#region src/evaluation/metrics/class-counts.ts
const mostProbableClasses = oncePerSample(({ probabilities, classes, target }) => rowNumbers(target.length, (row) => mostProbable(probabilities, row * classes, classes)));
const classCountsOf = oncePerSample((sample) => {
	const { classes, target } = sample;
	const answers = mostProbableClasses(sample);
	const actual = new Float64Array(classes);
	const predicted = new Float64Array(classes);
	const hits = new Float64Array(classes);
	return oncePerDraw((weights) => {
		for (const sums of [
			actual,
			predicted,
			hits
		]) sums.fill(0);
		let total = 0;
		let squares = 0;
		for (let row = 0; row < answers.length; row += 1) {
			const weight = weights[row] ?? 0;
			const truth = target[row] ?? 0;
			const answer = answers[row] ?? 0;
			total += weight;
			squares += weight * (truth - answer) ** 2;
			actual[truth] = (actual[truth] ?? 0) + weight;
			predicted[answer] = (predicted[answer] ?? 0) + weight;
			if (truth === answer) hits[truth] = (hits[truth] ?? 0) + weight;
		}
		return {
			actual,
			predicted,
			hits,
			total,
			squares
		};
	});
});
function checkClass(metric, label, { classes }) {
	if (label < classes) return;
	throw new PawlError("metric.input-invalid", { message: `${metric}:${label} is of a class that is not there; the classes are 0 to ${classes - 1}` });
}
//#endregion
//#region src/evaluation/metrics/confusion.ts
function confusionCodes({ score, target, threshold }) {
	return rowCodes(score.length, (row) => ((score[row] ?? NaN) >= threshold ? 2 : 0) + (target[row] ?? 0));
}
const confusionOf = oncePerSample((sample) => {
	const codes = confusionCodes(sample);
	const sums = new Float64Array(4);
	return oncePerDraw((weights) => {
		sums.fill(0);
		for (let row = 0; row < codes.length; row += 1) {
			const code = codes[row] ?? 0;
			sums[code] = (sums[code] ?? 0) + (weights[row] ?? 0);
		}
		const [tn = 0, fn = 0, fp = 0, tp = 0] = sums;
		return {
			tp,
			fp,
			fn,
			tn
		};
	});
});
function prepareConfusion(sample, measure) {
	const sum = confusionOf(sample);
	return (weights, draw) => measure(sum(weights, draw));
}
function divideOr(zeroDivision, part, whole) {
	return whole === 0 ? zeroDivision ?? NaN : part / whole;
}
function prepareAccuracy(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => (tp + tn) / (tp + fp + fn + tn));
}
function prepareBalancedAccuracy(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
		if (tp + fn === 0) return tn / (tn + fp);
		if (tn + fp === 0) return tp / (tp + fn);
		return (tp / (tp + fn) + tn / (tn + fp)) / 2;
	});
}
function preparePrecision(sample) {
	return prepareConfusion(sample, ({ tp, fp }) => divideOr(sample.zeroDivision, tp, tp + fp));
}
function prepareRecall(sample) {
	return prepareConfusion(sample, ({ tp, fn }) => divideOr(sample.zeroDivision, tp, tp + fn));
}
function prepareF1(sample) {
	return prepareFBeta(sample, 1);
}
function prepareF2(sample) {
	return prepareFBeta(sample, 2);
}
function prepareFBeta(sample, beta) {
	const square = beta ** 2;
	return prepareConfusion(sample, ({ tp, fp, fn }) => divideOr(sample.zeroDivision, (1 + square) * tp, square * (tp + fn) + tp + fp));
}
function prepareMcc(sample) {
	return prepareConfusion(sample, ({ tp, fp, fn, tn }) => {
		const spread = Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn));
		return spread === 0 ? 0 : (tp * tn - fp * fn) / spread;
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
//#region src/evaluation/metrics/class-averages.ts
const precision = ({ hits, predicted }, label) => [hits[label] ?? 0, predicted[label] ?? 0];
const recall = ({ hits, actual }, label) => [hits[label] ?? 0, actual[label] ?? 0];
const f1 = ({ hits, actual, predicted }, label) => [2 * (hits[label] ?? 0), (actual[label] ?? 0) + (predicted[label] ?? 0)];
const fractions = {
	precision,
	recall,
	f1
};
function prepareClassAverage(metric, average) {
	return (sample) => {
		const sum = classCountsOf(sample);
		return (weights, draw) => averageOf(sum(weights, draw), fractions[metric], {
			average,
			sample
		});
	};
}
function averageOf(counts, fraction, { average, sample }) {
	if (average === "micro") return counts.hits.reduce((sum, hit) => sum + hit, 0) / counts.total;
	let defined = 0;
	let sum = 0;
	let total = 0;
	let weighted = 0;
	for (let label = 0; label < sample.classes; label += 1) {
		const weight = counts.actual[label] ?? 0;
		if (weight + (counts.predicted[label] ?? 0) === 0) continue;
		const value = divideOr(sample.zeroDivision, ...fraction(counts, label));
		if (Number.isNaN(value)) continue;
		defined += 1;
		sum += value;
		total += weight;
		weighted += value * weight;
	}
	return average === "weighted" && total > 0 ? weighted / total : sum / defined;
}
function prepareOfClass(metric) {
	return (sample, label) => {
		checkClass(`${metric}_of`, label, sample);
		const sum = classCountsOf(sample);
		return (weights, draw) => divideOr(sample.zeroDivision, ...fractions[metric](sum(weights, draw), label));
	};
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
function prepareEce(sample) {
	checkProbabilities("ece", sample.score);
	const sum = calibrationOf(sample);
	return (weights, draw) => {
		const { gaps, bins } = sum(weights, draw);
		return sumOf$1(gaps.map((gap) => Math.abs(gap))) / sumOf$1(bins);
	};
}
function prepareEceNoise(sample, weights) {
	const sum = calibrationOf(sample);
	const shares = (drawn, draw) => {
		const { gaps, bins } = sum(drawn, draw);
		const total = sumOf$1(bins);
		return gaps.map((gap) => gap / total);
	};
	const expected = shares(weights, void 0);
	return (drawn, draw) => sumOf$1(shares(drawn, draw).map((gap, bin) => Math.abs(gap - (expected[bin] ?? NaN))));
}
function prepareMce(sample) {
	checkProbabilities("mce", sample.score);
	const sum = calibrationOf(sample);
	return (weights, draw) => {
		const { gaps, bins } = sum(weights, draw);
		return gaps.reduce((greatest, gap, bin) => {
			const weight = bins[bin] ?? 0;
			return weight === 0 ? greatest : Math.max(greatest, Math.abs(gap) / weight);
		}, 0);
	};
}
const calibrationOf = oncePerSample(({ score, target }) => {
	const binOf = rowCodes(score.length, (row) => Math.min(Math.floor((score[row] ?? 0) * calibrationBins), calibrationBins - 1));
	const excess = score.map((value, row) => value - (target[row] ?? 0));
	const gaps = new Float64Array(calibrationBins);
	const bins = new Float64Array(calibrationBins);
	return oncePerDraw((weights) => {
		gaps.fill(0);
		bins.fill(0);
		for (let row = 0; row < binOf.length; row += 1) {
			const bin = binOf[row] ?? 0;
			const weight = weights[row] ?? 0;
			bins[bin] = (bins[bin] ?? 0) + weight;
			gaps[bin] = (gaps[bin] ?? 0) + weight * (excess[row] ?? 0);
		}
		return {
			gaps,
			bins
		};
	});
});
function sumOf$1(values) {
	return values.reduce((sum, value) => sum + value, 0);
}
function checkProbabilities(metric, score) {
	const row = score.findIndex((value) => value < 0 || value > 1);
	if (row < 0) return;
	throw new PawlError("metric.input-invalid", { message: `${metric} takes probabilities from 0 to 1; row ${row + 1} has ${score[row]}` });
}
//#endregion
//#region src/evaluation/metrics/multiclass.ts
const sumTolerance = .001;
function prepareCounts(sample, measure) {
	const sum = classCountsOf(sample);
	return (weights, draw) => measure(sum(weights, draw));
}
function prepareMulticlassAccuracy(sample) {
	return prepareCounts(sample, ({ hits, total }) => sumOf(hits) / total);
}
function prepareMulticlassBalancedAccuracy(sample) {
	return prepareCounts(sample, ({ actual, hits }) => {
		let sum = 0;
		let present = 0;
		for (let label = 0; label < actual.length; label += 1) {
			const weight = actual[label] ?? 0;
			if (weight === 0) continue;
			present += 1;
			sum += (hits[label] ?? 0) / weight;
		}
		return sum / present;
	});
}
function prepareMulticlassMcc(sample) {
	return prepareCounts(sample, ({ actual, predicted, hits, total }) => {
		const [truth, answers] = [spreadOf(actual, actual, total), spreadOf(predicted, predicted, total)];
		if (truth === 0 || answers === 0) return 0;
		return (sumOf(hits) * total - productOf(actual, predicted)) / (Math.sqrt(truth) * Math.sqrt(answers));
	});
}
function prepareMulticlassKappa(sample) {
	return prepareCounts(sample, ({ actual, predicted, hits, total }) => {
		const expected = spreadOf(actual, predicted, total) / total;
		return expected === 0 ? NaN : 1 - (total - sumOf(hits)) / expected;
	});
}
function prepareQuadraticKappa(sample) {
	return prepareCounts(sample, ({ actual, predicted, total, squares }) => {
		if (spreadOf(actual, predicted, total) === 0) return NaN;
		const [truth, answers] = [momentsOf(actual, total), momentsOf(predicted, total)];
		const expected = truth.variance + answers.variance + (truth.mean - answers.mean) ** 2;
		return 1 - squares / total / expected;
	});
}
function momentsOf(counts, total) {
	const mean = counts.reduce((sum, weight, label) => sum + weight * label, 0) / total;
	return {
		mean,
		variance: counts.reduce((sum, weight, label) => sum + weight * (label - mean) ** 2, 0) / total
	};
}
function spreadOf(a, b, total) {
	return a.reduce((sum, weight, label) => sum + weight * Math.max(0, total - (b[label] ?? 0)), 0);
}
function productOf(a, b) {
	return a.reduce((sum, weight, label) => sum + weight * (b[label] ?? 0), 0);
}
function sumOf(values) {
	return values.reduce((sum, value) => sum + value, 0);
}
function prepareTopKAccuracy(sample, k) {
	const { target, probabilities, classes } = sample;
	return prepareWeightedMean(target.map((truth, row) => {
		const start = row * classes;
		const own = probabilities[start + truth] ?? 0;
		let before = 0;
		for (let label = 0; label < classes; label += 1) {
			const other = probabilities[start + label] ?? 0;
			if (other > own || other === own && label > truth) before += 1;
		}
		return before < k ? 1 : 0;
	}));
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
	const wrong = values.find((value) => value < 0 || value > 1);
	if (wrong === void 0 && Math.abs(sum - 1) <= sumTolerance) return;
	const found = wrong === void 0 ? `adds up to ${sum}` : `has ${wrong}`;
	throw new PawlError("metric.input-invalid", { message: `log_loss takes probabilities that add up to 1; row ${row + 1} ${found}` });
}
//#endregion
//#region src/evaluation/metrics/class-table.ts
const better = {
	direction: "higher",
	range: share
};
const label = {
	symbol: "CLASS",
	range: [0, 1e6],
	isWhole: true
};
const classTable = {
	accuracy: {
		...better,
		title: "Accuracy",
		source: learn("accuracy_score"),
		binary: prepareAccuracy,
		multiclass: prepareMulticlassAccuracy
	},
	balanced_accuracy: {
		...better,
		title: "Balanced accuracy",
		source: learn("balanced_accuracy_score"),
		binary: prepareBalancedAccuracy,
		multiclass: prepareMulticlassBalancedAccuracy
	},
	precision: {
		...better,
		title: "Precision",
		source: learn("precision_score"),
		binary: preparePrecision
	},
	recall: {
		...better,
		title: "Recall",
		source: learn("recall_score"),
		binary: prepareRecall
	},
	f1: {
		...better,
		title: "F1",
		source: learn("f1_score"),
		binary: prepareF1
	},
	f2: {
		...better,
		title: "F2",
		source: learn("fbeta_score(beta=2)"),
		binary: prepareF2
	},
	mcc: {
		title: "Matthews correlation",
		direction: "higher",
		range: correlation,
		source: learn("matthews_corrcoef"),
		binary: prepareMcc,
		multiclass: prepareMulticlassMcc
	},
	kappa: {
		title: "Cohen's kappa",
		direction: "higher",
		range: correlation,
		source: learn("cohen_kappa_score"),
		binary: prepareKappa,
		multiclass: prepareMulticlassKappa
	},
	kappa_quadratic: {
		title: "Cohen's kappa, quadratic",
		direction: "higher",
		range: correlation,
		source: learn("cohen_kappa_score(weights=\"quadratic\")"),
		multiclass: prepareQuadraticKappa
	},
	precision_macro: {
		...better,
		title: "Precision, macro",
		source: learn("precision_score(average=\"macro\")"),
		multiclass: prepareClassAverage("precision", "macro")
	},
	precision_micro: {
		...better,
		title: "Precision, micro",
		source: learn("precision_score(average=\"micro\")"),
		multiclass: prepareClassAverage("precision", "micro")
	},
	precision_weighted: {
		...better,
		title: "Precision, weighted",
		source: learn("precision_score(average=\"weighted\")"),
		multiclass: prepareClassAverage("precision", "weighted")
	},
	precision_of: {
		...better,
		title: "Precision of class CLASS",
		source: learn("precision_score(average=None)"),
		parameter: label,
		multiclass: prepareOfClass("precision")
	},
	recall_macro: {
		...better,
		title: "Recall, macro",
		source: learn("recall_score(average=\"macro\")"),
		multiclass: prepareClassAverage("recall", "macro")
	},
	recall_micro: {
		...better,
		title: "Recall, micro",
		source: learn("recall_score(average=\"micro\")"),
		multiclass: prepareClassAverage("recall", "micro")
	},
	recall_weighted: {
		...better,
		title: "Recall, weighted",
		source: learn("recall_score(average=\"weighted\")"),
		multiclass: prepareClassAverage("recall", "weighted")
	},
	recall_of: {
		...better,
		title: "Recall of class CLASS",
		source: learn("recall_score(average=None)"),
		parameter: label,
		multiclass: prepareOfClass("recall")
	},
	f1_macro: {
		...better,
		title: "F1, macro",
		source: learn("f1_score(average=\"macro\")"),
		multiclass: prepareClassAverage("f1", "macro")
	},
	f1_micro: {
		...better,
		title: "F1, micro",
		source: learn("f1_score(average=\"micro\")"),
		multiclass: prepareClassAverage("f1", "micro")
	},
	f1_weighted: {
		...better,
		title: "F1, weighted",
		source: learn("f1_score(average=\"weighted\")"),
		multiclass: prepareClassAverage("f1", "weighted")
	},
	f1_of: {
		...better,
		title: "F1 of class CLASS",
		source: learn("f1_score(average=None)"),
		parameter: label,
		multiclass: prepareOfClass("f1")
	},
	top_K_accuracy: {
		...better,
		title: "Top-K accuracy",
		source: learn("top_k_accuracy_score"),
		parameter: {
			symbol: "K",
			range: [1, 1e6],
			isWhole: true
		},
		multiclass: prepareTopKAccuracy
	}
};
//#endregion
//#region src/evaluation/metrics/fairness.ts
function prepareDemographicParityDifference(sample) {
	const sum = groupCountsOf(requireGroups("demographic_parity_difference", sample));
	return (weights, draw) => gapOf(selectionRates(sum(weights, draw)));
}
function prepareDemographicParityRatio(sample) {
	const sum = groupCountsOf(requireGroups("demographic_parity_ratio", sample));
	return (weights, draw) => {
		const { least, greatest } = selectionRates(sum(weights, draw));
		return least / greatest;
	};
}
function prepareEqualizedOddsDifference(sample) {
	const sum = groupCountsOf(requireGroups("equalized_odds_difference", sample));
	const { zeroDivision } = sample;
	return (weights, draw) => {
		const counts = sum(weights, draw);
		const truePositives = extremesOf(counts, ({ tp, fn }) => divideOr(zeroDivision, tp, tp + fn));
		const falsePositives = extremesOf(counts, ({ fp, tn }) => divideOr(zeroDivision, fp, fp + tn));
		return Math.max(gapOf(truePositives), gapOf(falsePositives));
	};
}
function gapOf({ least, greatest }) {
	return greatest - least;
}
function selectionRates(counts) {
	return extremesOf(counts, ({ tp, fp, fn, tn }) => (tp + fp) / (tp + fp + fn + tn));
}
function extremesOf(counts, rateOf) {
	let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let start = 0; start < counts.length; start += 4) {
		const [tn = 0, fn = 0, fp = 0, tp = 0] = counts.subarray(start, start + 4);
		if (tn + fn + fp + tp === 0) continue;
		const rate = rateOf({
			tn,
			fn,
			fp,
			tp
		});
		least = Math.min(least, rate);
		greatest = Math.max(greatest, rate);
	}
	return least <= greatest ? {
		least,
		greatest
	} : {
		least: NaN,
		greatest: NaN
	};
}
function requireGroups(metric, sample) {
	if (hasGroups(sample)) return sample;
	throw new PawlError("metric.input-invalid", { message: `${metric} compares groups of rows; name their column: --group, in the policy evaluation.group` });
}
function hasGroups(sample) {
	return sample.groups !== void 0;
}
const groupCountsOf = oncePerSample((sample) => {
	const { groups } = sample;
	const confusion = confusionCodes(sample);
	const codes = rowNumbers(groups.length, (row) => 4 * (groups[row] ?? 0) + (confusion[row] ?? 0));
	const counts = new Float64Array(4 * (groups.reduce((most, group) => Math.max(most, group), 0) + 1));
	return oncePerDraw((weights) => {
		counts.fill(0);
		for (let row = 0; row < codes.length; row += 1) {
			const code = codes[row] ?? 0;
			counts[code] = (counts[code] ?? 0) + (weights[row] ?? 0);
		}
		return counts;
	});
});
//#endregion
//#region src/evaluation/metrics/fairness-table.ts
const fairnessTable = {
	demographic_parity_difference: {
		title: "Demographic parity difference",
		direction: "lower",
		range: share,
		source: "Fairlearn 0.15.0 demographic_parity_difference",
		needsGroups: true,
		binary: prepareDemographicParityDifference
	},
	demographic_parity_ratio: {
		title: "Demographic parity ratio",
		direction: "higher",
		range: share,
		source: "Fairlearn 0.15.0 demographic_parity_ratio",
		needsGroups: true,
		binary: prepareDemographicParityRatio
	},
	equalized_odds_difference: {
		title: "Equalized odds difference",
		direction: "lower",
		range: share,
		source: "Fairlearn 0.15.0 equalized_odds_difference",
		needsGroups: true,
		binary: prepareEqualizedOddsDifference
	}
};
//#endregion
//#region src/evaluation/metrics/measured-table.ts
const cost = {
	direction: "lower",
	range: positive
};
const perRequest = "measured by Pawl: time of one request to the model, in milliseconds";
const measuredTable = {
	latency_p50_ms: {
		...cost,
		title: "Latency, median (ms)",
		source: perRequest
	},
	latency_p95_ms: {
		...cost,
		title: "Latency, 95th percentile (ms)",
		source: perRequest
	},
	latency_p99_ms: {
		...cost,
		title: "Latency, 99th percentile (ms)",
		source: perRequest
	},
	size_bytes: {
		...cost,
		title: "Size (bytes)",
		source: "measured by Pawl: bytes of the model file"
	}
};
//#endregion
//#region src/evaluation/metrics/deviance.ts
function prepareMsle(sample) {
	requireAll("msle", sample, {
		target: (value) => value > -1,
		prediction: (value) => value > -1,
		expected: "targets and predictions above -1"
	});
	return prepareLoss(sample, (target, prediction) => (Math.log1p(target) - Math.log1p(prediction)) ** 2);
}
function preparePoissonDeviance(sample) {
	requireAll("poisson_deviance", sample, {
		target: (value) => value >= 0,
		prediction: (value) => value > 0,
		expected: "targets of 0 or more and predictions above 0"
	});
	return prepareLoss(sample, (target, prediction) => {
		return 2 * ((target === 0 ? 0 : target * Math.log(target / prediction)) - target + prediction);
	});
}
function prepareGammaDeviance(sample) {
	requireAll("gamma_deviance", sample, {
		target: (value) => value > 0,
		prediction: (value) => value > 0,
		expected: "targets and predictions above 0"
	});
	return prepareLoss(sample, (target, prediction) => 2 * (Math.log(prediction / target) + target / prediction - 1));
}
function prepareLoss({ target, prediction }, lossOf) {
	return prepareWeightedMean(target.map((value, row) => lossOf(value, prediction[row] ?? NaN)));
}
function requireAll(metric, sample, rule) {
	for (const side of ["target", "prediction"]) {
		const row = sample[side].findIndex((value) => !rule[side](value));
		if (row < 0) continue;
		throw new PawlError("metric.input-invalid", { message: `${metric} takes ${rule.expected}; the ${side} of row ${row + 1} is ${sample[side][row]}` });
	}
}
//#endregion
//#region src/math/ascending-order.ts
const buckets = 2048;
const digits = [
	{
		word: "low",
		shift: 0
	},
	{
		word: "low",
		shift: 11
	},
	{
		word: "low",
		shift: 22
	},
	{
		word: "high",
		shift: 0
	},
	{
		word: "high",
		shift: 11
	},
	{
		word: "high",
		shift: 22
	}
];
function ascendingOrder(values) {
	let keys = keysOf(values);
	let spare = emptyKeys(values.length);
	for (const { word, shift } of digits) {
		const starts = startsOf(keys[word], shift);
		if (starts === void 0) continue;
		move({
			from: keys,
			to: spare,
			starts
		}, word, shift);
		[keys, spare] = [spare, keys];
	}
	return keys.row;
}
function emptyKeys(rows) {
	return {
		low: new Uint32Array(rows),
		high: new Uint32Array(rows),
		row: new Uint32Array(rows)
	};
}
function keysOf(values) {
	const keys = emptyKeys(values.length);
	const view = new DataView(new ArrayBuffer(8));
	for (let row = 0; row < values.length; row += 1) {
		const value = values[row] ?? 0;
		view.setFloat64(0, Number.isNaN(value) ? NaN : value + 0);
		const high = view.getUint32(0);
		const low = view.getUint32(4);
		const isNegative = high >>> 31 === 1;
		keys.high[row] = isNegative ? ~high : high | 2147483648;
		keys.low[row] = isNegative ? ~low : low;
		keys.row[row] = row;
	}
	return keys;
}
function startsOf(words, shift) {
	const counts = new Uint32Array(buckets);
	for (let index = 0; index < words.length; index += 1) {
		const digit = (words[index] ?? 0) >>> shift & buckets - 1;
		counts[digit] = (counts[digit] ?? 0) + 1;
	}
	if (counts.includes(words.length)) return void 0;
	let start = 0;
	return counts.map((count) => {
		start += count;
		return start - count;
	});
}
function move({ from, to, starts }, word, shift) {
	const words = from[word];
	for (let index = 0; index < words.length; index += 1) {
		const digit = (words[index] ?? 0) >>> shift & buckets - 1;
		const place = starts[digit] ?? 0;
		starts[digit] = place + 1;
		to.low[place] = from.low[index] ?? 0;
		to.high[place] = from.high[index] ?? 0;
		to.row[place] = from.row[index] ?? 0;
	}
}
//#endregion
//#region src/evaluation/metrics/weighted-median.ts
const mostBlocks = 4096;
const roundingShare$2 = 1e-9;
function prepareWeightedMedian(values) {
	const order = ascendingOrder(values);
	const size = Math.max(1, Math.ceil(order.length / mostBlocks));
	const blockOf = new Uint16Array(order.length);
	order.forEach((row, rank) => blockOf[row] = Math.floor(rank / size));
	const blocks = new Float64Array(Math.ceil(order.length / size));
	return (weights) => {
		blocks.fill(0);
		for (let row = 0; row < blockOf.length; row += 1) {
			const block = blockOf[row] ?? 0;
			blocks[block] = (blocks[block] ?? 0) + (weights[row] ?? 0);
		}
		const half = blocks.reduce((sum, weight) => sum + weight, 0) / 2;
		let block = 0;
		let seen = 0;
		while (block < blocks.length && seen + (blocks[block] ?? 0) < half * (1 - roundingShare$2)) {
			seen += blocks[block] ?? 0;
			block += 1;
		}
		return medianFrom(block * size, seen, {
			order,
			values,
			weights,
			half
		});
	};
}
function medianFrom(start, seen, context) {
	const { order, values, weights, half } = context;
	let below = seen;
	let median = NaN;
	for (let rank = start; rank < order.length; rank += 1) {
		const row = order[rank] ?? 0;
		const weight = weights[row] ?? 0;
		if (weight === 0) continue;
		if (!Number.isNaN(median) && Math.abs(below - half) <= 2 * Number.EPSILON * half) return (median + (values[row] ?? 0)) / 2;
		below += weight;
		median = values[row] ?? NaN;
		if (below > half * (1 + 2 * Number.EPSILON)) return median;
	}
	return median;
}
//#endregion
//#region src/evaluation/metrics/explained.ts
function prepareR2(sample) {
	if (sample.target.length < 2) return () => NaN;
	const sum = squaresOf(sample);
	return (weights, draw) => {
		const { residual, spread } = sum(weights, draw);
		return explainedShare(residual, spread);
	};
}
function prepareExplainedVariance(sample) {
	const sum = squaresOf(sample);
	return (weights, draw) => {
		const { centred, spread } = sum(weights, draw);
		return explainedShare(centred, spread);
	};
}
function prepareD2AbsoluteError(sample) {
	const { target, prediction } = sample;
	if (target.length < 2) return () => NaN;
	const median = prepareWeightedMedian(target);
	const mae = prepareWeightedMean(prediction.map((value, row) => Math.abs(value - (target[row] ?? 0))));
	return (weights, draw) => {
		const centre = median(weights);
		let spread = 0;
		let total = 0;
		for (let row = 0; row < target.length; row += 1) {
			const weight = weights[row] ?? 0;
			total += weight;
			spread += weight * Math.abs((target[row] ?? 0) - centre);
		}
		return explainedShare(mae(weights, draw), spread / total);
	};
}
function explainedShare(left, spread) {
	if (left === 0) return 1;
	return spread === 0 ? 0 : 1 - left / spread;
}
const squaresOf = oncePerSample(({ target, prediction }) => {
	const errors = prediction.map((value, row) => value - (target[row] ?? 0));
	return oncePerDraw((weights) => {
		let [total, targets, offsets] = [
			0,
			0,
			0
		];
		for (let row = 0; row < errors.length; row += 1) {
			const weight = weights[row] ?? 0;
			total += weight;
			targets += weight * (target[row] ?? 0);
			offsets += weight * (errors[row] ?? 0);
		}
		const middle = targets / total;
		const offset = offsets / total;
		let [spread, residual, centred] = [
			0,
			0,
			0
		];
		for (let row = 0; row < errors.length; row += 1) {
			const weight = weights[row] ?? 0;
			const error = errors[row] ?? 0;
			spread += weight * ((target[row] ?? 0) - middle) ** 2;
			residual += weight * error ** 2;
			centred += weight * (error - offset) ** 2;
		}
		return {
			residual,
			spread: exactSpread(target, weights, {
				spread,
				total,
				middle
			}),
			centred: exactSpread(errors, weights, {
				spread: centred,
				total,
				middle: offset
			})
		};
	});
});
const roundingShare$1 = 1e-8;
function exactSpread(values, weights, { spread, total, middle }) {
	if (!(spread <= total * (roundingShare$1 * middle) ** 2)) return spread;
	const first = values[weights.findIndex((weight) => weight > 0)];
	return values.every((value, row) => weights[row] === 0 || value === first) ? 0 : spread;
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
	return (weights, draw) => Math.sqrt(mse(weights, draw));
}
function prepareBias(sample) {
	return prepareWeightedMean(errorsOf(sample));
}
function prepareMape(sample) {
	return prepareWeightedMean(errorsOf(sample).map((error, row) => Math.abs(error) / Math.max(Math.abs(sample.target[row] ?? 0), Number.EPSILON)));
}
function prepareSmape(sample) {
	return prepareWeightedMean(errorsOf(sample).map((error, row) => {
		const size = Math.abs(sample.prediction[row] ?? 0) + Math.abs(sample.target[row] ?? 0);
		return size === 0 ? 0 : 2 * Math.abs(error) / size;
	}));
}
function preparePinball(sample, quantile) {
	return prepareWeightedMean(errorsOf(sample).map((error) => error <= 0 ? -quantile * error : (1 - quantile) * error));
}
function prepareMedianAbsoluteError(sample) {
	return prepareWeightedMedian(errorsOf(sample).map(Math.abs));
}
function prepareMaxError(sample) {
	const absolute = errorsOf(sample).map(Math.abs);
	const order = ascendingOrder(absolute).reverse();
	return (weights) => absolute[order.find((row) => (weights[row] ?? 0) > 0) ?? -1] ?? NaN;
}
//#endregion
//#region src/evaluation/metrics/regression-table.ts
const loss = {
	direction: "lower",
	range: positive
};
const explained = {
	direction: "higher",
	range: [Number.NEGATIVE_INFINITY, 1]
};
const regressionTable = {
	mae: {
		...loss,
		title: "Mean absolute error",
		source: learn("mean_absolute_error"),
		regression: prepareMae
	},
	mse: {
		...loss,
		title: "Mean squared error",
		source: learn("mean_squared_error"),
		regression: prepareMse
	},
	rmse: {
		...loss,
		title: "Root mean squared error",
		source: learn("root_mean_squared_error"),
		regression: prepareRmse
	},
	median_absolute_error: {
		...loss,
		title: "Median absolute error",
		source: learn("median_absolute_error"),
		regression: prepareMedianAbsoluteError
	},
	mape: {
		...loss,
		title: "Mean absolute percentage error",
		source: learn("mean_absolute_percentage_error"),
		regression: prepareMape
	},
	smape: {
		title: "Symmetric mean absolute percentage error",
		direction: "lower",
		range: [0, 2],
		source: "Makridakis, Hibon 2000, as a fraction",
		regression: prepareSmape
	},
	r2: {
		...explained,
		title: "R²",
		source: learn("r2_score"),
		regression: prepareR2
	},
	explained_variance: {
		...explained,
		title: "Explained variance",
		source: learn("explained_variance_score"),
		regression: prepareExplainedVariance
	},
	msle: {
		...loss,
		title: "Mean squared log error",
		source: learn("mean_squared_log_error"),
		regression: prepareMsle
	},
	d2_absolute_error: {
		...explained,
		title: "D² of the absolute error",
		source: learn("d2_absolute_error_score"),
		regression: prepareD2AbsoluteError
	},
	max_error: {
		...loss,
		title: "Greatest error",
		source: learn("max_error"),
		regression: prepareMaxError
	},
	pinball_Q: {
		...loss,
		title: "Pinball loss at quantile Q",
		source: learn("mean_pinball_loss"),
		parameter: {
			symbol: "Q",
			range: share
		},
		regression: preparePinball
	},
	poisson_deviance: {
		...loss,
		title: "Mean Poisson deviance",
		source: learn("mean_poisson_deviance"),
		regression: preparePoissonDeviance
	},
	gamma_deviance: {
		...loss,
		title: "Mean Gamma deviance",
		source: learn("mean_gamma_deviance"),
		regression: prepareGammaDeviance
	},
	bias: {
		title: "Bias",
		direction: "none",
		range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
		source: "mean of prediction minus target",
		regression: prepareBias
	}
};
//#endregion
//#region src/evaluation/metrics/ranking.ts
function rankRows(values) {
	const order = ascendingOrder(values).reverse();
	const groupEnds = new Uint32Array(order.length);
	let groups = 0;
	for (let position = 1; position <= order.length; position += 1) {
		if (!(values[order[position] ?? -1] !== values[order[position - 1] ?? -1])) continue;
		groupEnds[groups] = position;
		groups += 1;
	}
	return {
		order,
		groupEnds: groupEnds.slice(0, groups)
	};
}
const rankedWeightsOf = oncePerSample(({ score, target }) => {
	const { order, groupEnds } = rankRows(score);
	const isPositive = rowCodes(order.length, (position) => target[order[position] ?? 0] ?? 0);
	const positives = new Float64Array(groupEnds.length);
	const negatives = new Float64Array(groupEnds.length);
	return oncePerDraw((weights) => {
		let totalPositives = 0;
		let totalNegatives = 0;
		let position = 0;
		for (let group = 0; group < groupEnds.length; group += 1) {
			const end = groupEnds[group] ?? 0;
			let positive = 0;
			let negative = 0;
			for (; position < end; position += 1) {
				const weight = weights[order[position] ?? 0] ?? 0;
				const own = weight * (isPositive[position] ?? 0);
				positive += own;
				negative += weight - own;
			}
			positives[group] = positive;
			negatives[group] = negative;
			totalPositives += positive;
			totalNegatives += negative;
		}
		return {
			positives,
			negatives,
			totalPositives,
			totalNegatives
		};
	});
});
//#endregion
//#region src/evaluation/metrics/curve.ts
function prepareRanked(sample, measure) {
	const sum = rankedWeightsOf(sample);
	return (weights, draw) => measure(sum(weights, draw));
}
function prepareRocAuc(sample) {
	return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
		let seen = 0;
		let area = 0;
		for (let group = 0; group < positives.length; group += 1) {
			const positive = positives[group] ?? 0;
			area += (negatives[group] ?? 0) * (seen + positive / 2);
			seen += positive;
		}
		return area / (totalPositives * totalNegatives);
	});
}
function prepareAveragePrecision(sample) {
	return prepareRanked(sample, ({ positives, negatives, totalPositives }) => {
		let seenPositives = 0;
		let seen = 0;
		let sum = 0;
		for (let group = 0; group < positives.length; group += 1) {
			const positive = positives[group] ?? 0;
			seenPositives += positive;
			seen += positive + (negatives[group] ?? 0);
			if (positive > 0) sum += positive * (seenPositives / seen);
		}
		return totalPositives === 0 ? 0 : sum / totalPositives;
	});
}
function prepareKs(sample) {
	return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
		if (totalPositives === 0 || totalNegatives === 0) return NaN;
		let seenPositives = 0;
		let seenNegatives = 0;
		const [perPositive, perNegative] = [1 / totalPositives, 1 / totalNegatives];
		let greatest = 0;
		for (let group = 0; group < positives.length; group += 1) {
			seenPositives += positives[group] ?? 0;
			seenNegatives += negatives[group] ?? 0;
			const gap = Math.abs(seenPositives * perPositive - seenNegatives * perNegative);
			if (gap > greatest) greatest = gap;
		}
		return greatest;
	});
}
function prepareRecallAtFpr(sample, limit) {
	return prepareRanked(sample, ({ positives, negatives, totalPositives, totalNegatives }) => {
		if (totalPositives === 0 || totalNegatives === 0) return NaN;
		let seenPositives = 0;
		let seenNegatives = 0;
		for (let group = 0; group < positives.length; group += 1) {
			seenNegatives += negatives[group] ?? 0;
			if (seenNegatives / totalNegatives > limit) break;
			seenPositives += positives[group] ?? 0;
		}
		return seenPositives / totalPositives;
	});
}
const roundingShare = 1e-9;
function preparePrecisionAtK(sample, k) {
	return prepareRanked(sample, (ranked) => precisionOfTop(ranked, k));
}
function prepareLiftAtK(sample, k) {
	return prepareRanked(sample, (ranked) => {
		const { totalPositives, totalNegatives } = ranked;
		return precisionOfTop(ranked, k) / (totalPositives / (totalPositives + totalNegatives));
	});
}
function precisionOfTop({ positives, negatives, totalPositives, totalNegatives }, k) {
	if (totalPositives + totalNegatives < k * (1 - roundingShare)) return NaN;
	let found = 0;
	let left = k;
	for (let group = 0; group < positives.length && left > 0; group += 1) {
		const positive = positives[group] ?? 0;
		const total = positive + (negatives[group] ?? 0);
		if (total === 0) continue;
		found += total <= left ? positive : positive * (left / total);
		left -= total;
	}
	return Math.min(1, found / k);
}
//#endregion
//#region src/evaluation/metrics/multiclass-auc.ts
const [absoluteTolerance, relativeTolerance] = [1e-8, 1e-5];
function prepareOvrMacro(sample) {
	return prepareAuc(sample, ({ ovrMacro }) => ovrMacro);
}
function prepareOvrWeighted(sample) {
	return prepareAuc(sample, ({ ovrWeighted }) => ovrWeighted);
}
function prepareOvoMacro(sample) {
	return prepareAuc(sample, ({ ovoMacro }) => ovoMacro);
}
function prepareOvoWeighted(sample) {
	return prepareAuc(sample, ({ ovoWeighted }) => ovoWeighted);
}
function prepareAuc(sample, choose) {
	const compute = aucOf(sample);
	return (weights, draw) => choose(compute(weights, draw));
}
const aucOf = oncePerSample((sample) => {
	checkSums(sample);
	const { classes, probabilities, target } = sample;
	const rankings = Array.from({ length: classes }, (_, label) => {
		const ranking = rankRows(target.map((__, row) => probabilities[row * classes + label] ?? 0));
		return {
			...ranking,
			truth: rowNumbers(target.length, (rank) => target[ranking.order[rank] ?? 0] ?? 0)
		};
	});
	const totals = new Float64Array(classes);
	const areas = new Float64Array(classes);
	return oncePerDraw((weights) => {
		totals.fill(0);
		for (let row = 0; row < target.length; row += 1) {
			const label = target[row] ?? 0;
			totals[label] = (totals[label] ?? 0) + (weights[row] ?? 0);
		}
		const average = startAverage(totals);
		rankings.forEach((ranking, label) => {
			sumAreas(ranking, {
				label,
				weights,
				areas
			});
			average.add(label, areas);
		});
		return average.finish();
	});
});
function sumAreas(ranking, { label, weights, areas }) {
	const { order, groupEnds, truth } = ranking;
	areas.fill(0);
	let seen = 0;
	let start = 0;
	for (let group = 0; group < groupEnds.length; group += 1) {
		const end = groupEnds[group] ?? 0;
		let positive = 0;
		for (let position = start; position < end; position += 1) if (truth[position] === label) positive += weights[order[position] ?? 0] ?? 0;
		const before = seen + positive / 2;
		for (; start < end; start += 1) {
			const other = truth[start] ?? 0;
			if (other !== label) areas[other] = (areas[other] ?? 0) + before * (weights[order[start] ?? 0] ?? 0);
		}
		seen += positive;
	}
}
function startAverage(totals) {
	const all = totals.reduce((sum, weight) => sum + weight, 0);
	let [ovrSum, ovrWeighted, ovoSum, ovoWeighted, pairs, pairWeight] = [
		0,
		0,
		0,
		0,
		0,
		0
	];
	const add = (label, areas) => {
		const own = totals[label] ?? 0;
		const ovr = areas.reduce((sum, area) => sum + area, 0) / (own * restOf(totals, label));
		ovrSum += ovr;
		if (own === 0) return;
		ovrWeighted += ovr * own;
		areas.forEach((area, other) => {
			const weight = totals[other] ?? 0;
			if (other === label || weight === 0) return;
			pairs += 1;
			pairWeight += own + weight;
			ovoSum += area / (own * weight);
			ovoWeighted += area / (own * weight) * (own + weight);
		});
	};
	const finish = () => ({
		ovrMacro: ovrSum / totals.length,
		ovrWeighted: ovrWeighted / all,
		ovoMacro: ovoSum / pairs,
		ovoWeighted: ovoWeighted / pairWeight
	});
	return {
		add,
		finish
	};
}
function restOf(totals, label) {
	return totals.reduce((sum, weight, other) => other === label ? sum : sum + weight, 0);
}
function checkSums({ probabilities, classes, target }) {
	for (let row = 0; row < target.length; row += 1) {
		let sum = 0;
		for (let label = 0; label < classes; label += 1) sum += probabilities[row * classes + label] ?? 0;
		if (Math.abs(1 - sum) <= absoluteTolerance + relativeTolerance * Math.abs(sum)) continue;
		throw new PawlError("metric.input-invalid", { message: `ROC AUC of several classes takes probabilities that add up to 1; row ${row + 1} adds up to ${sum}` });
	}
}
//#endregion
//#region src/evaluation/metrics/score-table.ts
const guo = "Guo et al. 2017, ten bins of equal width";
const rows = {
	symbol: "K",
	range: [1, 1e9],
	isWhole: true
};
//#endregion
//#region src/evaluation/metric-table.ts
const metricTable = {
	roc_auc: {
		title: "ROC AUC",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score"),
		binary: prepareRocAuc
	},
	roc_auc_ovr_macro: {
		title: "ROC AUC, one versus rest, macro",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score(multi_class=\"ovr\")"),
		multiclass: prepareOvrMacro
	},
	roc_auc_ovr_weighted: {
		title: "ROC AUC, one versus rest, weighted",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score(multi_class=\"ovr\", average=\"weighted\")"),
		multiclass: prepareOvrWeighted
	},
	roc_auc_ovo_macro: {
		title: "ROC AUC, one versus one, macro",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score(multi_class=\"ovo\")"),
		multiclass: prepareOvoMacro
	},
	roc_auc_ovo_weighted: {
		title: "ROC AUC, one versus one, weighted",
		direction: "higher",
		range: share,
		source: learn("roc_auc_score(multi_class=\"ovo\", average=\"weighted\")"),
		multiclass: prepareOvoWeighted
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
	ece: {
		title: "Expected calibration error",
		direction: "lower",
		range: share,
		source: `${guo}, equation 3`,
		binary: prepareEce,
		binaryNoise: prepareEceNoise
	},
	mce: {
		title: "Maximum calibration error",
		direction: "lower",
		range: share,
		source: `${guo}, equation 5`,
		binary: prepareMce
	},
	ks: {
		title: "Kolmogorov–Smirnov distance",
		direction: "higher",
		range: share,
		source: "SciPy 1.17.1 ks_2samp",
		binary: prepareKs
	},
	recall_at_fpr: {
		title: "Recall at FPR ≤ X",
		direction: "higher",
		range: share,
		source: learn("roc_curve"),
		parameter: {
			symbol: "X",
			range: share
		},
		binary: prepareRecallAtFpr
	},
	precision_at_k: {
		title: "Precision at K",
		direction: "higher",
		range: share,
		source: "Manning et al. 2008, section 8.4; ties: McSherry, Najork 2008",
		parameter: rows,
		binary: preparePrecisionAtK
	},
	lift_at_k: {
		title: "Lift at K",
		direction: "higher",
		range: positive,
		source: "precision_at_k by the share of positives; Rosset et al. 2001",
		parameter: rows,
		binary: prepareLiftAtK
	},
	...classTable,
	...regressionTable,
	...fairnessTable,
	...measuredTable
};
const aliases = { brier_score: "brier" };
const numberPattern = String.raw`\d+(?:\.\d+)?(?:e-\d+)?`;
function resolveMetric(metric) {
	const found = findMetric(metric);
	if (found !== void 0) return found;
	throw new PawlError("metric.unsupported", { message: `metric ${JSON.stringify(metric)} is not known; known are ${Object.keys(metricTable).map(spellingOf).join(", ")}` });
}
function findMetric(metric) {
	const parts = partsOf(textOf(metric) ?? "");
	if (parts === void 0 || !isAllowed(parts)) return void 0;
	const { name, entry, parameter } = parts;
	const symbol = entry.parameter?.symbol;
	return {
		id: spellingOf(name, parameter),
		title: symbol === void 0 ? entry.title : entry.title.replace(symbol, String(parameter)),
		direction: entry.direction,
		range: entry.range,
		isMeasured: isMeasured(entry),
		needsGroups: entry.needsGroups === true,
		prepare: (sample) => prepare(parts, sample),
		prepareNoise: (sample, weights) => sample.task === "binary-classification" ? entry.binaryNoise?.(sample, weights) : void 0
	};
}
function metricsOf(task) {
	const side = sides[task];
	return Object.entries(metricTable).flatMap(([name, entry]) => entry[side] === void 0 ? [] : [spellingOf(name)]);
}
function needsOnlyClasses(metric) {
	const name = partsOf(metric)?.name ?? "";
	return name !== "top_K_accuracy" && (Object.hasOwn(classTable, name) || Object.hasOwn(fairnessTable, name));
}
const sides = {
	"binary-classification": "binary",
	regression: "regression",
	"multiclass-classification": "multiclass"
};
function partsOf(text) {
	const [, written = text, number] = new RegExp(`^([a-z0-9_]+):(${numberPattern})$`).exec(text) ?? [];
	const name = aliases[written] ?? written;
	const entry = entryOf(name);
	const isInName = entry?.parameter !== void 0 && hasSymbol(name, entry);
	if (entry !== void 0 && !isInName) return {
		name,
		entry,
		parameter: number === void 0 ? void 0 : Number(number)
	};
	return number === void 0 ? embeddedPartsOf(text) : void 0;
}
function embeddedPartsOf(text) {
	for (const [name, entry] of Object.entries(metricTable)) {
		if (entry.parameter === void 0 || !hasSymbol(name, entry)) continue;
		const number = new RegExp(`^${name.replace(entry.parameter.symbol, `(${numberPattern})`)}$`).exec(text)?.[1];
		if (number !== void 0) return {
			name,
			entry,
			parameter: Number(number)
		};
	}
}
function hasSymbol(name, { parameter }) {
	return parameter !== void 0 && name.includes(parameter.symbol);
}
function spellingOf(name, parameter) {
	const entry = entryOf(name);
	const symbol = entry?.parameter?.symbol;
	if (entry === void 0 || symbol === void 0) return name;
	const number = parameter === void 0 ? symbol : String(parameter);
	return hasSymbol(name, entry) ? name.replace(symbol, number) : `${name}:${number}`;
}
function entryOf(name) {
	const table = metricTable;
	return Object.hasOwn(table, name) ? table[name] : void 0;
}
function isMeasured({ binary, regression, multiclass }) {
	return binary === void 0 && regression === void 0 && multiclass === void 0;
}
function textOf(metric) {
	if (typeof metric === "string") return metric.trim();
	const [outer, ...others] = Object.entries(metric);
	const [inner, ...more] = Object.entries(outer?.[1] ?? {});
	if (outer === void 0 || inner === void 0 || others.length > 0 || more.length > 0) return void 0;
	return `${outer[0]}_${inner[0]}:${inner[1]}`;
}
function isAllowed({ entry, parameter }) {
	const rule = entry.parameter;
	if (rule === void 0 || parameter === void 0) return rule === void 0 && parameter === void 0;
	return parameter >= rule.range[0] && parameter <= rule.range[1] && (rule.isWhole !== true || Number.isInteger(parameter));
}
function prepare({ name, entry, parameter = NaN }, sample) {
	const statistic = prepareFor(entry, sample, parameter);
	if (statistic !== void 0) return statistic;
	throw new PawlError("metric.unsupported", { message: isMeasured(entry) ? `${name} is measured on the model; it cannot be computed from rows` : `${spellingOf(name)} is not defined for ${sample.task}; there are ${metricsOf(sample.task).join(", ")}` });
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
export { ascendingOrder as a, resolveMetric as i, metricsOf as n, mostProbableClasses as o, needsOnlyClasses as r, findMetric as t };
