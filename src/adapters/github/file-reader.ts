import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { GitData } from "../../ports/github/git-data.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import type { Client } from "./client.ts";
import { decodeContent, encodePath, readBlob } from "./git-objects.ts";
import { readObjects } from "./read-objects.ts";

const fileSchema = z.object({
  type: z.literal("file"),
  size: z.number(),
  sha: z.string(),
  encoding: z.string(),
  content: z.string(),
});
const blobSchema = z.object({ text: z.string().nullable(), isTruncated: z.boolean() });
const blobMembers = "... on Blob { text isTruncated }";

/** Files read one by one; more are read over GraphQL. */
const fewFiles = 4;
const isCommit = /^[0-9a-f]{40}$/;

/**
 * Reads files. Those of a commit are remembered, as a commit does not change: small ones, 4 MiB together. What is not there, and
 * what is read by the name of a branch or tag, is asked for each time.
 */
export function createFileReader(client: Client): Pick<GitData, "readFile" | "readFiles"> {
  const known = new BoundedMemory<string>({ entryBytes: 2 ** 16, totalBytes: 2 ** 22 });
  const keep = (key: string, text: string): string => known.keep(key, text, Buffer.byteLength(text));
  const readOne = async (path: string, ref: string): Promise<string | undefined> => {
    const key = `${ref}:${path}`;
    const text = known.find(key) ?? (await readFile(client, path, ref));
    return text === undefined || !isCommit.test(ref) ? text : keep(key, text);
  };
  const readMany = async (path: string, commits: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const names = commits.map((commit) => `${commit}:${path}`);
    const blobs = await readObjects(client, names, { members: blobMembers, schema: blobSchema });
    const texts = new Map<string, string>();
    for (const [at, commit] of commits.entries()) {
      const { text = null, isTruncated = true } = { ...blobs[at] };
      // What is binary, large or not there is left to REST.
      if (text === null || isTruncated || text.includes("\uFFFD")) continue;
      texts.set(commit, keep(`${commit}:${path}`, text));
    }
    return texts;
  };
  return {
    readFile: readOne,
    readFiles: async (path, commits) => {
      const texts = new Map<string, string>();
      const unknown: string[] = [];
      for (const commit of new Set(commits)) {
        const text = known.find(`${commit}:${path}`);
        if (text === undefined) unknown.push(commit);
        else texts.set(commit, text);
      }
      // Not by way of the memory: all of them may be more than it holds.
      const read = unknown.length > fewFiles ? await readMany(path, unknown) : new Map<string, string>();
      for (const commit of unknown) {
        const text = read.get(commit) ?? (await readOne(path, commit));
        if (text !== undefined) texts.set(commit, text);
      }
      return texts;
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
