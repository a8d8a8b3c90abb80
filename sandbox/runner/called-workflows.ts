import type { CalledWorkflow, WorkflowPlace } from "./call-frame.ts";
import type { RunnerHost } from "./host.ts";
import { excessPermissions, readPermissions, type JobPermissions } from "./job-permissions.ts";
import { asObject, type JsonObject, stringAt } from "./json.ts";
import { readFileAt, resolveCommit } from "./repository-reader.ts";
import { parseWorkflowFile, type Workflow } from "./workflow.ts";
import { checkWorkflowCalls } from "./workflow-syntax.ts";

/** Levels of workflows that may call each other, the run's own file included, as on GitHub. */
const maxLevels = 10;

/** Different reusable workflows that one run may call, as on GitHub. */
const maxWorkflows = 50;

interface Search {
  readonly host: RunnerHost;
  readonly errors: string[];
  readonly seen: Set<string>;
}

interface Level {
  readonly place: WorkflowPlace;
  readonly workflow: Workflow;
  readonly granted: JobPermissions;
  /** Files from the run's own down to this one, each with repository and commit. */
  readonly path: readonly string[];
}

interface FoundFile {
  readonly place: WorkflowPlace;
  readonly path: string;
  readonly text: string;
}

const remotePattern = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@([^\s@]+)$/;
const localPattern = /^(?:\.|\$)\/(\.github\/workflows\/[^/@]+\.ya?ml)$/;

async function findFile(
  host: RunnerHost,
  { repository, sha }: WorkflowPlace,
  uses: string,
): Promise<FoundFile | undefined> {
  const local = localPattern.exec(uses)?.[1];
  const [, name, remotePath, ref] = remotePattern.exec(uses) ?? [];
  const owner = local === undefined ? host.findRepository(name ?? "") : repository;
  const path = local ?? remotePath;
  if (owner === undefined || path === undefined) return undefined;
  const candidates = local === undefined ? [`refs/tags/${ref}`, `refs/heads/${ref}`, ref ?? ""] : [sha];
  for (const candidate of candidates) {
    const commit = await resolveCommit(owner.gitDirectory, candidate);
    if (commit === undefined) continue;
    const text = await readFileAt(owner.gitDirectory, commit, path);
    return text === undefined ? undefined : { place: { repository: owner, sha: commit }, path, text };
  }
  return undefined;
}

function fileKey({ place, path }: Pick<FoundFile, "place" | "path">): string {
  return `${place.repository.fullName.toLowerCase()}/${path}@${place.sha}`;
}

function grantedTo(definition: JsonObject, { workflow, granted }: Level): JobPermissions {
  const written = definition["permissions"] ?? workflow.document["permissions"];
  return written === undefined ? granted : readPermissions(written);
}

function tooManyRights(called: Workflow, granted: JobPermissions): readonly string[] {
  const jobs = Object.entries(asObject(called.document["jobs"]));
  return jobs.flatMap(([key, job]) => {
    const written = asObject(job)["permissions"] ?? called.document["permissions"];
    const excess = written === undefined ? [] : excessPermissions(readPermissions(written), granted);
    if (excess.length === 0) return [];
    const asked = excess.map(({ scope, right }) => `${scope}: ${right}`).join(", ");
    const allowed = excess.map(({ scope }) => `${scope}: ${granted[scope] ?? "none"}`).join(", ");
    return [`The nested job '${key}' is requesting '${asked}', but is only allowed '${allowed}'.`];
  });
}

/** Why a file may not be called from a level; `undefined` when it may. */
function refusal({ seen }: Search, level: Level, key: string): string | undefined {
  if (level.path.includes(key))
    return "the workflow calls itself; loops in the workflow tree are not permitted";
  if (level.path.length >= maxLevels) return `workflows may call each other up to ${maxLevels} levels deep`;
  seen.add(key);
  return seen.size > maxWorkflows ? `a run may call up to ${maxWorkflows} reusable workflows` : undefined;
}

async function loadCall(
  search: Search,
  level: Level,
  definition: JsonObject,
): Promise<CalledWorkflow | undefined> {
  const uses = stringAt(definition, "uses") ?? "";
  const fail = (reason: string): undefined => {
    search.errors.push(`${level.workflow.path}: error parsing called workflow "${uses}": ${reason}`);
    return undefined;
  };
  const file = await findFile(search.host, level.place, uses);
  if (file === undefined) return fail("workflow was not found.");
  const key = fileKey(file);
  const refused = refusal(search, level, key);
  if (refused !== undefined) return fail(refused);
  const workflow = await parseWorkflowFile(file.path, file.text);
  const granted = grantedTo(definition, level);
  const problems = [...workflow.errors, ...tooManyRights(workflow, granted)];
  for (const problem of problems) fail(problem);
  if (problems.length > 0) return undefined;
  const inner = { place: file.place, workflow, granted, path: [...level.path, key] };
  return { uses, workflow, granted, calls: await loadLevel(search, inner) };
}

async function loadLevel(search: Search, level: Level): Promise<ReadonlyMap<string, CalledWorkflow>> {
  const calls = new Map<string, CalledWorkflow>();
  const jobs = Object.entries(asObject(level.workflow.document["jobs"]));
  for (const [key, job] of jobs.filter(([, definition]) => stringAt(definition, "uses") !== undefined)) {
    const called = await loadCall(search, level, asObject(job));
    if (called !== undefined) calls.set(key, called);
  }
  if (calls.size > 0) search.errors.push(...(await checkLevel(search, level)));
  return calls;
}

/** GitHub's parser compares inputs and secrets of calls with what the called files declare. */
function checkLevel({ host }: Search, { place, workflow }: Level): Promise<readonly string[]> {
  return checkWorkflowCalls(workflow.path, workflow.text, async (uses) => {
    const file = await findFile(host, place, uses);
    return file === undefined ? undefined : { name: file.path, content: file.text };
  });
}

/** What a run's file calls, and what is wrong with it; nothing of the run starts then. */
export interface LoadedCalls {
  readonly calls: ReadonlyMap<string, CalledWorkflow>;
  readonly errors: readonly string[];
}

/** What {@link loadCalledWorkflows} starts from. */
export interface CallRoot {
  readonly host: RunnerHost;
  readonly place: WorkflowPlace;
  readonly workflow: Workflow;
  /** Rights of a job when nothing is written. */
  readonly granted: JobPermissions;
}

/**
 * Finds all reusable workflows that a file calls, directly or through others, before any job runs.
 *
 * A local one comes from the commit of the file that names it. Missing files, loops, more than 10 levels or 50
 * workflows, inputs and secrets that do not fit, and rights beyond the caller's are errors, as on GitHub.
 */
export async function loadCalledWorkflows({
  host,
  place,
  workflow,
  granted,
}: CallRoot): Promise<LoadedCalls> {
  const search: Search = { host, errors: [], seen: new Set() };
  const path = [fileKey({ place, path: workflow.path })];
  const calls = await loadLevel(search, { place, workflow, granted, path });
  return { calls, errors: [...new Set(search.errors)] };
}
