import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { AnnotatedTag, GitData } from "../../ports/github/git-data.ts";
import type { Members } from "../../ports/github/members.ts";
import type { Client } from "./client.ts";
import { authoredSchema, loginsOf } from "./pull-requests.ts";
import { createRef, decodeContent, encodePath, readBlob } from "./git-objects.ts";

const refSchema = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: z.string() }) });
const shaSchema = z.object({ sha: z.string() });
const treeOfSchema = z.object({ tree: shaSchema });
const tagSchema = z.object({
  message: z.string(),
  object: z.object({ sha: z.string(), type: z.string() }),
  tagger: z.object({ name: z.string(), email: z.string(), date: z.string() }).nullish(),
});
type TagObject = z.infer<typeof tagSchema>;
const fileSchema = z.object({
  type: z.literal("file"),
  size: z.number(),
  sha: z.string(),
  encoding: z.string(),
  content: z.string(),
});
const comparisonSchema = z.object({
  status: z.enum(["ahead", "behind", "identical", "diverged"]),
  merge_base_commit: shaSchema,
  commits: z.array(shaSchema),
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() })).optional(),
});

/** GitHub lists no more files of a comparison. */
const mostFiles = 300;

/** Tag objects read at once. */
const batchSize = 8;

/** {@link GitData} over the REST API. The tagger of new tags is `self`. */
export function createGitData(client: Client, self: Members["self"]): GitData {
  const git = "/repos/{owner}/{repo}/git";
  const known = new Map<string, TagObject>();
  const readTag = async ({ ref, object: { sha } }: z.infer<typeof refSchema>) => {
    const object = known.get(sha) ?? (await client.request(`GET ${git}/tags/{sha}`, { sha }, tagSchema));
    known.set(sha, object);
    return toTag(ref, object);
  };
  return {
    resolveRef: async (ref) => {
      const name = encodePath(ref.replace(/^refs\//, ""));
      return (await client.find(`GET ${git}/ref/{+name}`, { name }, refSchema))?.object.sha;
    },
    listTags: async (prefix) => {
      const route = `GET ${git}/matching-refs/tags/{+prefix}`;
      const refs = await client.list(route, { prefix: encodePath(prefix) }, refSchema);
      const annotated = refs.filter((ref) => ref.object.type === "tag");
      const tags: AnnotatedTag[] = [];
      for (let at = 0; at < annotated.length; at += batchSize) {
        const batch = await Promise.all(annotated.slice(at, at + batchSize).map(readTag));
        tags.push(...batch.filter((tag) => tag !== undefined));
      }
      return tags;
    },
    createTag: async (tag) => {
      const { login } = await self();
      const tagger = { name: login, email: `${login}@users.noreply.github.com`, date: tag.taggedAt };
      const request = { tag: tag.name, message: tag.message, object: tag.commitSha, type: "commit", tagger };
      const { sha } = await client.request(`POST ${git}/tags`, request, shaSchema);
      return createRef(client, `refs/tags/${tag.name}`, sha);
    },
    readFile: (path, ref) => readFile(client, path, ref),
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

async function readFile(client: Client, path: string, ref: string): Promise<string | undefined> {
  const route = "GET /repos/{owner}/{repo}/contents/{+path}";
  const file = await client.find(route, { path: encodePath(path), ref }, z.union([fileSchema, z.unknown()]));
  const parsed = fileSchema.safeParse(file);
  if (file === undefined) return undefined;
  if (!parsed.success)
    throw new PawlError("github.malformed-response", { message: `The content of ${path} is not a file` });
  const { sha, encoding } = parsed.data;
  // Files over 1 MB come without content.
  return encoding === "base64" ? decodeContent(parsed.data, path) : readBlob(client, sha);
}

function namesOf(
  files: readonly { readonly filename: string; readonly previous_filename?: string | undefined }[],
): readonly string[] {
  return files.flatMap(({ filename, previous_filename: old }) => [
    filename,
    ...(old === undefined ? [] : [old]),
  ]);
}

/** The name is the ref's: the object bears one of its own, which may be another. */
function toTag(ref: string, raw: TagObject): AnnotatedTag | undefined {
  if (raw.object.type !== "commit" || !raw.tagger) return undefined;
  return {
    name: ref.replace(/^refs\/tags\//, ""),
    message: raw.message,
    commitSha: raw.object.sha,
    taggedAt: raw.tagger.date,
    taggerName: raw.tagger.name,
    taggerEmail: raw.tagger.email,
  };
}
