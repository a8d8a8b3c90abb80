import type { RunDatum, RunRecord } from "./run-schema.ts";

/** An event of OpenLineage 2.0.2, as JSON. */
export type LineageEvent = Readonly<Record<string, unknown>>;

/** What events are made with. */
export interface LineageContext {
  /** `https://github.com/owner/name`: the namespace of jobs and data sets. */
  readonly repositoryUrl: string;
  /** URI of the program that writes the events. */
  readonly producer: string;
  /** SHA-256 of UTF-8 text, hexadecimal. */
  readonly sha256: (text: string) => string;
  /** A run of the ledger by its id. */
  readonly find: (id: string) => RunRecord | undefined;
}

const spec = "https://openlineage.io/spec";
/** Facets by their key in an event. Versions are those of the OpenLineage repository. */
const facetSchemas = {
  parent: `${spec}/facets/1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet`,
  errorMessage: `${spec}/facets/1-0-0/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet`,
  jobType: `${spec}/facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`,
  sourceCodeLocation: `${spec}/facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet`,
  version: `${spec}/facets/1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet`,
  // Facets of our own: no more than the base facet is asked of them.
  pawl_run: `${spec}/2-0-2/OpenLineage.json#/$defs/RunFacet`,
  pawl_file: `${spec}/2-0-2/OpenLineage.json#/$defs/DatasetFacet`,
} as const;
const eventSchema = `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`;
const endings = { done: "COMPLETE", negative: "COMPLETE", failed: "FAIL", cancelled: "ABORT" } as const;

/**
 * The two events of a run: START, and COMPLETE (a negative answer too), FAIL or ABORT. The same run gives the same events,
 * whenever it is exported. The job is `<verb>/<model>` in the repository, a data set a file of it with its digest as
 * version; what OpenLineage has no facet for is in `pawl_run`: params, metrics, trigger, actor, environment, artifacts.
 */
export function toLineageEvents(
  record: RunRecord,
  context: LineageContext,
): readonly [LineageEvent, LineageEvent] {
  const job = describeJob(record, context);
  const inputs = record.inputs.map((datum) => describeFile(datum, context));
  const base = { producer: context.producer, schemaURL: eventSchema };
  const runId = lineageRunId(record, context.sha256);
  const start = {
    eventType: "START",
    eventTime: record.startedAt,
    ...base,
    run: { runId, facets: { ...describeParent(record, context) } },
    job,
    inputs,
    outputs: [],
  };
  const end = {
    eventType: endings[record.state],
    eventTime: record.endedAt,
    ...base,
    run: { runId, facets: { ...describeParent(record, context), ...describeRun(record, context) } },
    job,
    inputs,
    outputs: record.outputs.map((datum) => describeFile(datum, context)),
  };
  return [start, end];
}

/**
 * The id of a run as OpenLineage wants it: a UUID of version 7 (RFC 9562) whose time is the start of the run and whose other
 * bits are those of the SHA-256 of its id, so that it is the same in every export.
 */
export function lineageRunId(
  { id, startedAt }: Pick<RunRecord, "id" | "startedAt">,
  sha256: LineageContext["sha256"],
): string {
  const time = Math.max(0, Date.parse(startedAt)).toString(16).padStart(12, "0").slice(-12);
  const bits = sha256(id);
  const variant = ((Number.parseInt(bits.slice(3, 4), 16) & 0b11) | 0b1000).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${bits.slice(0, 3)}`,
    `${variant}${bits.slice(4, 7)}`,
    bits.slice(7, 19),
  ].join("-");
}

function facet(
  key: keyof typeof facetSchemas,
  { producer }: LineageContext,
  members: Readonly<Record<string, unknown>>,
): Readonly<Record<string, LineageEvent>> {
  return { [key]: { _producer: producer, _schemaURL: facetSchemas[key], ...members } };
}

function jobName({ verb, model }: RunRecord): string {
  return model === null ? verb : `${verb}/${model.name}`;
}

function describeJob(record: RunRecord, context: LineageContext): LineageEvent {
  const { repositoryUrl } = context;
  const { commit, ref } = record;
  const source =
    commit === null
      ? {}
      : facet("sourceCodeLocation", context, {
          type: "git",
          url: `${repositoryUrl}/tree/${commit}`,
          repoUrl: `${repositoryUrl}.git`,
          version: commit,
          ...(ref === null ? {} : { branch: ref.replace(/^refs\/heads\//, "") }),
        });
  const type = { processingType: "BATCH", integration: "PAWL", jobType: record.verb.toUpperCase() };
  const facets = { ...facet("jobType", context, type), ...source };
  return { namespace: repositoryUrl, name: jobName(record), facets };
}

/** The first parent that the ledger knows: OpenLineage has room for one. */
function describeParent(record: RunRecord, context: LineageContext): Readonly<Record<string, LineageEvent>> {
  const parent = record.parents.map(context.find).find((found) => found !== undefined);
  if (parent === undefined) return {};
  return facet("parent", context, {
    run: { runId: lineageRunId(parent, context.sha256) },
    job: { namespace: context.repositoryUrl, name: jobName(parent) },
  });
}

function describeRun(record: RunRecord, context: LineageContext): Readonly<Record<string, LineageEvent>> {
  const { schema: _, key: _key, inputs: _inputs, outputs: _outputs, ...own } = record;
  const stage = record.failedStage === undefined ? "" : ` in the stage ${record.failedStage}`;
  const message = `${jobName(record)} ended as ${record.state}${stage}: ${record.reasonCode ?? "no reason code"}`;
  const isFailed = record.state === "failed" || record.state === "cancelled";
  const error = isFailed
    ? facet("errorMessage", context, { message, programmingLanguage: "JAVASCRIPT" })
    : {};
  return { ...facet("pawl_run", context, own), ...error };
}

function describeFile({ path, digest, sizeBytes, kind }: RunDatum, context: LineageContext): LineageEvent {
  const version = digest === null ? {} : facet("version", context, { datasetVersion: digest });
  const facets = { ...version, ...facet("pawl_file", context, { kind, sizeBytes }) };
  return { namespace: context.repositoryUrl, name: path, facets };
}
