import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type {
  DispatchedRun,
  RunActor,
  RunArtifact,
  WorkflowJob,
  WorkflowRun,
  Workflows,
} from "../../ports/github/workflows.ts";
import type { Client } from "./client.ts";

const actorSchema = z
  .object({ id: z.number(), login: z.string(), type: z.string().nullish() })
  .transform(({ id, login, type }): RunActor => {
    const known = type === "Bot" || type === "Organization" ? type : "User";
    return { id, login, type: known };
  });

const runSchema = z
  .object({
    id: z.number(),
    name: z.string().nullish(),
    display_title: z.string().nullish(),
    path: z.string(),
    event: z.string(),
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    head_repository: z.object({ id: z.number() }).nullish(),
    status: z.string().nullable(),
    conclusion: z.string().nullable(),
    created_at: z.string(),
    html_url: z.string(),
    run_attempt: z.number().nullish(),
    actor: actorSchema.nullish(),
    triggering_actor: actorSchema.nullish(),
    pull_requests: z.array(z.object({ number: z.number() })).nullish(),
  })
  .transform((raw): WorkflowRun => ({
    id: raw.id,
    name: raw.name ?? "",
    displayTitle: raw.display_title ?? "",
    path: raw.path.split("@")[0] ?? "",
    event: raw.event,
    headSha: raw.head_sha,
    headBranch: raw.head_branch,
    // 0 is the id of no repository: a run of a deleted fork belongs to nobody.
    headRepositoryId: raw.head_repository?.id ?? 0,
    status: raw.status ?? "",
    conclusion: raw.conclusion,
    createdAt: raw.created_at,
    url: raw.html_url,
    attempt: raw.run_attempt ?? 1,
    // Who asked for this attempt, not for the first one.
    actor: raw.triggering_actor ?? raw.actor ?? null,
    pullRequests: (raw.pull_requests ?? []).map(({ number }) => number),
  }));

const artifactSchema = z
  .object({ id: z.number(), name: z.string(), size_in_bytes: z.number(), expired: z.boolean() })
  .transform((raw): RunArtifact => ({
    id: raw.id,
    name: raw.name,
    sizeBytes: raw.size_in_bytes,
    expired: raw.expired,
  }));

const jobSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullish(),
    run_attempt: z.number().nullish(),
    created_at: z.string(),
    started_at: z.string().nullish(),
    runner_name: z.string().nullish(),
    completed_at: z.string().nullish(),
    labels: z.array(z.string()).nullish(),
  })
  .transform((raw): WorkflowJob => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    conclusion: raw.conclusion ?? null,
    attempt: raw.run_attempt ?? 1,
    createdAt: raw.created_at,
    startedAt: raw.started_at ?? null,
    runnerName: raw.runner_name ?? null,
    completedAt: raw.completed_at ?? null,
    labels: raw.labels ?? [],
  }));

const actions = "/repos/{owner}/{repo}/actions";

/** {@link Workflows} over the REST API. */
export function createWorkflows(client: Client): Workflows {
  return {
    getRun: (id) => client.find(`GET ${actions}/runs/{id}`, { id }, runSchema),
    listRuns: async ({ event, headSha, branch, status, createdSince }) => {
      const query = {
        ...(event === undefined ? {} : { event }),
        ...(headSha === undefined ? {} : { head_sha: headSha }),
        ...(branch === undefined ? {} : { branch }),
        ...(status === undefined ? {} : { status }),
        ...(createdSince === undefined ? {} : { created: `>=${toSeconds(createdSince)}` }),
      };
      const found = await client.list(`GET ${actions}/runs`, query, runSchema, "workflow_runs");
      return [...found].sort((a, b) => b.id - a.id);
    },
    listJobs: (id, attempts) => {
      const query = attempts === undefined ? { id } : { id, filter: attempts };
      return client.list(`GET ${actions}/runs/{id}/jobs`, query, jobSchema, "jobs");
    },
    listArtifacts: (id) =>
      client.list(`GET ${actions}/runs/{id}/artifacts`, { id }, artifactSchema, "artifacts"),
    downloadArtifact: (id, maxBytes) =>
      client.download(`GET ${actions}/artifacts/{id}/zip`, { id }, maxBytes),
    dispatch: (workflow, ref, inputs) => dispatch(client, { workflow, ref, inputs }),
    cancel: async (id) => {
      const { status } = await client.send(`POST ${actions}/runs/{id}/cancel`, { id }, [409]);
      return status === 409 ? "completed" : "cancelled";
    },
    rerun: (id) => rerun(client, id),
  };
}

/** As GitHub writes times. */
function toSeconds(at: string): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}

const dispatchedSchema = z
  .object({ workflow_run_id: z.number(), html_url: z.string() })
  .transform((raw): DispatchedRun => ({ id: raw.workflow_run_id, url: raw.html_url }));

/** GitHub answers 204 without the run where it does not know `return_run_details`, and an older server refuses the word. */
async function dispatch(
  client: Client,
  body: {
    readonly workflow: string;
    readonly ref: string;
    readonly inputs: Readonly<Record<string, string>>;
  },
): Promise<DispatchedRun | undefined> {
  const route = `POST ${actions}/workflows/{workflow}/dispatches`;
  const answer = await client.send(route, { ...body, return_run_details: true }, [422]);
  if (answer.status !== 422) return dispatchedSchema.safeParse(answer.data).data;
  if (!JSON.stringify(answer.data).includes("return_run_details")) {
    throw new PawlError("github.request-failed", {
      message: `${route} was refused with 422: ${JSON.stringify(answer.data).slice(0, 300)}`,
      isRefusal: true,
      hint: "Is the workflow file on the branch, with workflow_dispatch and these inputs? Compare it with workflows-templates/.",
    });
  }
  await client.send(route, body);
  return undefined;
}

async function rerun(client: Client, id: number): Promise<"started" | "refused"> {
  const run = await client.find(`GET ${actions}/runs/{id}`, { id }, runSchema);
  const verb = run?.conclusion === "action_required" ? "approve" : "rerun";
  const { status } = await client.send(`POST ${actions}/runs/{id}/${verb}`, { id }, [403, 404, 409]);
  return status < 300 ? "started" : "refused";
}
