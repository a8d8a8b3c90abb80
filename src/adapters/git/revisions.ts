import { resolve as resolvePath } from "node:path";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { NamedRevision, Revisions } from "../../ports/revisions.ts";
import { isMetafile } from "../../versioning/metafile.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { checkPath, checkRevision } from "./git-arguments.ts";
import { readBlob, runGit } from "./run-git.ts";

/** The history of the repository at `root`. Blobs are read once, whichever commits have them. */
export function openRevisions(root: string): Revisions {
  const top = resolvePath(root);
  const blobs = new Map<string, Promise<Uint8Array>>();
  return {
    view: async (revision) => {
      const commit = await resolveCommit(top, revision);
      return commit === undefined ? undefined : createView({ root: top, name: revision, commit, blobs });
    },
    branches: async (options) => {
      const remote = options?.withRemote === true ? await listRefs(top, "refs/remotes") : [];
      return [...(await listRefs(top, "refs/heads")), ...remote];
    },
    tags: () => listRefs(top, "refs/tags"),
    commits: (from) => listCommits(top, from),
    isShallow: async () => (await runGit(top, ["rev-parse", "--is-shallow-repository"])).trim() === "true",
  };
}

async function resolveCommit(root: string, revision: string): Promise<string | undefined> {
  const commit = `${checkRevision(revision)}^{commit}`;
  return runGit(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", commit]).then(
    (found) => found.trim(),
    () => undefined,
  );
}

/** The blobs of a tree below the folder of the repository, by path. */
async function listBlobs(root: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const listed = await runGit(root, ["ls-tree", "-r", "-z", "--end-of-options", commit]);
  const blobs = new Map<string, string>();
  for (const line of listed.split("\0")) {
    const [, oid, path] = /^100[0-7]{3} blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
    if (oid !== undefined && path !== undefined) blobs.set(path, oid);
  }
  return blobs;
}

interface ViewSource {
  readonly root: string;
  readonly name: string;
  readonly commit: string;
  readonly blobs: Map<string, Promise<Uint8Array>>;
}

function createView({ root, name, commit, blobs }: ViewSource): RepositoryView {
  let tree: Promise<ReadonlyMap<string, string>> | undefined;
  const readTree = (): Promise<ReadonlyMap<string, string>> => (tree ??= listBlobs(root, commit));
  const readBytes = async (path: string): Promise<Uint8Array | undefined> => {
    const oid = (await readTree()).get(checkPath(path));
    if (oid === undefined) return undefined;
    const known = blobs.get(oid) ?? readBlob(root, oid);
    blobs.set(oid, known);
    return known;
  };
  return {
    name,
    readBytes,
    readText: async (path) => {
      const bytes = await readBytes(path);
      return bytes && new TextDecoder().decode(bytes);
    },
    listMetafiles: async () => [...(await readTree()).keys()].filter(isMetafile).sort(),
    listFiles: async (directory) =>
      [...(await readTree()).keys()].filter((path) => isBelow(path, directory)).sort(compareCodePoints),
  };
}

async function listRefs(root: string, prefix: string): Promise<readonly NamedRevision[]> {
  const format = "--format=%(refname:short)%00%(objectname)%00%(*objectname)";
  const listed = await runGit(root, ["for-each-ref", format, prefix]);
  return listed.split("\n").flatMap((line) => {
    const [name = "", oid = "", peeled = ""] = line.split("\0");
    return name === "" || name.endsWith("/HEAD") ? [] : [{ name, commit: peeled === "" ? oid : peeled }];
  });
}

async function listCommits(
  root: string,
  from: Parameters<Revisions["commits"]>[0],
): Promise<readonly string[]> {
  const limit = from === "all" || from.limit === undefined ? [] : [`--max-count=${from.limit}`];
  const start = from === "all" ? ["--all"] : ["--end-of-options", checkRevision(from.revision)];
  const listed = await runGit(root, ["rev-list", ...limit, ...start]);
  return listed.split("\n").filter((line) => line !== "");
}
