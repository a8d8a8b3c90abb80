import type { GitHub } from "../ports/github/github.ts";

/** What is remembered apart, as it is written apart. */
type Kind = "checks" | "deployments" | "facts" | "refs";

/** Answers by kind and key; what failed is asked for again. */
class Memory {
  readonly #known = new Map<Kind, Map<string, Promise<unknown>>>();

  once<T>(kind: Kind, key: readonly (number | string | undefined)[], read: () => Promise<T>): Promise<T> {
    const ofKind = this.#known.get(kind) ?? new Map<string, Promise<unknown>>();
    this.#known.set(kind, ofKind);
    const name = JSON.stringify(key);
    const reading = ofKind.get(name) ?? read();
    ofKind.set(name, reading);
    reading.catch(() => ofKind.delete(name));
    // The key names what is read, and each is read in one place.
    return reading as Promise<T>;
  }

  /** A write that makes what was known of a kind old, done or not. */
  forgetting<T>(kind: Kind, write: () => Promise<T>): Promise<T> {
    return write().finally(() => this.#known.delete(kind));
  }
}

/** Reads the facts of the repository, and who wrote a commit, once as long as the answer lives: as long as one piece of work. */
export function rememberFacts(github: GitHub): GitHub {
  const { members, gitData } = github;
  const memory = new Memory();
  return {
    ...github,
    members: {
      ...members,
      repository: () => memory.once("facts", ["repository"], () => members.repository()),
    },
    gitData: {
      ...gitData,
      authorsOf: (sha) => memory.once("facts", ["authors", sha], () => gitData.authorsOf(sha)),
    },
  };
}

/**
 * One look at a repository: what promotions are judged by (tags, refs, Deployments, checks, Releases, pull requests, people) is
 * read once as long as the answer lives. For showing things and for finding what is to be done, never for doing it: what
 * decides, compares and swaps reads GitHub itself. A write of refs, Deployments or checks through the answer makes it forget those.
 */
export function rememberReads(github: GitHub): GitHub {
  const memory = new Memory();
  return {
    ...github,
    ...rememberRefs(github, memory),
    ...rememberDeployments(github, memory),
    ...rememberPeople(github, memory),
  };
}

function rememberRefs({ gitData, commits }: GitHub, memory: Memory): Pick<GitHub, "gitData" | "commits"> {
  return {
    gitData: {
      ...gitData,
      listTags: async (prefix) => {
        const all = await memory.once("refs", ["tags"], () => gitData.listTags(""));
        return all.filter(({ name }) => name.startsWith(prefix));
      },
      resolveRef: (ref) => memory.once("refs", ["resolve", ref], () => gitData.resolveRef(ref)),
      readFiles: (path, shas) =>
        memory.once("facts", ["files", path, ...shas], () => gitData.readFiles(path, shas)),
      createTag: (tag) => memory.forgetting("refs", () => gitData.createTag(tag)),
    },
    commits: {
      ...commits,
      listRefs: (prefix) => memory.once("refs", ["list", prefix], () => commits.listRefs(prefix)),
      createRef: (ref, sha) => memory.forgetting("refs", () => commits.createRef(ref, sha)),
      advanceRef: (ref, sha) => memory.forgetting("refs", () => commits.advanceRef(ref, sha)),
      deleteRef: (ref) => memory.forgetting("refs", () => commits.deleteRef(ref)),
    },
  };
}

function rememberDeployments(
  { deployments, checks, releases }: GitHub,
  memory: Memory,
): Pick<GitHub, "deployments" | "checks" | "releases"> {
  return {
    deployments: {
      ...deployments,
      list: (name) => memory.once("deployments", ["list", name], () => deployments.list(name)),
      listStatuses: (id) => memory.once("deployments", ["statuses", id], () => deployments.listStatuses(id)),
      protection: (name) => memory.once("facts", ["protection", name], () => deployments.protection(name)),
      create: (request) => memory.forgetting("deployments", () => deployments.create(request)),
      createStatus: (id, status) =>
        memory.forgetting("deployments", () => deployments.createStatus(id, status)),
    },
    checks: {
      ...checks,
      listForCommit: (sha, name) => memory.once("checks", [sha, name], () => checks.listForCommit(sha, name)),
      create: (name, sha, content) => memory.forgetting("checks", () => checks.create(name, sha, content)),
      update: (id, content) => memory.forgetting("checks", () => checks.update(id, content)),
    },
    releases: {
      ...releases,
      findByTag: (tag) => memory.once("facts", ["release", tag], () => releases.findByTag(tag)),
    },
  };
}

function rememberPeople(
  { pullRequests, members, comments }: GitHub,
  memory: Memory,
): Pick<GitHub, "pullRequests" | "members" | "comments"> {
  return {
    pullRequests: {
      ...pullRequests,
      get: (number) => memory.once("facts", ["pull", number], () => pullRequests.get(number)),
      findByCommit: (sha) => memory.once("facts", ["pulls", sha], () => pullRequests.findByCommit(sha)),
      listAuthors: (number) =>
        memory.once("facts", ["authors", number], () => pullRequests.listAuthors(number)),
    },
    members: {
      ...members,
      roleOf: (login) => memory.once("facts", ["role", login], () => members.roleOf(login)),
      isInTeam: (login, team) =>
        memory.once("facts", ["team", login, team], () => members.isInTeam(login, team)),
    },
    comments: {
      ...comments,
      get: (id) => memory.once("facts", ["comment", id], () => comments.get(id)),
    },
  };
}
