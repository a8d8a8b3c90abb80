import { z } from "zod";
import type { Issue, Issues } from "../../ports/github/issues.ts";
import type { Client } from "./client.ts";
import { createIssuePins } from "./issue-pins.ts";

const labelSchema = z.union([z.string(), z.object({ name: z.string() }).transform((label) => label.name)]);

const issueSchema = z
  .object({
    number: z.number(),
    title: z.string(),
    body: z.string().nullish(),
    state: z.enum(["open", "closed"]),
    labels: z.array(labelSchema),
    user: z.object({ id: z.number(), login: z.string() }).nullable(),
    created_at: z.string(),
    closed_at: z.string().nullable(),
    html_url: z.string(),
    pull_request: z.unknown().optional(),
  })
  .transform((raw) => ({
    isPullRequest: raw.pull_request !== undefined && raw.pull_request !== null,
    issue: {
      number: raw.number,
      title: raw.title,
      body: raw.body ?? "",
      state: raw.state,
      labels: raw.labels,
      authorId: raw.user?.id ?? 0,
      authorLogin: raw.user?.login ?? "ghost",
      createdAt: raw.created_at,
      closedAt: raw.closed_at,
      url: raw.html_url,
    } satisfies Issue,
  }));

/** {@link Issues} over the REST API, pins over GraphQL; REST mixes pull requests in, they are left out. */
export function createIssues(client: Client): Issues {
  const all = "/repos/{owner}/{repo}/issues";
  return {
    get: async (number) => {
      const found = await client.find(`GET ${all}/{number}`, { number }, issueSchema);
      return found === undefined || found.isPullRequest ? undefined : found.issue;
    },
    list: async ({ labels, state }) => {
      const query = {
        state,
        sort: "created",
        direction: "asc",
        ...(labels.length > 0 ? { labels: labels.join(",") } : {}),
      };
      const found = await client.list(`GET ${all}`, query, issueSchema);
      return found.filter((item) => !item.isPullRequest).map((item) => item.issue);
    },
    create: async (request) => (await client.request(`POST ${all}`, { ...request }, issueSchema)).issue,
    update: async (number, { stateReason, ...change }) => {
      const reason = stateReason === undefined ? {} : { state_reason: stateReason };
      const body = { number, ...change, ...reason };
      return (await client.request(`PATCH ${all}/{number}`, body, issueSchema)).issue;
    },
    ...createIssuePins(client),
  };
}
