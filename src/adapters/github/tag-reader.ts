import { z } from "zod";
import type { AnnotatedTag, GitData } from "../../ports/github/git-data.ts";
import type { Client } from "./client.ts";
import { encodePath } from "./git-objects.ts";
import { readObjects } from "./read-objects.ts";

const refSchema = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: z.string() }) });
const tagSchema = z.object({
  message: z.string(),
  object: z.object({ sha: z.string(), type: z.string() }),
  tagger: z.object({ name: z.string(), email: z.string(), date: z.string() }).nullish(),
});
type TagObject = z.infer<typeof tagSchema>;
/** Objects read at once over REST; more are read over GraphQL. */
const batchSize = 8;

/** A tag as GraphQL gives it: its date may be in any zone. */
const tagNodeSchema = z
  .object({
    message: z.string().nullable(),
    tagger: z
      .object({ name: z.string().nullable(), email: z.string().nullable(), date: z.string() })
      .nullable(),
    target: z.object({ __typename: z.string(), oid: z.string() }),
  })
  .transform(({ message, tagger, target }): TagObject => ({
    message: message ?? "",
    object: { sha: target.oid, type: target.__typename.toLowerCase() },
    tagger: tagger && {
      name: tagger.name ?? "",
      email: tagger.email ?? "",
      date: new Date(tagger.date).toISOString().replace(".000Z", "Z"),
    },
  }));
const tagMembers = "... on Tag { message tagger { name email date } target { __typename oid } }";

/** Lists annotated tags; the object of each is read once, as it never changes. */
export function createTagReader(client: Client): Pick<GitData, "listTags"> {
  const git = "/repos/{owner}/{repo}/git";
  const known = new Map<string, TagObject>();
  const readTag = async (sha: string): Promise<TagObject> => {
    const object = known.get(sha) ?? (await client.request(`GET ${git}/tags/{sha}`, { sha }, tagSchema));
    known.set(sha, object);
    return object;
  };
  const readTags = async (shas: readonly string[]): Promise<void> => {
    if (shas.length > batchSize) {
      const objects = await readObjects(client, shas, { members: tagMembers, schema: tagNodeSchema });
      for (const [at, sha] of shas.entries()) {
        const object = objects[at];
        if (object !== undefined) known.set(sha, object);
      }
    } else await Promise.all(shas.map(readTag));
  };
  return {
    listTags: async (prefix) => {
      const route = `GET ${git}/matching-refs/tags/{+prefix}`;
      const refs = await client.list(route, { prefix: encodePath(prefix) }, refSchema);
      const annotated = refs.filter((ref) => ref.object.type === "tag");
      await readTags(
        [...new Set(annotated.map(({ object }) => object.sha))].filter((sha) => !known.has(sha)),
      );
      const tags: AnnotatedTag[] = [];
      for (const { ref, object } of annotated) {
        const tag = toTag(ref, await readTag(object.sha));
        if (tag !== undefined) tags.push(tag);
      }
      return tags;
    },
  };
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
