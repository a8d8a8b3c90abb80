import { buildProfile } from "../drift/profile.ts";
import type { Profile } from "../drift/profile-schema.ts";
import type { ColumnValue } from "../drift/value-counts.ts";
import { PawlError } from "../errors.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Releases } from "../ports/github/releases.ts";
import type { LoadedModel, TensorSpec } from "../ports/model-runtime.ts";
import type { SqlValue } from "../ports/sql.ts";
import type { Manifest, Signature } from "../registry/manifest-schema.ts";
import { checkRequest } from "../serving/feeds.ts";
import { exampleRequest, outputRows } from "../serving/smoke-test.ts";
import type { ArtifactContent } from "./artifact-file.ts";
import { describePredictions } from "./describe-predictions.ts";
import { evaluate, type EvaluatePorts } from "./evaluate.ts";
import { readTarget } from "./evaluation/build-sample.ts";
import { type EvaluationTable, openEvaluationTable } from "./evaluation/evaluation-table.ts";
import { type InputPlan, plannedColumns, planInputs } from "./evaluation/input-plan.ts";
import { scoreTable } from "./evaluation/score-table.ts";
import { reservedColumns } from "./evaluation/truth.ts";
import type { ModelDescription, RegisterRequest } from "./model-candidate.ts";
import { findPreviousVersion } from "./previous-version.ts";

/** What describing a model reaches: its evaluation rows in the work tree, and the Release before. */
export type DescribeModelPorts = EvaluatePorts & {
  readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
};

/** The model to describe. */
export interface DescribedCandidate {
  readonly request: RegisterRequest;
  /** Of a folder: the list of its files; of a file that is too large for a Release: the pointer to it. */
  readonly bytes: Uint8Array;
  readonly content: ArtifactContent["kind"];
  /** The version to compare with. */
  readonly previous: Manifest | undefined;
}

const exampleRows = 5;
const searchedRows = 500;
const noExamples: Manifest["examples"] = { inputs: [], outputs: [] };

/**
 * Looks at a model by the evaluation of its policy. With `evaluation.data` an ONNX model is run over the rows: signature,
 * five examples, reference profile, comparison with the previous version. With `evaluation.predictions` the model may be of
 * any format: profile and comparison come from that table, and its answers are kept for the next version. Without an
 * evaluation the profile has no columns. A model that is no ONNX has no signature.
 *
 * @throws PawlError `model.unreadable` for a model that must be ONNX (`evaluation.data` alone, or a name that ends with
 * `.onnx`) and is not, `file.missing`, and what the evaluation throws.
 */
export async function describeModel(
  candidate: DescribedCandidate,
  ports: DescribeModelPorts,
): Promise<ModelDescription> {
  const { evaluation } = candidate.request.policy;
  const model = await loadModel(candidate, ports);
  try {
    const signature = model === undefined ? null : toSignature(model);
    if (evaluation === undefined) {
      const profile = buildProfile({ columns: new Map() });
      return { signature, examples: noExamples, profile, report: undefined, predictions: undefined };
    }
    const report = await compare(candidate, ports);
    const answered =
      evaluation.predictions === undefined
        ? undefined
        : await describePredictions({ policy: candidate.request.policy, report }, ports);
    const scored =
      model === undefined || evaluation.data === undefined
        ? undefined
        : await describeByScoring({ model, report, candidate, path: evaluation.data }, ports);
    const profile = scored?.profile ?? answered?.profile ?? buildProfile({ columns: new Map() });
    const { examples = noExamples } = scored ?? {};
    return { signature, examples, profile, report: answered?.report ?? report, predictions: answered?.kept };
  } finally {
    await model?.release();
  }
}

/** `undefined` for another format than ONNX, where the policy allows one. */
async function loadModel(
  { request, bytes, content }: DescribedCandidate,
  { modelRuntime }: DescribeModelPorts,
): Promise<LoadedModel | undefined> {
  const { artifact, evaluation } = request.policy;
  const isScored = evaluation?.data !== undefined && evaluation.predictions === undefined;
  if (content !== "file") {
    if (!isScored) return undefined;
    const what = content === "tree" ? "is a folder" : "has 2 GiB or more";
    throw new PawlError("model.unreadable", {
      message: `${artifact} ${what}: the rows of evaluation.data are scored with one ONNX file.`,
      hint: "Export the model as ONNX, or write its answers and name them as evaluation.predictions.",
    });
  }
  try {
    return await modelRuntime.load(bytes);
  } catch (error) {
    const isFormat =
      error instanceof PawlError && (error.code === "model.unreadable" || error.code === "model.unsupported");
    if (isFormat && !isScored && !artifact.endsWith(".onnx")) return undefined;
    throw error;
  }
}

