import type { CheckContent, CheckRun, Checks } from "../../../src/ports/github/checks.ts";
import type { GitData } from "../../../src/ports/github/git-data.ts";
import type { PullRequest, PullRequests } from "../../../src/ports/github/pull-requests.ts";
import { fakeSha, nextId, now, type FakeState } from "./fake-state.ts";
import { refuse, write } from "./fake-writes.ts";

/** The fake's {@link PullRequests}. */
export function fakePullRequests(state: FakeState): PullRequests {
  const view = (pull: PullRequest): PullRequest => ({
    ...pull,
    labels: [...(state.labels.get(pull.number)?.keys() ?? [])],
  });
  const all = (): PullRequest[] =>
    [...state.pullRequests.values()].map(view).sort((a, b) => b.number - a.number);
  return {
    get: async (number) => all().find((pull) => pull.number === number),
    listOpen: async () => all().filter((pull) => pull.state === "open"),
    findByBranch: async (branch) =>
      all().filter((pull) => pull.headRef === branch && pull.headRepositoryId === state.repository.id),
    findByCommit: async (sha) => all().filter((pull) => pull.headSha === sha || pull.mergeCommitSha === sha),
    listFiles: async (number) =>
      state.pullRequests.get(number)?.files ?? refuse(`404: no pull request ${number}`),
    listAuthors: async (number) => ({ logins: state.authors.get(`#${number}`) ?? [], isCut: false }),
    create: (request) =>
      write(state, "pullRequests.create", [request], () => {
        const number = nextId(state);
        const headSha = state.refs.get(`refs/heads/${request.head}`) ?? fakeSha(number);
        const baseSha = state.refs.get(`refs/heads/${request.base}`) ?? fakeSha(1);
        const pull = {
          number,
          title: request.title,
          state: "open" as const,
          merged: false,
          mergeCommitSha: null,
          draft: false,
          authorId: state.self.id,
          authorLogin: state.self.login,
          headSha,
          headRef: request.head,
          headRepositoryId: state.repository.id,
          baseSha,
          baseRef: request.base,
          labels: [],
          files: state.comparisons.get(`${baseSha}...${headSha}`)?.files ?? [],
          url: `${state.repository.url}/pull/${number}`,
        };
        state.pullRequests.set(number, pull);
        return view(pull);
      }),
  };
}

/** The fake's {@link Checks}. */
export function fakeChecks(state: FakeState): Checks {
  const put = (id: number, name: string, headSha: string, content: CheckContent): CheckRun => {
    const run = {
      id,
      name,
      headSha,
      status: content.conclusion === undefined ? ("in_progress" as const) : ("completed" as const),
      conclusion: content.conclusion ?? null,
      title: content.title,
      summary: content.summary,
      externalId: content.externalId ?? state.checks.get(id)?.externalId ?? null,
      appId: state.self.appId,
      url: `${state.repository.url}/runs/${id}`,
      annotations: content.annotations ?? [],
      startedAt: state.checks.get(id)?.startedAt ?? now(state),
    };
    state.checks.set(id, run);
    return run;
  };
  return {
    listForCommit: async (sha, name) =>
      [...state.checks.values()].filter(
        (run) => run.headSha === sha && (name === undefined || run.name === name),
      ),
    get: async (id) => state.checks.get(id),
    create: (name, headSha, content) =>
      write(state, "checks.create", [name, headSha, content], () =>
        put(nextId(state), name, headSha, content),
      ),
    update: (id, content) =>
      write(state, "checks.update", [id, content], () => {
        const old = state.checks.get(id) ?? refuse(`404: no check run ${id}`);
        return put(id, old.name, old.headSha, content);
      }),
  };
}

/** The fake's {@link GitData}. */
export function fakeGitData(state: FakeState): GitData {
  const resolve = (revision: string): string =>
    state.refs.get(`refs/heads/${revision}`) ??
    state.refs.get(revision) ??
    state.tags.get(revision)?.commitSha ??
    revision;
  const textAt = (path: string, ref: string): string | undefined => {
    const name = ref.replace(/^refs\/heads\//, "");
    const written = state.commits.get(resolve(name))?.files.get(path);
    return written ?? state.files.get(`${name}:${path}`) ?? state.files.get(`${resolve(name)}:${path}`);
  };
  return {
    resolveRef: async (ref) => state.refs.get(ref),
    listTags: async (prefix) => [...state.tags.values()].filter((tag) => tag.name.startsWith(prefix)),
    createTag: (tag) => {
      if (state.refs.has(`refs/tags/${tag.name}`)) return Promise.resolve("exists");
      return write(state, "gitData.createTag", [tag], () => {
        const id = fakeSha(nextId(state));
        const email = `${state.self.login}@users.noreply.github.com`;
        state.tags.set(tag.name, { ...tag, taggerName: state.self.login, taggerEmail: email });
        state.refs.set(`refs/tags/${tag.name}`, id);
        return "created" as const;
      });
    },
    readFile: async (path, ref) => textAt(path, ref),
    readFiles: async (path, commits) => {
      const texts = commits.map((commit) => [commit, textAt(path, commit)] as const);
      return new Map(
        texts.flatMap(([commit, text]) => (text === undefined ? [] : [[commit, text] as const])),
      );
    },
    authorsOf: async (sha) => state.authors.get(sha) ?? [],
    readTreeId: async (sha) => state.trees.get(sha),
    compare: async (base, head) =>
      base === head
        ? { status: "identical", mergeBaseSha: base, commitShas: [], files: [] }
        : state.comparisons.get(`${base}...${head}`),
  };
}
