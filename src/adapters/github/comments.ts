import { z } from "zod";
import type { Comment, Comments } from "../../ports/github/comments.ts";
import type { Client } from "./client.ts";

/** Kinds of account, anything new counted as a bot: bots have no rights here. */
export const accountType = z.enum(["User", "Bot", "Organization"]).catch("Bot");

const commentSchema = z
  .object({
    id: z.number(),
    body: z.string().nullish(),
    user: z.object({ id: z.number(), login: z.string(), type: accountType }).nullable(),
    performed_via_github_app: z.object({ id: z.number() }).nullish(),
    created_at: z.string(),
    updated_at: z.string(),
    html_url: z.string(),
  })
  .transform((raw): Comment => ({
    id: raw.id,
    body: raw.body ?? "",
    authorId: raw.user?.id ?? 0,
    authorLogin: raw.user?.login ?? "ghost",
    authorType: raw.user?.type ?? "User",
    appId: raw.performed_via_github_app?.id ?? null,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
    url: raw.html_url,
  }));

/** {@link Comments} over the REST API. */
export function createComments(client: Client): Comments {
  const one = "/repos/{owner}/{repo}/issues/comments/{id}";
  const all = "/repos/{owner}/{repo}/issues/{number}/comments";
  return {
    get: (id) => client.find(`GET ${one}`, { id }, commentSchema),
    list: async (number) => {
      const found = await client.list(`GET ${all}`, { number }, commentSchema);
      return [...found].sort((a, b) => a.id - b.id);
    },
    listRecent: async (since) => {
      const route = "GET /repos/{owner}/{repo}/issues/comments";
      const query = { since: since.toISOString(), sort: "created", direction: "asc" };
      const found = await client.list(route, query, commentSchema);
      return [...found].sort((a, b) => a.id - b.id);
    },
    create: (number, body) => client.request(`POST ${all}`, { number, body }, commentSchema),
    update: (id, body) => client.request(`PATCH ${one}`, { id, body }, commentSchema),
    remove: async (id) => {
      await client.send(`DELETE ${one}`, { id }, [404]);
    },
    react: async (id, reaction) => {
      await client.request(`POST ${one}/reactions`, { id, content: reaction }, z.object({ id: z.number() }));
    },
  };
}
