import { z } from "zod";
import type { Deployment, DeploymentStatus, Deployments } from "../../ports/github/deployments.ts";
import type { Client } from "./client.ts";

const deploymentSchema = z
  .object({
    id: z.number(),
    ref: z.string(),
    sha: z.string(),
    environment: z.string(),
    description: z.string().nullish(),
    payload: z.unknown(),
    created_at: z.string(),
    url: z.string(),
  })
  .transform((raw): Deployment => ({
    id: raw.id,
    ref: raw.ref,
    sha: raw.sha,
    environment: raw.environment,
    description: raw.description ?? "",
    payload: decodePayload(raw.payload),
    createdAt: raw.created_at,
    url: raw.url,
  }));

const statusSchema = z
  .object({
    id: z.number(),
    state: z.enum(["queued", "in_progress", "success", "failure", "error", "inactive", "pending"]),
    description: z.string().nullish(),
    environment_url: z.string().nullish(),
    created_at: z.string(),
  })
  .transform((raw): DeploymentStatus => ({
    id: raw.id,
    state: raw.state,
    description: raw.description ?? "",
    environmentUrl: raw.environment_url ?? "",
    createdAt: raw.created_at,
  }));

/** GitHub's limit of descriptions. */
const maxDescription = 140;

/** {@link Deployments} over the REST API. */
export function createDeployments(client: Client): Deployments {
  const all = "/repos/{owner}/{repo}/deployments";
  return {
    get: (id) => client.find(`GET ${all}/{id}`, { id }, deploymentSchema),
    list: async (environment) => {
      const found = await client.list(`GET ${all}`, { environment }, deploymentSchema);
      return [...found].sort((a, b) => b.id - a.id);
    },
    create: ({ description, ...request }) =>
      client.request(
        `POST ${all}`,
        // Our gates have decided already; GitHub's own merge and status gates would refuse a tag.
        {
          ...request,
          description: description.slice(0, maxDescription),
          auto_merge: false,
          required_contexts: [],
        },
        deploymentSchema,
      ),
    listStatuses: async (id) => {
      const found = await client.list(`GET ${all}/{id}/statuses`, { id }, statusSchema);
      return [...found].sort((a, b) => b.id - a.id);
    },
    createStatus: async (id, status) => {
      const body = {
        id,
        state: status.state,
        description: status.description.slice(0, maxDescription),
        // Several models share an environment: one going live must not make the others inactive.
        auto_inactive: false,
        ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
        ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
      };
      await client.request(`POST ${all}/{id}/statuses`, body, statusSchema);
    },
  };
}

/** GitHub gives back text when it was given text. */
function decodePayload(payload: unknown): unknown {
  if (typeof payload !== "string") return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
