import { z } from "zod";
import type { RunArtifact, WorkflowJob, WorkflowRun, Workflows } from "../../ports/github/workflows.ts";
import type { Client } from "./client.ts";

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
    created_at: z.string(),
    started_at: z.string().nullish(),
    runner_name: z.string().nullish(),
  })
  .transform((raw): WorkflowJob => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    createdAt: raw.created_at,
    startedAt: raw.started_at ?? null,
    runnerName: raw.runner_name ?? null,
  }));

/** {@link Workflows} over the REST API. */
export function createWorkflows(client: Client): Workflows {
  const actions = "/repos/{owner}/{repo}/actions";
  return {
    getRun: (id) => client.find(`GET ${actions}/runs/{id}`, { id }, runSchema),
    listRuns: async ({ event, headSha, branch }) => {
      const query = {
        ...(event === undefined ? {} : { event }),
        ...(headSha === undefined ? {} : { head_sha: headSha }),
        ...(branch === undefined ? {} : { branch }),
      };
      const found = await client.list(`GET ${actions}/runs`, query, runSchema, "workflow_runs");
      return [...found].sort((a, b) => b.id - a.id);
    },
    listJobs: (id) => client.list(`GET ${actions}/runs/{id}/jobs`, { id }, jobSchema, "jobs"),
    listArtifacts: (id) =>
      client.list(`GET ${actions}/runs/{id}/artifacts`, { id }, artifactSchema, "artifacts"),
    downloadArtifact: (id, maxBytes) =>
      client.download(`GET ${actions}/artifacts/{id}/zip`, { id }, maxBytes),
    dispatch: async (workflow, ref, inputs) => {
      const route = `POST ${actions}/workflows/{workflow}/dispatches`;
      await client.send(route, { workflow, ref, inputs });
    },
  };
}
