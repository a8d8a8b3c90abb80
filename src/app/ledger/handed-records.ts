import { PawlError } from "../../errors.ts";
import type { ArtifactFile } from "../../ports/artifacts.ts";
import type { Workflows, WorkflowRun } from "../../ports/github/workflows.ts";
import type { Log } from "../../ports/log.ts";
import { type LedgerRecord, ledgerRecordSchema } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { evaluationWorkflow, pipelineWorkflow } from "../evaluate-run/workflow-files.ts";
import { parseJson } from "../../parse-json.ts";
import { longestRecord } from "../../runs/segments.ts";
import { isObserved } from "./records-of-jobs.ts";

/** How the name of an artifact with records begins. */
export const handedPrefix = "pawl-runs-";

/** Most artifacts of one run that are read. */
const mostArtifacts = 50;
/** Largest artifact, bytes. */
const largestArtifact = 4 * 2 ** 20;
/** Characters of one file, and files of one artifact. */
const longestFile = 256 * 1024;
const mostFiles = 12;

/** What reading handed records reaches. */
export interface HandedPorts {
  readonly workflows: Pick<Workflows, "listArtifacts" | "downloadArtifact">;
  /** Unpacks an artifact that somebody else packed; throws for anything odd. */
  readonly readArchive: (
    bytes: Uint8Array,
    isAllowed: (name: string) => boolean,
  ) => Promise<ReadonlyMap<string, Uint8Array>>;
  readonly log: Pick<Log, "warning">;
}

/** Records as files of an artifact, JSON lines. Records beyond 3 MiB are left out; `[]` for none. */
export function packRecords(records: readonly LedgerRecord[]): readonly ArtifactFile[] {
  const texts: string[] = [];
  for (const record of records) {
    const line = `${JSON.stringify(record)}\n`;
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length > longestFile) texts.push(line);
    else texts[texts.length - 1] = last + line;
  }
  return texts.slice(0, mostFiles).map((content, index) => ({ path: `records-${index}.jsonl`, content }));
}

/** A run that may have left records. */
export interface HandingRun {
  readonly run: WorkflowRun;
  /** Whether what it runs is a fork's: then nothing that it left is believed. */
  readonly isFork: boolean;
  /** Whether it runs what a pull request brings, whatever its event is: `/ml run`. */
  readonly isOfPullRequest: boolean;
}

/**
 * The records that jobs of a run without the right to write left as artifacts. They are untrusted: only those are given that
 * fit their schema, name this very run, and are of a kind that its event can lead to; members that the schema does not have are
 * left out. A run of a fork's code or of another workflow has none.
 */
export async function readHandedRecords(
  handing: HandingRun,
  ports: HandedPorts,
): Promise<readonly LedgerRecord[]> {
  const { run } = handing;
  if (!mayHandOver(handing)) return [];
  const found = await ports.workflows.listArtifacts(run.id);
  const own = found.filter(
    ({ name, expired, sizeBytes }) =>
      name.startsWith(handedPrefix) && !expired && sizeBytes <= largestArtifact,
  );
  const records: LedgerRecord[] = [];
  for (const { id, name } of own.slice(0, mostArtifacts)) {
    try {
      const bytes = await ports.workflows.downloadArtifact(id, largestArtifact);
      const files = await ports.readArchive(bytes, (path) => /^records-\d{1,2}\.jsonl$/.test(path));
      for (const content of files.values()) records.push(...parseRecords(content, handing));
    } catch (error) {
      if (!(error instanceof PawlError)) throw error;
      ports.log.warning(
        `The artifact ${JSON.stringify(name.slice(0, 100))} of run ${run.id} was not read: ${error.message}`,
      );
    }
  }
  return records;
}

function mayHandOver({ run, isFork }: HandingRun): boolean {
  if (isFork) return false;
  if (run.path === evaluationWorkflow.path) return run.event === "workflow_run";
  return run.path === pipelineWorkflow.path;
}

function parseRecords(content: Uint8Array, handing: HandingRun): readonly LedgerRecord[] {
  const lines = new TextDecoder().decode(content).split("\n");
  return lines.flatMap((line) => {
    // One that the ledger does not take would keep the others out, too.
    if (line.length > longestRecord) return [];
    const record = ledgerRecordSchema.safeParse(parseJson(line)).data;
    return record !== undefined && belongsTo(record, handing) ? [record] : [];
  });
}

/** What a pull request's own jobs may say, and those that evaluate apart from it. */
const pullRequestVerbs: ReadonlySet<RunRecord["verb"]> = new Set(["feature", "train", "evaluate"]);

function belongsTo(record: LedgerRecord, { run, isOfPullRequest }: HandingRun): boolean {
  const isPullRequest = isOfPullRequest || run.event === "pull_request" || run.event === "workflow_run";
  if (record.schema === "pawl.audit/1") {
    const { action, key, runId } = record;
    const isOwn =
      action === "deploy"
        ? key === `deploy/${record.deploymentId}`
        : action === "retrain" && key.startsWith("retrain/");
    return !isPullRequest && isOwn && runId === run.id;
  }
  const { id, key, trigger, verb } = record;
  if (!id.startsWith(`${run.id}.`) || key !== `run/${id}` || trigger.runId !== run.id) return false;
  // What GitHub says of a job, only the bot writes down.
  if (trigger.event !== run.event || isObserved(record)) return false;
  return isPullRequest ? pullRequestVerbs.has(verb) : true;
}
