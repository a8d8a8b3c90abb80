import { z } from "zod";
import type {
  Deployment,
  DeploymentStatus,
  Deployments,
  EnvironmentRules,
} from "../../ports/github/deployments.ts";
import type { Client } from "./client.ts";
import { parseJson } from "../../parse-json.ts";

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

const environmentSchema = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().optional(),
        reviewers: z
          .array(
            z.object({
              type: z.string().optional(),
              reviewer: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullish(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});

/** What GitHub says to a token or a plan that environments are not for. */
const notOffered = [401, 403, 404];

function toRules(environment: z.infer<typeof environmentSchema>): EnvironmentRules | undefined {
  const rules = environment.protection_rules ?? [];
  const waitMinutes = Math.max(0, ...rules.map((rule) => rule.wait_timer ?? 0));
  const reviewers = rules.flatMap((rule) =>
    (rule.reviewers ?? []).flatMap(({ reviewer }) => {
      const name = reviewer?.login ?? reviewer?.slug;
      return name === undefined ? [] : [`@${name}`];
    }),
  );
  return waitMinutes === 0 && reviewers.length === 0 ? undefined : { waitMinutes, reviewers };
}

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
    protection: async (environment) => {
      const route = "GET /repos/{owner}/{repo}/environments/{environment}";
      const { status, data } = await client.send(route, { environment }, notOffered);
      return status >= 300 ? undefined : toRules(client.check(environmentSchema, data, route));
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
  const decoded = parseJson(payload);
  return decoded === undefined ? payload : decoded;
}
