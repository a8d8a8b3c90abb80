import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "../sandbox/support.ts";
import { BotSandbox, until } from "../support/bot-sandbox.ts";
import { makeReport } from "../support/bot-world.ts";

/** Uploads a report about the head that the run is for; stands for the pipeline. */
const report = JSON.stringify({ ...makeReport(), headSha: "HEAD" });
const workflow = `
name: pawl
on: pull_request
jobs:
  pipeline:
    runs-on: ubuntu-latest
    steps:
      - run: |
          mkdir out
          sed "s/HEAD/$SHA/" > out/delay.json <<'REPORT'
          ${report}
          REPORT
        env:
          SHA: \${{ github.event.pull_request.head.sha }}
      - uses: actions/upload-artifact@v4
        with:
          name: pawl-report
          path: out/delay.json
`;

interface SeenRun {
  readonly id: number;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly run_attempt: number;
}

let sandbox: BotSandbox;
beforeAll(async () => {
  sandbox = await BotSandbox.start(workflow);
  const policy = { approval_policy: "all_external_contributors" };
  await sandbox.call("PUT", "/actions/permissions/fork-pr-contributor-approval", policy);
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const asEve = { url: "", token: "" };

/** Commits params.yaml to main of eve's fork; gives the commit. */
async function pushToFork(text: string): Promise<string> {
  const path = "/repos/eve/flights/contents/params.yaml";
  const { sha } = (await callApi(asEve, `GET ${path}`)).body;
  const content = Buffer.from(text).toString("base64");
  const { body } = await callApi(asEve, `PUT ${path}`, { message: text, content, sha });
  return body.commit.sha;
}

const say = (number: number, body: string, login: string): Promise<unknown> =>
  sandbox.call("POST", `/issues/${number}/comments`, { body }, login);

async function runOf(sha: string): Promise<SeenRun | undefined> {
  const { workflow_runs: runs } = await sandbox.call<{ workflow_runs: SeenRun[] }>("GET", "/actions/runs");
  return runs.find((run) => run.head_sha === sha);
}

/** The run of a commit once it is completed with that conclusion. */
const ended = (sha: string, conclusion: string): Promise<SeenRun> =>
  until(async () => {
    const run = await runOf(sha);
    return run?.status === "completed" && run.conclusion === conclusion ? run : undefined;
  });

/** The bot's answers to commands, joined, once one of them has this text. */
const answered = (number: number, text: string): Promise<string> =>
  until(async () => {
    const comments = await sandbox.call<{ body: string }[]>("GET", `/issues/${number}/comments`);
    const replies = comments.map(({ body }) => body).filter((body) => body.startsWith("<!-- pawl:reply"));
    return replies.find((body) => body.includes(text));
  });

const labelled = (number: number, wanted: string): Promise<true> =>
  until(async () => {
    const labels = await sandbox.call<{ name: string }[]>("GET", `/issues/${number}/labels`);
    return labels.some(({ name }) => name === wanted) ? true : undefined;
  });

describe("/ml ok on a fork's pull request whose run waits for its approval", () => {
  it("starts the waiting run for the head that was read, and for no other", async () => {
    Object.assign(asEve, { url: sandbox.github.url, token: sandbox.github.tokenOf("eve") });
    await sandbox.put("params.yaml", "name: main\n");
    await callApi(asEve, "POST /repos/acme/flights/forks", {});
    const first = await pushToFork("name: eve\n");
    const pull = { title: "eve", head: "eve:main", base: "main" };
    const { number } = await sandbox.call<{ number: number }>("POST", "/pulls", pull, "eve");

    const waiting = await ended(first, "action_required");
    await labelled(number, "ml/fork:needs-ok");

    await say(number, `/ml ok ${first.slice(0, 7)}`, "eve");
    await answered(number, "denied");
    await say(number, `/ml ok ${first.slice(0, 7)}`, "tom");
    await answered(number, "denied.role");
    await say(number, "/ml ok 0000000", "will");
    await answered(number, "stale.sha");
    expect((await runOf(first))?.conclusion).toBe("action_required");

    await say(number, `/ml ok ${first.slice(0, 7)}`, "will");
    const done = await ended(first, "success");
    expect([done.id, done.run_attempt]).toEqual([waiting.id, 1]);
    await labelled(number, "ml/fork:ok");

    const second = await pushToFork("name: eve again\n");
    await ended(second, "action_required");
    await labelled(number, "ml/fork:needs-ok");
  }, 30_000);
});
