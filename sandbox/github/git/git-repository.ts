import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ObjectReader, type GitObject } from "./object-reader.ts";
import {
  parseCommit,
  parseTag,
  parseTree,
  type CommitObject,
  type TagObject,
  type TreeEntry,
} from "./parse-objects.ts";
import { isRefName, isSha } from "./ref-grammar.ts";
import { encodeCommit, encodeTag, type NewCommit, type NewTag } from "./encode-objects.ts";
import { RefWriter } from "./ref-writer.ts";
import { writeObject, writeTree } from "./write-objects.ts";
import { GitFailure, runGit, type GitInput, type GitResult } from "./run-git.ts";

/** An object id of zeros: "no object" in ref updates. */
export const zeroSha = "0".repeat(40);

/** A ref, and for an annotated tag what it leads to. */
export interface RefEntry {
  readonly ref: string;
  readonly sha: string;
  readonly type: string;
  readonly peeledSha: string | null;
}

/** A change of one path in a new tree; `sha: null` removes it. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

export type { Person } from "./encode-objects.ts";

/** Commits that are walked through before git is asked whether one follows another. */
const walked = 8;

/** One bare repository. Names from outside must have passed `ref-grammar.ts` first. */
export class GitRepository {
  readonly directory: string;
  readonly #objects: ObjectReader;
  readonly #refs: RefWriter;
  /** Type of an object, and of a tag what it leads to; objects never change. */
  readonly #kinds = new Map<string, Pick<RefEntry, "type" | "peeledSha">>();

  constructor(directory: string) {
    this.directory = directory;
    this.#objects = new ObjectReader(directory);
    this.#refs = new RefWriter(directory);
  }

  /** Makes the bare repository on disk. */
  async create(defaultBranch: string): Promise<void> {
    const made = await runGit(this.directory, [
      "init",
      "--bare",
      "--quiet",
      "--template=",
      `--initial-branch=${defaultBranch}`,
      this.directory,
    ]);
    if (made.status !== 0) throw new GitFailure(["init"], made);
  }

  /** Runs git; a non-zero status is part of the result. */
  try(args: readonly string[], input: GitInput = {}): Promise<GitResult> {
    return runGit(this.directory, args, input);
  }

  /** Runs git and returns standard output. @throws {GitFailure} on a non-zero status. */
  async run(args: readonly string[], input: GitInput = {}): Promise<Buffer> {
    const result = await this.try(args, input);
    if (result.status !== 0) throw new GitFailure(args, result);
    return result.stdout;
  }

  /** The object of a name such as a sha, `refs/heads/main` or `<sha>:path`. */
  readObject(name: string): Promise<GitObject | undefined> {
    return this.#objects.read(name);
  }

  /** Type, sha and size of an object; no bytes. */
  statObject(name: string): Promise<GitObject | undefined> {
    return this.#objects.info(name);
  }

  /** The commit of a sha, a branch, a tag (peeled) or a full ref; branches win over tags, as on GitHub. */
  async readCommit(name: string): Promise<CommitObject | undefined> {
    for (const candidate of candidates(name)) {
      const found = await this.#objects.read(`${candidate}^{commit}`);
      if (found) return parseCommit(found.sha, found.bytes);
    }
    return undefined;
  }

  /** The commit id behind a name; `undefined` when there is none. */
  async resolveCommit(name: string): Promise<string | undefined> {
    for (const candidate of candidates(name)) {
      const found = await this.#objects.info(`${candidate}^{commit}`);
      if (found) return found.sha;
    }
    return undefined;
  }

  /** What a full ref (`refs/heads/main`) points to, not peeled. */
  async readRef(ref: string): Promise<GitObject | undefined> {
    return isRefName(ref) && ref.startsWith("refs/") ? this.#objects.info(ref) : undefined;
  }

  /** An annotated tag object by its id. */
  async readTag(sha: string): Promise<TagObject | undefined> {
    const found = isSha(sha) ? await this.#objects.read(sha) : undefined;
    return found?.type === "tag" ? parseTag(found.sha, found.bytes) : undefined;
  }

  /** Entries of a tree; `name` may be a tree, a commit or `<sha>:path`. */
  async readTree(name: string): Promise<{ sha: string; entries: readonly TreeEntry[] } | undefined> {
    const found = await this.#objects.read(name.includes(":") ? name : `${name}^{tree}`);
    return found?.type === "tree" ? { sha: found.sha, entries: parseTree(found.bytes) } : undefined;
  }

