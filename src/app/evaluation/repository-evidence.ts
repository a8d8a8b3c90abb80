import type { GatePolicy } from "../../config/schema.ts";
import { findMetric } from "../../evaluation/metric-table.ts";
import type { MetricsFile } from "../../evaluation/metrics-file.ts";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { flattenValues } from "../../versioning/compare-values.ts";
import { floatOf, isNumberValue, toPlainData, type Value } from "../../versioning/value.ts";
import { readMetrics } from "../metrics.ts";
import { diffParams } from "../params-diff.ts";
import { type FileValues, type RevisionValues } from "../reports/read-values-at.ts";
import { type ReportPorts, workspaceName } from "../reports/snapshot.ts";

/** What metrics and params files say at base and in the work tree. */
export interface RepositoryEvidence {
  readonly metricsFiles: readonly MetricsFile[];
  readonly params: EvaluationReport["params"];
  /** What could not be read, one line each. */
  readonly notes: readonly string[];
}

/** Most characters of a parameter's value in a report. */
const maxValueLength = 300;
/** Most notes on files, and characters of each. */
const [maxNotes, maxNoteLength] = [10, 300];

/**
 * Reads what `dvc metrics diff` and `dvc params diff` compare, from base to the work tree, and the metrics files that gates name
 * besides: of every dvc.yaml with its templates, from git, from the cache or from the remote.
 *
 * A file that cannot be read counts as absent and is in the notes, so that a gate on it fails.
 *
 * @param request `baseSha`: null when there is nothing to compare with.
 * @throws PawlError `revision.unknown`
 */
export async function readRepositoryEvidence(
  request: { readonly baseSha: string | null; readonly gates: readonly GatePolicy[] },
  ports: ReportPorts,
): Promise<RepositoryEvidence> {
  const { baseSha } = request;
  const gated = [...new Set(request.gates.flatMap((gate) => gateFile(gate.metric) ?? []))];
  const head = await readSide(workspaceName, gated, ports);
  const base = baseSha === null ? emptySide : await readSide(baseSha, gated, ports);
  const params = baseSha === null ? undefined : await diffParamsSince(baseSha, ports);
  const notes = [...head.notes, ...base.notes, ...(params?.warnings ?? [])];
  return {
    metricsFiles: [...new Set([...head.files.keys(), ...base.files.keys()])].map((path) => ({
      path,
      base: base.files.get(path),
      head: head.files.get(path),
    })),
    params: params?.changes ?? [],
    notes: notes.slice(0, maxNotes).map((note) => note.slice(0, maxNoteLength)),
  };
}

/** The file of a `file:key` gate. */
function gateFile(metric: string): string | undefined {
  if (findMetric(metric) !== undefined) return undefined;
  return /^([^:]+\.[a-z]+):./.exec(metric)?.[1];
}

interface Side {
  /** Numbers by dotted key; `undefined` when the file is not there. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, number> | undefined>;
  readonly notes: readonly string[];
}

const emptySide: Side = { files: new Map(), notes: [] };

async function readSide(revision: string, gated: readonly string[], ports: ReportPorts): Promise<Side> {
  const declared = await readMetrics(revision, [], ports);
  const others = gated.filter((path) => declared.files?.has(path) !== true);
  const named = others.length === 0 ? undefined : await readMetrics(revision, others, ports);
  const files = [...(declared.files ?? []), ...(named?.files ?? [])];
  return {
    files: new Map(files.map(([path, file]) => [path, numbersOf(file)])),
    // A file that only a gate names may be new: it is no news that base has none.
    notes: [...failuresOf(declared, revision, true), ...failuresOf(named, revision, false)],
  };
}

function failuresOf(
  values: RevisionValues | undefined,
  revision: string,
  withMissing: boolean,
): readonly string[] {
  if (values === undefined) return [];
  const name = revision === workspaceName ? "this work tree" : revision.slice(0, 7);
  if (values.failure !== undefined) {
    return withMissing ? [`DVC metrics of ${name}: ${values.failure.message}`] : [];
  }
  return [...values.files.values()].flatMap(({ failure }) => {
    const isNews = failure !== undefined && (withMissing || failure.type !== "FileNotFoundError");
    return isNews ? [`DVC metrics of ${name}: ${failure.message}`] : [];
  });
}

/** The numbers of a metrics file by dotted key, truth values as 0 and 1; text is left out. */
function numbersOf({ values }: FileValues): ReadonlyMap<string, number> | undefined {
  if (values === undefined) return undefined;
  const flat = isNumberValue(values) ? new Map<string, Value>([["", values]]) : flattenValues(values);
  return new Map(
    [...flat].flatMap(([key, value]): [string, number][] => {
      if (typeof value === "boolean") return [[key, value ? 1 : 0]];
      return isNumberValue(value) ? [[key, floatOf(value.text)]] : [];
    }),
  );
}

async function diffParamsSince(
  baseSha: string,
  ports: ReportPorts,
): Promise<{ readonly changes: EvaluationReport["params"]; readonly warnings: readonly string[] }> {
  const request = { a: baseSha, b: workspaceName, targets: [], all: false, deps: false };
  const { files, warnings } = await diffParams(request, ports);
  const changes = [...files].flatMap(([file, values]) =>
    [...values].map(([key, change]) => ({ file, key, old: shown(change.old), new: shown(change.new) })),
  );
  return { changes, warnings: warnings.map((warning) => `Params: ${warning}`) };
}

/** A parameter for the report: an integer that JavaScript cannot hold is its text, long text is cut. */
function shown(value: Value): unknown {
  const isLarge =
    isNumberValue(value) && value.kind === "integer" && !Number.isSafeInteger(Number(value.text));
  const plain = isLarge ? value.text : toPlainData(value);
  return typeof plain === "string" && plain.length > maxValueLength
    ? `${plain.slice(0, maxValueLength)}…`
    : plain;
}
