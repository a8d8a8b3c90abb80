import { z } from "zod";
import type { PullRequest, PullRequests } from "../../ports/github/pull-requests.ts";
import type { Client } from "./client.ts";

const pullRequestSchema = z
  .object({
    number: z.number(),
    title: z.string(),
    state: z.enum(["open", "closed"]),
    merged_at: z.string().nullable(),
    merge_commit_sha: z.string().nullish(),
    draft: z.boolean().optional(),
    user: z.object({ id: z.number(), login: z.string() }).nullable(),
    head: z.object({ sha: z.string(), ref: z.string(), repo: z.object({ id: z.number() }).nullable() }),
    base: z.object({ sha: z.string(), ref: z.string() }),
    labels: z.array(z.object({ name: z.string() })),
    html_url: z.string(),
    locked: z.boolean().optional(),
  })
  .transform((raw): PullRequest => ({
    number: raw.number,
    title: raw.title,
    state: raw.state,
    merged: raw.merged_at !== null,
    mergeCommitSha: raw.merge_commit_sha ?? null,
    draft: raw.draft ?? false,
    authorId: raw.user?.id ?? 0,
    authorLogin: raw.user?.login ?? "ghost",
    headSha: raw.head.sha,
    headRef: raw.head.ref,
    headRepositoryId: raw.head.repo?.id ?? null,
    baseSha: raw.base.sha,
    baseRef: raw.base.ref,
    labels: raw.labels.map((label) => label.name),
    url: raw.html_url,
    ...(raw.locked === undefined ? {} : { isLocked: raw.locked }),
  }));
const userSchema = z.object({ login: z.string() }).partial().nullish();
/** A commit whose author GitHub does not know has null, or an empty object. */
export const authoredSchema = z.object({ author: userSchema, committer: userSchema });

/** GitHub lists no more commits of a pull request. */
const mostCommits = 250;
/** The committer of what GitHub's own pages commit. */
const webFlow = "web-flow";

/** Logins of the authors and committers of commits, each once, without GitHub's own account. */
export function loginsOf(commits: readonly z.infer<typeof authoredSchema>[]): readonly string[] {
  const logins = commits.flatMap(({ author, committer }) => [author?.login, committer?.login]);
  return [...new Set(logins.flatMap((login) => (login === undefined || login === webFlow ? [] : [login])))];
}

const fileSchema = z.object({ filename: z.string(), previous_filename: z.string().optional() });

/** {@link PullRequests} over the REST API. */
export function createPullRequests(client: Client): PullRequests {
  const pulls = "/repos/{owner}/{repo}/pulls";
  return {
    get: (number) => client.find(`GET ${pulls}/{number}`, { number }, pullRequestSchema),
    listOpen: () => client.list(`GET ${pulls}`, { state: "open" }, pullRequestSchema),
    findByBranch: (branch) =>
      client.list(
        `GET ${pulls}`,
        { state: "all", head: `${client.owner}:${branch}`, sort: "created", direction: "desc" },
        pullRequestSchema,
      ),
    findByCommit: async (sha) => {
      const route = "GET /repos/{owner}/{repo}/commits/{sha}/pulls";
      return client.list(route, { sha }, pullRequestSchema);
    },
    listFiles: async (number) => {
      const files = await client.list(`GET ${pulls}/{number}/files`, { number }, fileSchema);
      return [...new Set(files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]))];
    },
    listAuthors: async (number) => {
      const commits = await client.list(`GET ${pulls}/{number}/commits`, { number }, authoredSchema);
      return { logins: loginsOf(commits), isCut: commits.length >= mostCommits };
    },
    create: (request) => client.request(`POST ${pulls}`, { ...request }, pullRequestSchema),
  };
}
