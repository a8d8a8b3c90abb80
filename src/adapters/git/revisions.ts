import { resolve as resolvePath } from "node:path";
import { PawlError } from "../../errors.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { NamedRevision, Revisions } from "../../ports/revisions.ts";
import { type DvcIgnore, noDvcIgnore } from "../../versioning/dvc-ignore.ts";
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

interface TreeEntry {
  readonly oid: string;
  readonly isLink: boolean;
}

/** The files of a tree below the folder of the repository, by path. */
async function listEntries(root: string, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const listed = await runGit(root, ["ls-tree", "-r", "-z", "--end-of-options", commit]);
  const entries = new Map<string, TreeEntry>();
  for (const line of listed.split("\0")) {
    const [, mode, oid, path] = /^(100[0-7]{3}|120000) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(line) ?? [];
    const isLink = mode === "120000";
    const isKept = path !== undefined && (!isLink || isMetafile(path));
    if (oid !== undefined && isKept) entries.set(path, { oid, isLink });
  }
  return entries;
}

interface ViewSource {
  readonly root: string;
  readonly name: string;
  readonly commit: string;
  readonly blobs: Map<string, Promise<Uint8Array>>;
}

function createView({ root, name, commit, blobs }: ViewSource): RepositoryView {
  let tree: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  const readTree = (): Promise<ReadonlyMap<string, TreeEntry>> => (tree ??= listEntries(root, commit));
  const readBytes = async (path: string): Promise<Uint8Array | undefined> => {
    const entry = (await readTree()).get(checkPath(path));
    if (entry === undefined) return undefined;
    if (entry.isLink) {
      throw new PawlError("file.unreadable", {
        message: `${path} is a symbolic link at ${name}: what it describes is not known.`,
        hint: "Commit the file itself in place of the link.",
      });
    }
    const known = blobs.get(entry.oid) ?? readBlob(root, entry.oid);
    blobs.set(entry.oid, known);
    return known;
  };
  const readText = async (path: string): Promise<string | undefined> => {
    const bytes = await readBytes(path);
    return bytes && new TextDecoder().decode(bytes);
  };
  return {
    name,
    readBytes,
    readText,
    listMetafiles: async () => {
      const found = [...(await readTree()).keys()].filter(isMetafile).sort(compareCodePoints);
      const rules = new Map<string, DvcIgnore>();
      const kept: string[] = [];
      for (const path of found) if (!(await isLeftOut(path, rules, readText))) kept.push(path);
      return kept;
    },
    listFiles: async (directory) =>
      [...(await readTree()).keys()].filter((path) => isBelow(path, directory)).sort(compareCodePoints),
  };
}

/** The rules of `.dvcignore` files in a folder and above it. */
async function enterFolder(
  folder: string,
  rules: Map<string, DvcIgnore>,
  readText: RepositoryView["readText"],
): Promise<DvcIgnore> {
  const known = rules.get(folder);
  if (known !== undefined) return known;
  const above =
    folder === ""
      ? noDvcIgnore
      : await enterFolder(folder.split("/").slice(0, -1).join("/"), rules, readText);
  const entered = above.enter(folder, await readText(folder === "" ? ".dvcignore" : `${folder}/.dvcignore`));
  rules.set(folder, entered);
  return entered;
}

async function isLeftOut(
  path: string,
  rules: Map<string, DvcIgnore>,
  readText: RepositoryView["readText"],
): Promise<boolean> {
  const parts = path.split("/");
  for (const index of parts.keys()) {
    const inside = await enterFolder(parts.slice(0, index).join("/"), rules, readText);
    if (inside.isIgnored(parts.slice(0, index + 1).join("/"), index < parts.length - 1)) return true;
  }
  return false;
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
  const listed = await runGit(root, commitArguments(from));
  return listed.split("\n").filter((line) => line !== "");
}

function commitArguments(from: Parameters<Revisions["commits"]>[0]): readonly string[] {
  if (from === "all") return ["rev-list", "--all"];
  const limit = from.limit === undefined ? [] : [`--max-count=${from.limit}`];
  const start = ["--end-of-options", checkRevision(from.revision)];
  if (from.changing === undefined) return ["rev-list", ...limit, ...start];
  const paths = from.changing.map(checkPath);
  return ["--literal-pathspecs", "rev-list", "--first-parent", ...limit, ...start, "--", ...paths];
}
