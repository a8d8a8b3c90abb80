import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkflowSandbox } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
let octokit: Octokit;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
  octokit = new Octokit({ auth: sandbox.github.adminToken, baseUrl: sandbox.github.url });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

/** Restores `key` (or what starts with `prefix`), says what it found, and writes the commit's message into the cache. */
const workflow = (key: string, prefix: string): string => `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - { id: c, uses: actions/cache@v4, with: { path: "data\\n~/never-there", key: "${key}", restore-keys: "${prefix}" } }
      - run: |
          echo "hit=[\${{ steps.c.outputs.cache-hit }}] matched=[\${{ steps.c.outputs.cache-matched-key }}] holds=[$(cat data/deep/value 2>/dev/null)]"
          mkdir -p data/deep && echo "${key}" > data/deep/value && ln -sf value data/deep/link
`;

describe("actions/cache", () => {
  it("follows GitHub's rules of keys, restore keys and branches", async () => {
    const repository = await sandbox.createRepository("caches");
    const place = { owner: "octocat", repo: "caches" };
    const said: (string | undefined)[] = [];
    const push = async (key: string, branch: string, prefix = "k-"): Promise<void> => {
      sandbox.push(repository, { ".github/workflows/w.yml": workflow(key, prefix) }, key, branch);
      const finished = await sandbox.finished(repository);
      const last = finished.at(-1);
      expect(last?.run.conclusion, last?.logs["a"]).toBe("success");
      said.push(/Z (hit=.*)/.exec(last?.logs["a"] ?? "")?.[1]);
    };
    await push("k-1", "main");
    await push("k-1", "main");
    await push("k-2", "main");
    await push("k-3", "topic");
    await push("k-4", "other");
    await push("k-3", "topic", "none-");
    await push("x-1", "main", "none-");
    expect(said).toEqual([
      "hit=[] matched=[] holds=[]",
      "hit=[true] matched=[k-1] holds=[k-1]",
      "hit=[false] matched=[k-1] holds=[k-1]",
      // The newest of the default branch, since its own has none.
      "hit=[false] matched=[k-2] holds=[k-2]",
      // Not that of another branch.
      "hit=[false] matched=[k-2] holds=[k-2]",
      "hit=[true] matched=[k-3] holds=[k-3]",
      "hit=[] matched=[] holds=[]",
    ]);
    const { data } = await octokit.rest.actions.getActionsCacheList({
      ...place,
      sort: "created_at",
      direction: "asc",
    });
    expect(data.actions_caches.map(({ key, ref }) => [key, ref])).toEqual([
      ["k-1", "refs/heads/main"],
      ["k-2", "refs/heads/main"],
      ["k-3", "refs/heads/topic"],
      ["k-4", "refs/heads/other"],
      ["x-1", "refs/heads/main"],
    ]);
    const { data: usage } = await octokit.rest.actions.getActionsCacheUsage(place);
    expect(usage.active_caches_count).toBe(5);
    await octokit.rest.actions.deleteActionsCacheByKey({ ...place, key: "k-2" });
    await octokit.rest.actions.deleteActionsCacheById({
      ...place,
      cache_id: data.actions_caches[0]?.id ?? 0,
    });
    await push("k-9", "main");
    expect(said.at(-1)).toBe("hit=[] matched=[] holds=[]");
    await expect(
      octokit.rest.actions.deleteActionsCacheByKey({ ...place, key: "k-2" }),
    ).rejects.toMatchObject({
      status: 404,
    });
  });

  it("restores and saves in two halves, and fails on a miss when told to", async () => {
    const { run, logs } = await sandbox.run(`
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir out && echo 1 > out/a.txt && echo 2 > out/b.log
      - { uses: actions/cache/save@v4, with: { path: "out/*.txt", key: two } }
      - { uses: actions/cache/save@v4, with: { path: "out/*.txt", key: two } }
      - run: rm -r out
      - { id: r, uses: actions/cache/restore@v4, with: { path: "out/*.txt", key: two } }
      - run: ls out && echo "hit \${{ steps.r.outputs.cache-hit }}"
      - { id: other, uses: actions/cache/restore@v4, with: { path: "elsewhere", key: two } }
      - run: echo "other paths [\${{ steps.other.outputs.cache-hit }}]"
      - { uses: actions/cache/restore@v4, with: { path: "out", key: none, fail-on-cache-miss: true } }
`);
    expect(logs["a"]).toContain("Unable to reserve cache with key two");
    expect(logs["a"]).toMatch(/Z a\.txt\n.*Z hit true/);
    expect(logs["a"]).not.toContain("Z b.log");
    expect(logs["a"]).toContain("other paths []");
    expect(logs["a"]).toContain("fail-on-cache-miss is set. Input key: none");
    expect(run.conclusion).toBe("failure");
  });

  it("refuses keys that GitHub refuses", async () => {
    const { logs } = await sandbox.run(
      `on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/cache@v4, with: { path: x, key: "a,b" } }] } }`,
    );
    expect(logs["a"]).toContain("cannot contain commas");
  });
});

describe("runners", () => {
  it("take the jobs whose labels they have, each one job at a time", async () => {
    const own = await WorkflowSandbox.start({
      runners: [
        { name: "cpu", labels: ["self-hosted", "linux"] },
        { name: "gpu", labels: ["self-hosted", "linux", "GPU"] },
      ],
    });
    const { jobs, run, logs } = await own.run(`
on: push
jobs:
  train: { strategy: { matrix: { n: [1, 2, 3] } }, runs-on: [self-hosted, gpu], steps: [{ run: 'test ! -e ${own.root}/busy && touch ${own.root}/busy && sleep 0.1 && rm ${own.root}/busy && echo on $RUNNER_NAME' }] }
  plain: { runs-on: { labels: [linux] }, steps: [{ run: echo on $RUNNER_NAME }] }
  none: { needs: [train, plain], runs-on: windows-latest, steps: [{ run: "true" }] }
`);
    expect(jobs.filter(({ key }) => key === "train").map(({ runnerName }) => runnerName)).toEqual([
      "gpu",
      "gpu",
      "gpu",
    ]);
    expect(logs["train (3)"]).toContain("on gpu");
    expect(jobs.find(({ key }) => key === "plain")?.conclusion).toBe("success");
    expect(run.conclusion).toBe("failure");
    expect(logs["none"]).toContain("no runner of the sandbox has the label(s) windows-latest");
    await own[Symbol.asyncDispose]();
  });
});
