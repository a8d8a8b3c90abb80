import { D as string, E as strictObject, S as number, b as literal, f as _enum, g as boolean, j as unknown, k as tuple, m as array, w as partialRecord } from "./schemas-CFgJ4ov0.js";
import { t as methodNames } from "./methods-gkxnieoy.js";
import { n as jsonNumber, t as interval } from "./json-number-schema-BIV5Gqnk.js";
//#region src/tables/data-diff-schema.ts
const count$1 = number().int().nonnegative();
const cellText = string().nullable().describe("The value as text, at most 200 characters; null when it is missing.");
const tableSchema = strictObject({
	name: string().describe("What the caller calls the table: its path, with the revision."),
	rows: count$1,
	columns: count$1
});
const distributionSchema = strictObject({
	verdict: _enum([
		"drift",
		"ok",
		"not enough data",
		"not compared"
	]),
	reason: string(),
	missingBefore: count$1.nullable().describe("Rows without a value; null when the column was not counted."),
	missingAfter: count$1.nullable(),
	statistics: partialRecord(_enum(methodNames), jsonNumber).describe("The drift methods that fit the type.")
});
const columnSchema = strictObject({
	name: string(),
	state: _enum([
		"shared",
		"added",
		"removed"
	]),
	typeBefore: string().nullable().describe("DuckDB's name of the type; null for an added column."),
	typeAfter: string().nullable(),
	typeChange: _enum([
		"none",
		"storage",
		"kind"
	]).describe("`storage`: the same kind of values in another width; `kind`: numbers became text, for instance."),
	isKey: boolean(),
	notCompared: string().nullable().describe("Why its values are not compared; null when they are."),
	cellsChanged: count$1.nullable().describe("Cells that differ in rows that both tables have; null without a key."),
	distribution: distributionSchema.nullable().describe("Null when nothing in the column changed, for key columns and for columns of one table.")
});
const cellSchema = strictObject({
	column: string(),
	value: cellText
});
const changedCellSchema = strictObject({
	column: string(),
	before: cellText,
	after: cellText
});
const dataDiffSchema = strictObject({
	schema: literal("pawl.data-diff/1"),
	verdict: _enum(["identical", "changed"]),
	before: tableSchema,
	after: tableSchema,
	key: array(string()).nullable().describe("Columns that identify a row; null: rows are compared as a multiset."),
	tolerance: strictObject({
		absolute: number().nonnegative(),
		relative: number().nonnegative()
	}).nullable(),
	rows: strictObject({
		added: count$1,
		removed: count$1,
		changed: count$1.nullable().describe("Null without a key: a changed row is then one removed and one added."),
		unchanged: count$1
	}),
	columns: array(columnSchema).describe("In the order of before, then what only after has."),
	renamed: array(strictObject({
		from: string(),
		to: string()
	})).describe("A removed and an added column that hold the same values."),
	examples: strictObject({
		changed: array(strictObject({
			key: array(cellSchema),
			cells: array(changedCellSchema),
			moreCells: count$1.describe("Changed cells of the row that are not shown.")
		})),
		added: array(array(cellSchema)).describe("The first rows in the order of the file, at most 20 cells a row."),
		removed: array(array(cellSchema))
	})
});
//#endregion
//#region src/evaluation/report-sections-schema.ts
const count = number().int().nonnegative();
const text = string().max(500);
const comparabilitySchema = strictObject({
	rowsDigest: string().describe("sha256 of the ids in the order in which they were compared."),
	targetDigest: string().describe("sha256 of the true values in the same order."),
	metricCode: string().describe("Version of the definitions, for instance `pawl.metrics/1`."),
	changes: array(strictObject({
		what: _enum([
			"rows",
			"target",
			"metric code",
			"answers"
		]),
		detail: text
	})).max(20).describe("Empty when champion and challenger answered for the same rows, targets and definitions.")
});
const flipExample = strictObject({
	id: text,
	target: jsonNumber,
	champion: jsonNumber.describe("Score, probability of the true class, or prediction."),
	challenger: jsonNumber
});
const flipsSchema = strictObject({
	bothRight: count,
	bothWrong: count,
	fixed: count.describe("Wrong by the champion, right by the challenger."),
	broken: count.describe("Right by the champion, wrong by the challenger."),
	test: strictObject({
		name: _enum(["mcnemar exact", "mcnemar"]),
		pValue: jsonNumber
	}),
	slices: array(strictObject({
		slice: text,
		fixed: count,
		broken: count
	})).max(100),
	examples: strictObject({
		fixed: array(flipExample).max(20),
		broken: array(flipExample).max(20)
	})
});
const line = array(tuple([number(), number()])).max(400);
const pair = strictObject({
	champion: line.nullable(),
	challenger: line
}).nullable();
const matrix = array(array(number().nonnegative()).max(30)).max(30);
const histogram = strictObject({
	edges: array(number()).max(61),
	champion: array(number()).max(60).nullable(),
	challenger: array(number()).max(60)
});
const curvesSchema = strictObject({
	roc: pair.describe("False positive rate, true positive rate."),
	precisionRecall: pair.describe("Recall, precision."),
	calibration: pair.describe("Mean predicted probability, share of positives, one point a bin with rows."),
	residuals: histogram.nullable().describe("Prediction minus target: weight of each bin."),
	scores: histogram.nullable().describe("Scores or predictions: weight of each bin."),
	confusion: strictObject({
		labels: array(text).max(30),
		champion: matrix.nullable(),
		challenger: matrix
	}).nullable().describe("Weights by true class (row) and predicted class (column).")
});
const importanceSchema = strictObject({
	metric: string(),
	repeats: count,
	rows: count.describe("Rows that were scored anew for each shuffle."),
	columns: array(strictObject({
		column: text,
		champion: jsonNumber.nullable(),
		challenger: jsonNumber,
		deviation: jsonNumber.describe("Standard deviation over the repeats, of the challenger.")
	})).max(200)
});
const learningCurveSchema = strictObject({
	name: text,
	base: line.nullable(),
	head: line
});
const historySchema = strictObject({
	metric: string(),
	runs: array(strictObject({
		label: text,
		commit: text,
		value: jsonNumber
	})).max(50)
});
const costSchema = strictObject({
	wallSeconds: number().nonnegative(),
	queueSeconds: number().nonnegative().nullable(),
	gpuSeconds: number().nonnegative().nullable(),
	gpu: text.nullable().describe("Name of the accelerator."),
	peakMemoryBytes: count.nullable(),
	energyWattHours: number().nonnegative().nullable(),
	price: strictObject({
		amount: number().nonnegative(),
		currency: string().max(8)
	}).nullable().describe("By the rates of the policy.")
});
const locked = strictObject({
	path: string().max(300),
	digest: string().max(100).nullable().describe("As dvc.lock has it; null where it has none."),
	isChanged: boolean().nullable().describe("Whether base has another digest, or none; null when there is no base.")
});
const lineageSchema = strictObject({ stages: array(strictObject({
	stage: string().max(300),
	role: _enum([
		"feature",
		"train",
		"evaluate"
	]),
	inputs: array(locked).max(50),
	outputs: array(locked).max(50)
})).max(100).describe("In an order in which they can run.") });
const seedNoiseSchema = strictObject({
	metric: string(),
	values: array(jsonNumber).max(100).describe("One value a training run, the same rows."),
	deviation: jsonNumber.describe("Sample standard deviation (divisor n - 1); `nan` for one run.")
});
const metricTestSchema = strictObject({
	name: _enum([
		"delong",
		"mcnemar",
		"mcnemar exact",
		"paired bootstrap"
	]),
	pValue: jsonNumber.describe("Two-sided."),
	interval: interval.describe("Of the difference, by this test; null when it gives none.")
});
const sliceOrigin = _enum(["declared", "found"]);
const sliceTestSchema = strictObject({
	pValue: jsonNumber.describe("One-sided: the challenger is worse here; Holm-corrected."),
	looks: count.describe("How many slices were tested.")
});
//#endregion
//#region src/evaluation/verification-schema.ts
const verificationSchema = strictObject({
	by: _enum(["self-reported", "recomputed"]).describe("Self-reported: by a job whose code the pull request controls. Recomputed: by the default branch's workflow."),
	pullRequest: number().int().positive(),
	run: number().int().positive().describe("The pipeline run whose results were judged."),
	rows: _enum([
		"base",
		"head",
		"predictions",
		"none"
	]).describe("Base: the base branch's evaluation data. Head: the pull request's, with the ids and targets of the base. Predictions: the pull request's own answers. None: metrics files only.")
});
//#endregion
//#region src/evaluation/report-schema.ts
const metricVerdict = _enum([
	"better",
	"worse",
	"within noise",
	"changed",
	"not comparable",
	"missing"
]);
const metricComparison = strictObject({
	metric: string(),
	direction: _enum([
		"higher",
		"lower",
		"none"
	]),
	champion: strictObject({
		value: jsonNumber,
		interval
	}).nullable(),
	challenger: strictObject({
		value: jsonNumber,
		interval
	}).nullable(),
	difference: strictObject({
		value: jsonNumber,
		interval
	}).nullable(),
	verdict: metricVerdict,
	rows: number().int().nonnegative(),
	test: metricTestSchema.optional()
});
const gateResult = strictObject({
	gate: string().describe("The rule as a sentence, for instance `roc_auc ≥ 0.70 and Δ ≥ −0.002`."),
	metric: string(),
	slice: string().nullable(),
	status: _enum([
		"pass",
		"fail",
		"warn"
	]),
	reasonCode: string(),
	reason: string()
});
const modelReference = strictObject({
	source: _enum([
		"release",
		"base",
		"workspace"
	]),
	version: string().nullable(),
	commit: string().nullable(),
	sha256: string()
});
const evaluationReportSchema = strictObject({
	schema: literal("pawl.report/1"),
	model: string(),
	task: _enum([
		"binary-classification",
		"multiclass-classification",
		"regression"
	]),
	headSha: string().regex(/^[0-9a-f]{40}$/),
	baseSha: string().regex(/^[0-9a-f]{40}$/).nullable(),
	outcome: _enum([
		"compared",
		"first",
		"unchanged"
	]),
	verdict: _enum([
		"pass",
		"fail",
		"warn"
	]),
	champion: modelReference.nullable(),
	challenger: modelReference.nullable(),
	data: strictObject({
		path: string(),
		rows: number().int().nonnegative(),
		digest: string()
	}).nullable(),
	metrics: array(metricComparison).max(100),
	slices: array(strictObject({
		slice: string(),
		rows: number().int(),
		metrics: array(metricComparison),
		origin: sliceOrigin.optional(),
		test: sliceTestSchema.optional()
	})).max(500),
	gates: array(gateResult).max(1e3),
	params: array(strictObject({
		file: string(),
		key: string(),
		old: unknown(),
		new: unknown()
	})).max(500),
	stages: array(strictObject({
		stage: string(),
		state: _enum([
			"ran",
			"restored",
			"unchanged"
		]),
		reason: string(),
		durationMs: number()
	})).max(500),
	confidence: number(),
	resamples: number().int(),
	seed: number().int(),
	notes: array(string()).max(50),
	comparability: comparabilitySchema.optional(),
	flips: flipsSchema.optional(),
	curves: curvesSchema.optional(),
	importance: importanceSchema.optional(),
	learningCurves: array(learningCurveSchema).max(30).optional(),
	history: historySchema.optional(),
	cost: costSchema.optional(),
	lineage: lineageSchema.optional(),
	seedNoise: array(seedNoiseSchema).max(100).optional(),
	dataDiffs: array(dataDiffSchema).max(20).optional(),
	verification: verificationSchema.optional(),
	createdAt: string()
});
//#endregion
export { evaluationReportSchema as t };