  /** Refs below a prefix such as `refs/heads/`, sorted by name; a prefix need not end at a slash. */
  async listRefs(prefix: string): Promise<readonly RefEntry[]> {
    const out = await this.run([
      "for-each-ref",
      "--format=%(refname) %(objectname)",
      ...(prefix.endsWith("/") ? [prefix] : []),
    ]);
    const lines = out
      .toString()
      .split("\n")
      .filter((line) => line.startsWith(prefix) && line !== "");
    return Promise.all(
      lines.map(async (line) => {
        const [ref = "", sha = ""] = line.split(" ");
        return { ref, sha, ...(this.#kinds.get(sha) ?? (await this.#readKind(sha))) };
      }),
    );
  }

  async #readKind(sha: string): Promise<Pick<RefEntry, "type" | "peeledSha">> {
    const type = (await this.#objects.info(sha))?.type ?? "";
    const peeledSha = type === "tag" ? ((await this.readTag(sha))?.object ?? null) : null;
    const kind = { type, peeledSha };
    if (type !== "") this.#kinds.set(sha, kind);
    return kind;
  }

  /** Moves a ref if it still is at `oldSha` ({@link zeroSha}: must not exist); false when another was first. */
  async updateRef(ref: string, newSha: string, oldSha?: string): Promise<boolean> {
    return this.#refs.write({ ref, sha: newSha, old: oldSha });
  }

  /** Deletes a ref; false when it moved meanwhile. */
  async deleteRef(ref: string, oldSha: string): Promise<boolean> {
    return this.#refs.write({ ref, sha: null, old: oldSha });
  }

  /** Stores bytes as a blob. */
  async writeBlob(bytes: Uint8Array): Promise<string> {
    return writeObject(this.directory, "blob", bytes);
  }

  /** A new tree: `base` (or nothing) with changes, any depth. */
  async writeTree(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    if (changes.every(({ mode }) => mode !== "040000")) {
      const root = base === undefined ? undefined : (await this.readTree(base))?.sha;
      const made = await writeTree(this, root, changes);
      if (made !== undefined) return made.sha;
    }
    const index = join(this.directory, `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      if (base !== undefined) await this.run(["read-tree", base], { env });
      const lines = changes
        .filter((change) => change.mode !== "040000")
        .map(({ mode, sha, path }) => `${sha === null ? "0" : mode} ${sha ?? zeroSha}\t${path}\0`);
      if (lines.length > 0) {
        await this.run(["update-index", "--replace", "-z", "--index-info"], { env, input: lines.join("") });
      }
      for (const { path, sha } of changes.filter((change) => change.mode === "040000")) {
        await this.run(["read-tree", `--prefix=${path}/`, sha ?? ""], { env });
      }
      return (await this.run(["write-tree"], { env })).toString().trim();
    } finally {
      await rm(index, { force: true });
    }
  }

  /** Stores a commit. */
  async writeCommit(commit: NewCommit): Promise<string> {
    const encoded = encodeCommit(commit);
    if (encoded !== undefined) return writeObject(this.directory, "commit", encoded);
    const args = ["commit-tree", commit.tree, ...commit.parents.flatMap((parent) => ["-p", parent])];
    const env = {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: commit.author.date,
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: commit.committer.date,
    };
    return (await this.run(args, { env, input: commit.message })).toString().trim();
  }

  /** Stores an annotated tag object; its ref is made apart. The object that it tags must exist. */
  async writeTag(tag: NewTag): Promise<string> {
    return writeObject(this.directory, "tag", encodeTag(tag));
  }

  /** Whether `ancestor` is reachable from `descendant`. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    let commit = isSha(descendant) && isSha(ancestor) ? await this.readCommit(descendant) : undefined;
    for (let step = 0; step < walked && commit !== undefined; step += 1) {
      if (commit.sha === ancestor || commit.parents.includes(ancestor)) return true;
      const [first] = commit.parents;
      commit = first === undefined ? undefined : await this.readCommit(first);
    }
    return (await this.try(["merge-base", "--is-ancestor", ancestor, descendant])).status === 0;
  }

  /** Ends the lasting processes. */
  close(): void {
    this.#objects.close();
    this.#refs.close();
  }
}

function candidates(name: string): readonly string[] {
  if (isSha(name)) return [name];
  if (!isRefName(name)) return [];
  if (name.startsWith("refs/")) return [name];
  if (name === "HEAD") return [name];
  const short = name.replace(/^(heads|tags)\//, "refs/$1/");
  const named = short === name ? [] : [short];
  const abbreviated = /^[0-9a-f]{7,39}$/.test(name) ? [name] : [];
  return [...named, `refs/heads/${name}`, `refs/tags/${name}`, ...abbreviated];
}
