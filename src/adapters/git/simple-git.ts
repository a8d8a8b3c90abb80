import { resolve as resolvePath } from "node:path";
import { PawlError } from "../../errors.ts";
import type { CommitRequest, GitRepository } from "../../ports/git.ts";
import { checkBranch, checkPath, checkRevision } from "./git-arguments.ts";
import { credentialEnvironment } from "./git-environment.ts";
import { type GitVariables, readBlob, runGit } from "./run-git.ts";

/** Options of {@link openGitRepository}. */
export interface GitOptions {
  /** Token for the server of `origin`; never part of an argument list. */
  readonly token?: string;
}

/**
 * The git work tree at `root`. `simple-git` only starts the program: argument lists are fixed here, because its own
 * list of forbidden options lets some through.
 */
export function openGitRepository(root: string, options: GitOptions = {}): GitRepository {
  const top = resolvePath(root);
  const git = new Git(top, options.token);
  return {
    root: top,
    resolve: (revision) => git.resolve(revision),
    readFile: (revision, path) => git.readFile(revision, path),
    changedFiles: (base, head) => git.changedFiles(base, head),
    mergeBase: (a, b) => git.mergeBase(a, b),
    commit: (request) => git.commit(request),
    fetchBranch: (branch) => git.fetchBranch(branch),
    switchTo: (branch, start) => git.switchTo(branch, start),
    push: (branch) => git.push(branch),
  };
}

class Git {
  readonly #root: string;
  readonly #token: string | undefined;

  constructor(root: string, token: string | undefined) {
    this.#root = root;
    this.#token = token;
  }

  async resolve(revision: string): Promise<string | undefined> {
    const commit = `${checkRevision(revision)}^{commit}`;
    const found = await this.#try(["rev-parse", "--verify", "--quiet", "--end-of-options", commit]);
    return found?.trim();
  }

  async readFile(revision: string, path: string): Promise<Uint8Array | undefined> {
    checkPath(path);
    const commit = await this.resolve(revision);
    if (commit === undefined) return undefined;
    const entry = await this.#run(["ls-tree", "-z", "--full-tree", "--end-of-options", commit, path]);
    const [, oid] = /^100[0-7]{3} blob ([0-9a-f]{40,64})\t/.exec(entry) ?? [];
    if (oid === undefined) return undefined;
    return readBlob(this.#root, oid);
  }

  async changedFiles(base: string, head: string): Promise<readonly string[]> {
    const [from, to] = await Promise.all([this.#commit(base), this.#commit(head)]);
    const start = (await this.mergeBase(from, to)) ?? from;
    const names = await this.#run([
      "diff",
      "--name-only",
      "-z",
      "--no-renames",
      "--no-ext-diff",
      "--end-of-options",
      start,
      to,
    ]);
    return names.split("\0").filter((name) => name !== "");
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const [first, second] = await Promise.all([this.resolve(a), this.resolve(b)]);
    if (first === undefined || second === undefined) return undefined;
    return (await this.#try(["merge-base", "--end-of-options", first, second]))?.trim();
  }

  async commit(request: CommitRequest): Promise<string | undefined> {
    const paths = request.paths.map(checkPath);
    if (paths.length === 0) return undefined;
    await this.#run(["add", "--all", "--", ...paths]);
    const staged = await this.#run([
      "diff",
      "--cached",
      "--name-only",
      "-z",
      "--no-ext-diff",
      "--",
      ...paths,
    ]);
    if (staged === "") return undefined;
    await this.#run(
      ["commit", "--quiet", "--no-gpg-sign", `--message=${request.message}`, "--only", "--", ...paths],
      {
        GIT_AUTHOR_NAME: request.author.name,
        GIT_AUTHOR_EMAIL: request.author.email,
        GIT_COMMITTER_NAME: request.author.name,
        GIT_COMMITTER_EMAIL: request.author.email,
      },
    );
    return this.#commit("HEAD");
  }

  async fetchBranch(branch: string): Promise<string | undefined> {
    const isPull = /^refs\/pull\/[1-9]\d{0,9}\/head$/.test(branch);
    const ref = isPull ? branch : `refs/heads/${checkBranch(branch)}`;
    const environment = await this.#credentials();
    const listed = await this.#run(["ls-remote", "--end-of-options", "origin", ref], environment);
    if (listed.trim() === "") return undefined;
    await this.#run(["fetch", "--quiet", "--no-tags", "--end-of-options", "origin", ref], environment);
    return this.#commit(listed.slice(0, listed.indexOf("\t")));
  }

  async switchTo(branch: string, start?: string): Promise<void> {
    const commit = await this.#commit(start ?? "HEAD");
    await this.#run(["switch", "--quiet", `--force-create=${checkBranch(branch)}`, commit]);
  }

  async push(branch: string): Promise<"pushed" | "rejected"> {
    const refspec = `HEAD:refs/heads/${checkBranch(branch)}`;
    try {
      const environment = await this.#credentials();
      // The one branch, whatever `push.followTags` and `push.recurseSubmodules` of the machine's configuration say.
      const alone = ["--no-follow-tags", "--recurse-submodules=no"];
      await this.#run(["push", "--porcelain", ...alone, "--end-of-options", "origin", refspec], environment);
      return "pushed";
    } catch (error) {
      if (error instanceof PawlError && /\[rejected\]|non-fast-forward|fetch first/.test(error.message)) {
        return "rejected";
      }
      throw error;
    }
  }

  async #commit(revision: string): Promise<string> {
    const found = await this.resolve(revision);
    if (found === undefined) {
      throw new PawlError("git.failed", { message: `${revision} names no commit in ${this.#root}.` });
    }
    return found;
  }

  async #credentials(): Promise<GitVariables> {
    if (this.#token === undefined) return {};
    const url = await this.#run(["remote", "get-url", "--push", "origin"]);
    return credentialEnvironment(url.trim(), this.#token);
  }

  #run(args: readonly string[], extra: GitVariables = {}): Promise<string> {
    return runGit(this.#root, args, extra);
  }

  /** For commands whose failure means "there is none". */
  #try(args: readonly string[]): Promise<string | undefined> {
    return this.#run(args).catch(() => undefined);
  }
}
