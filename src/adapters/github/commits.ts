import { z } from "zod";
import type { Commits, NewCommit, TreeFile } from "../../ports/github/commits.ts";
import type { Client } from "./client.ts";
import { createRef, encodePath, readBlob } from "./git-objects.ts";

const shaSchema = z.object({ sha: z.string() });
const commitSchema = z.object({ sha: z.string(), tree: shaSchema });
const refSchema = z.object({ ref: z.string(), object: shaSchema });
const treeSchema = z.object({
  sha: z.string(),
  truncated: z.boolean().optional(),
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
});
type Entry = z.infer<typeof treeSchema>["tree"][number];

const git = "/repos/{owner}/{repo}/git";
/** Commits never change, so their trees may be remembered; the oldest are forgotten. */
const rememberedCommits = 1000;

/** {@link Commits} over the Git Data API. The author of commits is who the token belongs to. */
export function createCommits(client: Client): Commits {
  const trees = new Map<string, string>();
  const remember = ({ sha, tree }: z.infer<typeof commitSchema>): string => {
    trees.set(sha, tree.sha);
    const [oldest] = trees.keys();
    if (trees.size > rememberedCommits && oldest !== undefined) trees.delete(oldest);
    return tree.sha;
  };
  const treeOf = async (sha: string): Promise<string> =>
    trees.get(sha) ?? remember(await client.request(`GET ${git}/commits/{sha}`, { sha }, commitSchema));
  return {
    create: async (commit) => {
      const base = commit.parent === undefined ? undefined : await treeOf(commit.parent);
      const made = await createCommit(client, commit, base);
      remember(made);
      return made.sha;
    },
    createRef: (ref, sha) => createRef(client, ref, sha),
    advanceRef: async (ref, sha) => {
      const parameters = { name: encodePath(ref.replace(/^refs\//, "")), sha, force: false };
      const { status, data } = await client.send(`PATCH ${git}/refs/{+name}`, parameters, [409, 422]);
      if (status < 300) return "advanced";
      const { message } = z.object({ message: z.string() }).catch({ message: "" }).parse(data);
      return /does not exist/i.test(message) ? "missing" : "conflict";
    },
    deleteRef: async (ref) => {
      const name = encodePath(ref.replace(/^refs\//, ""));
      await client.send(`DELETE ${git}/refs/{+name}`, { name }, [404, 422]);
    },
    listRefs: async (prefix) => {
      const route = `GET ${git}/matching-refs/{+prefix}`;
      const found = await client.list(
        route,
        { prefix: encodePath(prefix.replace(/^refs\//, "")) },
        refSchema,
      );
      return found
        .map(({ ref, object }) => ({ name: ref, sha: object.sha }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    listFiles: async (commit, folder) => {
      const tree = await findFolder(client, await treeOf(commit), folder);
      return tree === undefined ? [] : listTree(client, tree, folder === "" ? "" : `${folder}/`);
    },
    readBlob: (sha) => readBlob(client, sha),
  };
}

async function createCommit(
  client: Client,
  { message, parent, files }: NewCommit,
  base: string | undefined,
): Promise<z.infer<typeof commitSchema>> {
  const tree = Object.entries(files).map(([path, text]) => ({
    path,
    mode: "100644",
    type: "blob",
    ...(text === null ? { sha: null } : { content: text }),
  }));
  const made = await client.request(
    `POST ${git}/trees`,
    { tree, ...(base === undefined ? {} : { base_tree: base }) },
    shaSchema,
  );
  const parents = parent === undefined ? [] : [parent];
  return client.request(`POST ${git}/commits`, { message, tree: made.sha, parents }, commitSchema);
}

async function readTree(
  client: Client,
  sha: string,
  isRecursive: boolean,
): Promise<z.infer<typeof treeSchema>> {
  const route = isRecursive ? `GET ${git}/trees/{sha}?recursive=1` : `GET ${git}/trees/{sha}`;
  return client.request(route, { sha }, treeSchema);
}

/** The tree of a folder, one level after the other; `undefined` without it. */
async function findFolder(client: Client, root: string, folder: string): Promise<string | undefined> {
  let tree = root;
  for (const part of folder.split("/").filter((name) => name !== "")) {
    const entries: readonly Entry[] = (await readTree(client, tree, false)).tree;
    const found = entries.find((entry) => entry.type === "tree" && entry.path === part);
    if (found === undefined) return undefined;
    tree = found.sha;
  }
  return tree;
}

/** GitHub cuts a recursive list of more than 100,000 entries; then each folder is read by itself. */
async function listTree(client: Client, tree: string, prefix: string): Promise<readonly TreeFile[]> {
  const whole = await readTree(client, tree, true);
  const isCut = whole.truncated === true;
  const { tree: entries } = isCut ? await readTree(client, tree, false) : whole;
  const files = entries.flatMap(({ path, type, sha, size = 0 }) =>
    type === "blob" ? [{ path: `${prefix}${path}`, sha, size }] : [],
  );
  if (isCut) {
    for (const { path, type, sha } of entries) {
      if (type === "tree") files.push(...(await listTree(client, sha, `${prefix}${path}/`)));
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
