import { z } from "zod";
import type { GitData } from "../../ports/github/git-data.ts";
import type { Members } from "../../ports/github/members.ts";
import type { Client } from "./client.ts";
import { authoredSchema, loginsOf } from "./pull-requests.ts";
import { createFileReader } from "./file-reader.ts";
import { createRef, encodePath } from "./git-objects.ts";
import { createTagReader } from "./tag-reader.ts";

const refSchema = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: z.string() }) });
const shaSchema = z.object({ sha: z.string() });
const treeOfSchema = z.object({ tree: shaSchema });
const comparisonSchema = z.object({
  status: z.enum(["ahead", "behind", "identical", "diverged"]),
  merge_base_commit: shaSchema,
  commits: z.array(shaSchema),
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() })).optional(),
});

/** GitHub lists no more files of a comparison. */
const mostFiles = 300;

/** {@link GitData} over the REST API, and over GraphQL where many objects are read. The tagger of new tags is `self`. */
export function createGitData(client: Client, self: Members["self"]): GitData {
  const git = "/repos/{owner}/{repo}/git";
  const files = createFileReader(client);
  const tags = createTagReader(client);
  return {
    resolveRef: async (ref) => {
      const name = encodePath(ref.replace(/^refs\//, ""));
      return (await client.find(`GET ${git}/ref/{+name}`, { name }, refSchema))?.object.sha;
    },
    ...tags,
    createTag: async (tag) => {
      const { login } = await self();
      const tagger = { name: login, email: `${login}@users.noreply.github.com`, date: tag.taggedAt };
      const request = { tag: tag.name, message: tag.message, object: tag.commitSha, type: "commit", tagger };
      const { sha } = await client.request(`POST ${git}/tags`, request, shaSchema);
      return createRef(client, `refs/tags/${tag.name}`, sha);
    },
    ...files,
    authorsOf: async (sha) => {
      const commit = await client.find("GET /repos/{owner}/{repo}/commits/{sha}", { sha }, authoredSchema);
      return commit === undefined ? [] : loginsOf([commit]);
    },
    readTreeId: async (sha) =>
      (await client.find(`GET ${git}/commits/{sha}`, { sha }, treeOfSchema))?.tree.sha,
    compare: async (base, head) => {
      const route = "GET /repos/{owner}/{repo}/compare/{+range}";
      const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
      const found = await client.find(route, { range }, comparisonSchema);
      return found === undefined
        ? undefined
        : {
            status: found.status,
            mergeBaseSha: found.merge_base_commit.sha,
            commitShas: found.commits.map((commit) => commit.sha),
            files: namesOf(found.files ?? []),
            isCut: (found.files ?? []).length >= mostFiles,
          };
    },
  };
}

function namesOf(
  files: readonly { readonly filename: string; readonly previous_filename?: string | undefined }[],
): readonly string[] {
  return files.flatMap(({ filename, previous_filename: old }) => [
    filename,
    ...(old === undefined ? [] : [old]),
  ]);
}
