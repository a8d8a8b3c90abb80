import { z } from "zod";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import { mostItems, type RunDatum, type RunMetric, type RunRecord } from "../../runs/run-schema.ts";
import type { ArtifactLineage } from "../model-candidate.ts";
import type { ModelRegistration } from "../register-models.ts";
import { recordDecision, recordRun, type RunPlace } from "./run-place.ts";

/** What is known of a model that was to be registered. */
export interface RegistrationFacts {
  readonly result: ModelRegistration;
  /** Path of the artifact. */
  readonly artifact: string;
  readonly lineage: ArtifactLineage | undefined;
  readonly report: EvaluationReport | undefined;
}

/**
 * The records of one registration: the run, and for a version the decision. A version whose decision the ledger lacks since
 * an earlier run could not write it, is recorded by the next run that finds it: its key is the version's tag.
 */
export function recordsOfRegistration(facts: RegistrationFacts, place: RunPlace): readonly LedgerRecord[] {
  const { version } = facts.result;
  return version === null ? [toRun(facts, place)] : [toRun(facts, place), toDecision(facts, version, place)];
}

function toRun({ result, artifact, lineage, report }: RegistrationFacts, place: RunPlace): RunRecord {
  const digest = lineage === undefined ? null : `md5:${lineage.md5}`;
  const isRegistered = result.decision === "registered";
  return recordRun(place, result.model, {
    verb: "register",
    model: {
      name: result.model,
      version: result.version,
      status: result.decision === "failed" ? "failed" : result.version === null ? "none" : "registered",
      digest,
    },
    state: result.decision === "failed" ? "failed" : "done",
    reasonCode: result.reasonCode,
    params: readParams(lineage),
    inputs: readInputs(lineage),
    outputs: digest === null ? [] : [{ path: artifact, digest, sizeBytes: null, kind: "model" }],
    metrics: readMetrics(report),
    artifacts: isRegistered ? [{ name: result.tag, uri: result.releaseUrl, digest, sizeBytes: null }] : [],
  });
}

function toDecision({ result, lineage }: RegistrationFacts, version: string, place: RunPlace): AuditRecord {
  const isOwn = result.decision === "registered";
  const tag = `${result.model}@${version}`;
  return recordDecision(place, {
    key: `register/${tag}`,
    action: "register",
    reasonCode: isOwn ? result.reasonCode : "found",
    reason: isOwn ? result.reason : `${tag} was registered by an earlier run, which left no entry`,
    model: result.model,
    version,
    modelDigest: lineage === undefined ? null : `md5:${lineage.md5}`,
    shas: { commit: isOwn ? place.commit : null, head: null, base: null, policy: place.commit },
    pullRequest: place.trigger.pullRequest,
    tag,
  });
}

const stageParams = z.array(z.object({ params: z.record(z.string(), z.record(z.string(), z.unknown())) }));
const numberText = z.strictObject({ number: z.string() });

/** `<file>:<key>` → value, of all stages that the artifact was made by; a map under a key is taken apart: `train.depth`. */
export function readParams(lineage: Pick<ArtifactLineage, "material"> | undefined): RunRecord["params"] {
  const stages = stageParams.safeParse(lineage?.material.params).data ?? [];
  const pairs = stages.flatMap(({ params }) =>
    Object.entries(params).flatMap(([file, values]) =>
      Object.entries(values).flatMap(([key, value]) => flatten(`${file}:${key}`, value)),
    ),
  );
  return Object.fromEntries(pairs.slice(0, mostItems));
}

const nested = z.record(z.string(), z.unknown());
/** Deeper maps stay JSON text. */
const deepest = 8;

function flatten(
  name: string,
  value: unknown,
  depth = 0,
): readonly (readonly [string, RunRecord["params"][string]])[] {
  const map = numberText.safeParse(value).success ? undefined : nested.safeParse(value).data;
  const pairs = map === undefined || depth === deepest ? [] : Object.entries(map);
  if (pairs.length === 0) return [[name.slice(0, mostItems), toScalar(value)]];
  return pairs.flatMap(([key, inner]) => flatten(`${name}.${key}`, inner, depth + 1));
}

function toScalar(value: unknown): RunRecord["params"][string] {
  const number = Number(numberText.safeParse(value).data?.number ?? Number.NaN);
  if (Number.isFinite(number)) return number;
  if (typeof value === "string" || typeof value === "boolean" || value === null) {
    return typeof value === "string" ? value.slice(0, 5000) : value;
  }
  return JSON.stringify(value).slice(0, 5000);
}

const stageFiles = z.array(
  z.object({
    deps: z.record(z.string(), z.string().nullable()).default({}),
    outs: z.record(z.string(), z.string().nullable()).default({}),
  }),
);

/** Data first, then code: what the stages of an artifact read, each path once. */
export function readInputs(lineage: Pick<ArtifactLineage, "material"> | undefined): RunDatum[] {
  const read = (material: unknown, kind: "code" | "data"): readonly RunDatum[] =>
    (stageFiles.safeParse(material).data ?? []).flatMap(({ deps, outs }) =>
      Object.entries({ ...deps, ...outs }).map(([path, md5]) => {
        const isKnown = md5 !== null && /^[0-9a-f]{32}(\.dir)?$/.test(md5);
        return { path, digest: isKnown ? `md5:${md5}` : null, sizeBytes: null, kind };
      }),
    );
  const all = [...read(lineage?.material.data, "data"), ...read(lineage?.material.code, "code")];
  const first = new Map(all.toReversed().map((datum) => [datum.path, datum]));
  return [...first.values()].toReversed().slice(0, mostItems);
}

/** The challenger's metrics on all rows. */
export function readMetrics(report: EvaluationReport | undefined): RunMetric[] {
  return (report?.metrics ?? []).flatMap(({ metric: name, challenger }) =>
    challenger === null ? [] : [{ name, slice: null, ...challenger }],
  );
}
