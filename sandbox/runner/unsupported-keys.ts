import { asList, asObject, type Json, type JsonObject } from "./json.ts";
import { unsupported } from "./workflow-error.ts";

const workflowKeys = ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"];
const jobKeys = [
  "name",
  "needs",
  "if",
  "runs-on",
  "permissions",
  "env",
  "defaults",
  "outputs",
  "strategy",
  "steps",
  "timeout-minutes",
  "continue-on-error",
  "concurrency",
  "environment",
  "uses",
  "with",
  "secrets",
];
const stepKeys = [
  "id",
  "if",
  "name",
  "uses",
  "run",
  "shell",
  "with",
  "env",
  "continue-on-error",
  "timeout-minutes",
  "working-directory",
];
const strategyKeys = ["matrix", "fail-fast", "max-parallel"];

function keysBeyond(value: Json | undefined, allowed: readonly string[], place: string): string[] {
  return Object.keys(asObject(value))
    .filter((key) => !allowed.includes(key))
    .map((key) => unsupported(`${place}${key}`).message);
}

function stepErrors(steps: Json | undefined, place: string): string[] {
  return asList(steps).flatMap((step, index) => {
    const { uses } = asObject(step);
    const isDocker = typeof uses === "string" && uses.startsWith("docker://");
    return [
      ...keysBeyond(step, stepKeys, `${place}steps[${index}].`),
      ...(isDocker ? [unsupported(`${place}steps[${index}].uses: ${uses}`).message] : []),
    ];
  });
}

/**
 * The keys of a workflow that GitHub knows and this runner does not have, e.g. `services`, `container`.
 *
 * @returns one sentence per key, with its place; `[]` when the runner can run all of it
 */
export function findUnsupportedKeys(path: string, document: JsonObject): readonly string[] {
  const jobs = Object.entries(asObject(document["jobs"])).flatMap(([id, job]) => [
    ...keysBeyond(job, jobKeys, `jobs.${id}.`),
    ...keysBeyond(asObject(job)["strategy"], strategyKeys, `jobs.${id}.strategy.`),
    ...stepErrors(asObject(job)["steps"], `jobs.${id}.`),
  ]);
  return [...keysBeyond(document, workflowKeys, ""), ...jobs].map((message) => `${path}: ${message}`);
}

/** The same for the steps of a composite action; `path` is its `action.yml`. */
export function findUnsupportedStepKeys(path: string, steps: Json | undefined): readonly string[] {
  return stepErrors(steps, "runs.").map((message) => `${path}: ${message}`);
}