function toSignature({ signature }: LoadedModel): Signature {
  const copy = (spec: TensorSpec) => ({ ...spec, shape: [...spec.shape] });
  return { inputs: signature.inputs.map(copy), outputs: signature.outputs.map(copy) };
}

async function describeByScoring(
  source: {
    readonly model: LoadedModel;
    readonly report: EvaluationReport;
    readonly candidate: DescribedCandidate;
    readonly path: string;
  },
  ports: DescribeModelPorts,
): Promise<Pick<ModelDescription, "examples" | "profile">> {
  const { model, report, candidate, path } = source;
  const { evaluation } = candidate.request.policy;
  const table = await openEvaluationTable({ path, id: evaluation?.id }, ports);
  const reserved = evaluation === undefined ? new Set<string>() : reservedColumns(evaluation);
  const plan = planInputs(model, { table, reserved });
  const examples = await makeExamples(model, { signature: toSignature(model), table, plan });
  return { examples, profile: await profileOf(candidate, { model, plan, table, report }) };
}

async function compare(candidate: DescribedCandidate, ports: DescribeModelPorts): Promise<EvaluationReport> {
  const { request, bytes, previous } = candidate;
  const { champion, notes } = await findPreviousVersion(request.policy, previous, ports);
  const { report } = await evaluate(
    {
      model: request.model,
      policy: request.policy,
      headSha: request.commit,
      baseSha: previous?.commit ?? null,
      challenger: { bytes, source: "workspace", version: null, commit: request.commit },
      champion,
      metricsFiles: [],
      params: [],
      stages: [],
      isUnchanged: false,
      sections: { notes: [...notes] },
    },
    ports,
  );
  return report;
}

async function makeExamples(
  model: LoadedModel,
  source: {
    readonly signature: Signature;
    readonly table: EvaluationTable;
    readonly plan: InputPlan;
  },
): Promise<Manifest["examples"]> {
  const { signature, table, plan } = source;
  // Examples are sent as JSON: a width that only the table knows, a fixed number of rows and halves have no form in it.
  const isPlain = signature.inputs.every(
    ({ shape, datatype }) => shape.slice(1).every((size) => size >= 0) && datatype !== "FP16",
  );
  const inputs = isPlain && plan.fixedRows === undefined ? await readExampleRows(plan, table) : [];
  const request = exampleRequest({ signature, examples: { inputs, outputs: [] } });
  if (request === undefined) return { inputs: [], outputs: [] };
  const checked = checkRequest(request, { signature, columns: { id: null, timestamp: null } });
  if (!checked.ok) {
    throw new PawlError("model.input-invalid", { message: `${table.path}: ${checked.error}` });
  }
  const outputs = await model.run(checked.value.feeds);
  return { inputs, outputs: [...outputRows(outputs, checked.value.rows)] };
}

/** The first rows in which no input but a float is missing. An input of several columns is a list. */
async function readExampleRows(plan: InputPlan, table: EvaluationTable): Promise<Record<string, unknown>[]> {
  const wanted = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({ name, type })));
  const values = await table.readAll(wanted, { from: 0, to: searchedRows });
  const rows: Record<string, unknown>[] = [];
  for (let row = 0; row < Math.min(table.rows, searchedRows) && rows.length < exampleRows; row += 1) {
    const found = values.map((column) => toExampleValue(column[row]));
    const isMissing = found.some((value, index) => value === null && wanted[index]?.type !== "DOUBLE");
    if (!isMissing) rows.push(toExample(plan, found));
  }
  return rows;
}

function toExample(plan: InputPlan, values: readonly unknown[]): Record<string, unknown> {
  let position = 0;
  return Object.fromEntries(
    plan.inputs.map(({ spec, columns }) => {
      const own = values.slice(position, (position += columns.length));
      return [spec.name, own.length === 1 ? own[0] : own];
    }),
  );
}

function toExampleValue(value: SqlValue | undefined): number | string | boolean | null {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}

async function profileOf(
  candidate: DescribedCandidate,
  evidence: {
    readonly model: LoadedModel;
    readonly plan: InputPlan;
    readonly table: EvaluationTable;
    readonly report: EvaluationReport;
  },
): Promise<Profile> {
  const { model, plan, table, report } = evidence;
  const { policy } = candidate.request;
  const columns = new Map<string, readonly ColumnValue[]>();
  for (const name of plannedColumns(plan)) columns.set(name, await table.read(name));
  const measured = report.metrics.flatMap(({ metric, challenger }) =>
    challenger === null ? [] : [[metric, challenger] as const],
  );
  const scores = await scoreTable({ model, plan, task: policy.task }, table);
  const target = policy.evaluation?.target;
  return buildProfile({
    columns,
    ...(scores.width === 1 ? { scores: Array.from(scores.values) } : {}),
    ...(target === undefined ? {} : { targets: Array.from(await readTarget(table, target, policy.task)) }),
    metrics: Object.fromEntries(measured),
  });
}
