import { buildProfile } from "../drift/profile.ts";
import type { Profile } from "../drift/profile-schema.ts";
import type { ColumnValue } from "../drift/value-counts.ts";
import { PawlError } from "../errors.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Releases } from "../ports/github/releases.ts";
import type { LoadedModel, TensorSpec } from "../ports/model-runtime.ts";
import type { SqlValue } from "../ports/sql.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { sha256 } from "../registry/sha256.ts";
import { checkRequest } from "../serving/feeds.ts";
import { exampleRequest, outputRows } from "../serving/smoke-test.ts";
import { evaluate, type EvaluatedModel, type EvaluatePorts } from "./evaluate.ts";
import { readTarget } from "./evaluation/build-sample.ts";
import { type EvaluationTable, openEvaluationTable } from "./evaluation/evaluation-table.ts";
import { type InputPlan, plannedColumns, planInputs } from "./evaluation/input-plan.ts";
import { scoreTable } from "./evaluation/score-table.ts";
import { reservedColumns } from "./evaluation/truth.ts";
import type { ModelDescription, RegisterRequest } from "./model-candidate.ts";

/** What describing a model reaches: its evaluation rows in the work tree, and the Release before. */
export type DescribeModelPorts = EvaluatePorts & {
  readonly releases: Pick<Releases, "findByTag" | "downloadAsset">;
};

/** The model to describe. */
export interface DescribedCandidate {
  readonly request: RegisterRequest;
  readonly bytes: Uint8Array;
  /** The version to compare with. */
  readonly previous: Manifest | undefined;
}

const exampleRows = 5;
const searchedRows = 500;

/**
 * Runs a model over the evaluation rows of its policy: signature, five examples, reference profile, and the comparison
 * with the previous version. Without `evaluation.data` the profile has no columns and there are no examples.
 *
 * @throws PawlError `model.unreadable`, `file.missing`, and what the evaluation throws.
 */
export async function describeModel(
  candidate: DescribedCandidate,
  ports: DescribeModelPorts,
): Promise<ModelDescription> {
  const model = await ports.modelRuntime.load(candidate.bytes);
  try {
    const signature = toSignature(model);
    const { evaluation } = candidate.request.policy;
    if (evaluation?.data === undefined) {
      const profile = buildProfile({ columns: new Map() });
      return { signature, examples: { inputs: [], outputs: [] }, profile, report: undefined };
    }
    const report = await compare(candidate, ports);
    const table = await openEvaluationTable({ path: evaluation.data, id: evaluation.id }, ports);
    const plan = planInputs(model, { table, reserved: reservedColumns(evaluation) });
    const examples = await makeExamples(model, { signature, table, plan });
    return {
      signature,
      examples,
      profile: await profileOf(candidate, { model, plan, table, report }),
      report,
    };
  } finally {
    await model.release();
  }
}

function toSignature({ signature }: LoadedModel): Manifest["signature"] {
  const copy = (spec: TensorSpec) => ({ ...spec, shape: [...spec.shape] });
  return { inputs: signature.inputs.map(copy), outputs: signature.outputs.map(copy) };
}

async function compare(candidate: DescribedCandidate, ports: DescribeModelPorts): Promise<EvaluationReport> {
  const { request, bytes, previous } = candidate;
  const { report } = await evaluate(
    {
      model: request.model,
      policy: request.policy,
      headSha: request.commit,
      baseSha: previous?.commit ?? null,
      challenger: { bytes, source: "workspace", version: null, commit: request.commit },
      champion: previous === undefined ? null : await readPreviousModel(previous, ports),
      metricsFiles: [],
      params: [],
      stages: [],
      isUnchanged: false,
    },
    ports,
  );
  return report;
}

async function readPreviousModel(
  manifest: Manifest,
  { releases }: DescribeModelPorts,
): Promise<EvaluatedModel | null> {
  const { model, version, commit, artifact } = manifest;
  const release = await releases.findByTag(`${model.replace(":", "=")}@${version}`);
  const asset = release?.assets.find((entry) => entry.name === artifact.asset && entry.state === "uploaded");
  if (asset === undefined) return null;
  const bytes = await releases.downloadAsset(asset.id);
  if ((await sha256(bytes)) !== artifact.sha256) {
    throw new PawlError("registry.artifact-changed", {
      message: `${artifact.asset} of the Release of ${model} ${version} is not the file that its manifest names.`,
    });
  }
  return { bytes, source: "release", version, commit };
}

async function makeExamples(
  model: LoadedModel,
  source: {
    readonly signature: Manifest["signature"];
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
