import { beforeEach, describe, expect, it } from "vitest";
import { rememberFacts, rememberReads } from "../../../src/app/remember-reads.ts";
import { PawlError } from "../../../src/errors.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import { createBotWorld } from "../../support/bot-world.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";

const taggedAt = "2026-01-01T00:00:00Z";
const tag = { name: "m@v1.0.0", message: "", commitSha: fakeSha(1), taggedAt };

let asked: string[];
let failures: PawlError[];
let own: GitHub;
let github: GitHub;
beforeEach(() => {
  asked = [];
  failures = [];
  own = createBotWorld().context.github;
  const watch = <A extends readonly unknown[], T>(name: string, read: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      asked.push([name, ...args].join(" "));
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return read(...args);
    };
  };
  github = {
    ...own,
    gitData: {
      ...own.gitData,
      listTags: watch("tags", (prefix: string) => own.gitData.listTags(prefix)),
      authorsOf: watch("authors", (sha: string) => own.gitData.authorsOf(sha)),
    },
    commits: { ...own.commits, listRefs: watch("refs", (prefix: string) => own.commits.listRefs(prefix)) },
    deployments: {
      ...own.deployments,
      list: watch("deployments", (name: string) => own.deployments.list(name)),
    },
    pullRequests: {
      ...own.pullRequests,
      findByCommit: watch("pulls", (sha: string) => own.pullRequests.findByCommit(sha)),
    },
    members: { ...own.members, repository: watch("repository", () => own.members.repository()) },
  };
});

describe("one look at a repository", () => {
  it("reads each list once, those who ask at the same time included", async () => {
    const { gitData, commits, deployments, pullRequests } = rememberReads(github);
    await own.gitData.createTag(tag);
    await own.gitData.createTag({ ...tag, name: "n@v1.0.0" });
    for (let time = 0; time < 3; time += 1) {
      const [m, n] = await Promise.all([gitData.listTags("m"), gitData.listTags("n@")]);
      expect([m, n].map((tags) => tags.map(({ name }) => name))).toEqual([["m@v1.0.0"], ["n@v1.0.0"]]);
      await Promise.all(["refs/a", "refs/b", "refs/a"].map((prefix) => commits.listRefs(prefix)));
      await Promise.all(["staging", "production"].map((environment) => deployments.list(environment)));
      await pullRequests.findByCommit(fakeSha(1));
    }
    expect(asked).toEqual([
      "tags ",
      "refs refs/a",
      "refs refs/b",
      "deployments staging",
      "deployments production",
      `pulls ${fakeSha(1)}`,
    ]);
  });

  it("is over when it has written what it had seen", async () => {
    const { gitData, commits, deployments } = rememberReads(github);
    const look = async (): Promise<readonly number[]> =>
      Promise.all([
        gitData.listTags("").then(({ length }) => length),
        commits.listRefs("refs/pawl/").then(({ length }) => length),
        deployments.list("staging").then(({ length }) => length),
      ]);
    expect(await look()).toEqual([0, 0, 0]);
    await gitData.createTag(tag);
    expect(await look()).toEqual([1, 0, 0]);
    const sha = await commits.create({ message: "m", files: { a: "a" } });
    await commits.createRef("refs/pawl/a", sha);
    expect(await look()).toEqual([1, 1, 0]);
    const next = await commits.create({ message: "n", parent: sha, files: { a: "b" } });
    await commits.advanceRef("refs/pawl/a", next);
    expect((await commits.listRefs("refs/pawl/"))[0]?.sha).toBe(next);
    await commits.deleteRef("refs/pawl/a");
    expect(await look()).toEqual([1, 0, 0]);
    await deployments.create({ ref: "m@v1.0.0", environment: "staging", description: "", payload: {} });
    expect(await look()).toEqual([1, 0, 1]);
  });

  it("asks again for what could not be read", async () => {
    const failed = new PawlError("github.request-failed", { message: "502" });
    failures = [failed];
    const { gitData } = rememberReads(github);
    await expect(gitData.listTags("m")).rejects.toBe(failed);
    expect(await gitData.listTags("m")).toEqual([]);
    expect(asked).toEqual(["tags ", "tags "]);
  });
});

describe("one piece of work", () => {
  it("reads the facts of the repository and the authors of a commit once, and every list each time", async () => {
    const { gitData, members, commits } = rememberFacts(github);
    for (let time = 0; time < 2; time += 1) {
      await members.repository();
      await gitData.authorsOf(fakeSha(1));
      await gitData.listTags("m");
      await commits.listRefs("refs/a");
    }
    const lists = ["tags m", "refs refs/a"];
    expect(asked).toEqual(["repository", `authors ${fakeSha(1)}`, ...lists, ...lists]);
  });
});
