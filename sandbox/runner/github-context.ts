import type { HostRepository, RunnerHost, RunRecord } from "./host.ts";
import { asObject, type JsonObject, jsonText, stringAt } from "./json.ts";

/** What the `github` context is made of. */
export interface GithubContextRequest {
  readonly host: RunnerHost;
  readonly run: RunRecord;
  readonly repository: HostRepository;
  /** Key of the job; `undefined` outside of a job. */
  readonly jobKey?: string;
  readonly token?: string;
  readonly workspace?: string;
  readonly eventPath?: string;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, "");
}

function refType(ref: string): string {
  return ref.startsWith("refs/tags/") ? "tag" : "branch";
}

/** The `github` context. Without a job it has no `job`, `token`, `workspace` and `event_path`, as in `run-name`. */
export function githubContext(request: GithubContextRequest): JsonObject {
  const { host, run, repository, jobKey, token, workspace, eventPath } = request;
  const actor = host.loginOf(run.actorId);
  const pull = run.payload["pull_request"];
  return {
    actor,
    actor_id: String(run.actorId),
    api_url: host.urls.api,
    base_ref: stringAt(pull, "base", "ref") ?? "",
    event: run.payload,
    event_name: run.event,
    graphql_url: host.urls.graphql,
    head_ref: stringAt(pull, "head", "ref") ?? "",
    ref: run.ref,
    ref_name: shortName(run.ref),
    ref_protected: false,
    ref_type: refType(run.ref),
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    repositoryUrl: `${host.urls.server.replace(/^http/, "git")}/${repository.fullName}.git`,
    retention_days: "90",
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    secret_source: run.isFromFork ? "None" : "Actions",
    server_url: host.urls.server,
    sha: run.sha,
    triggering_actor: actor,
    workflow: run.workflowName,
    workflow_ref: `${repository.fullName}/${run.workflowPath}@${run.ref}`,
    workflow_sha: run.sha,
    ...(jobKey === undefined ? {} : { job: jobKey, action: "__run" }),
    ...(token === undefined ? {} : { token }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(eventPath === undefined ? {} : { event_path: eventPath }),
  };
}

const variableMembers = [
  "action",
  "actor",
  "actor_id",
  "api_url",
  "base_ref",
  "event_name",
  "event_path",
  "graphql_url",
  "head_ref",
  "job",
  "ref",
  "ref_name",
  "ref_protected",
  "ref_type",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "retention_days",
  "run_attempt",
  "run_id",
  "run_number",
  "server_url",
  "sha",
  "triggering_actor",
  "workflow",
  "workflow_ref",
  "workflow_sha",
  "workspace",
] as const;

/** The `GITHUB_*` variables of a job, by GitHub's page "Variables reference". */
export function githubVariables(context: JsonObject): Record<string, string> {
  const entries = variableMembers.flatMap((name): [string, string][] => {
    const value = context[name];
    return value === undefined ? [] : [[`GITHUB_${name.toUpperCase()}`, jsonText(value)]];
  });
  return { CI: "true", GITHUB_ACTIONS: "true", ...Object.fromEntries(entries) };
}

/** The `inputs` context of a run: those of a dispatch, `{}` for any other event. */
export function runInputs(run: RunRecord): JsonObject {
  return run.event === "workflow_dispatch" ? asObject(run.inputs) : {};
}
