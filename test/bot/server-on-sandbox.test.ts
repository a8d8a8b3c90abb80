import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotSandbox, until } from "../support/bot-sandbox.ts";
import { makeReport, policyText } from "../support/bot-world.ts";

interface SeenComment {
  readonly body: string;
  readonly user: { readonly login: string };
}

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

let sandbox: BotSandbox;
beforeAll(async () => {
  sandbox = await BotSandbox.start(workflow);
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const commentsOf = (number: number): Promise<readonly SeenComment[]> =>
  sandbox.call("GET", `/issues/${number}/comments`);

describe("the bot as the server of an App", () => {
  it("brings a pull request from its run's artifact to comment, checks and label", async () => {
    const { number, sha } = await sandbox.openPull("better");
    const metrics = await until(async () => {
      const check = await sandbox.findCheck(sha, "ml/metrics");
      return check?.status === "completed" ? check : undefined;
    });
    expect(metrics.conclusion).toBe("success");
    expect((await sandbox.findCheck(sha, "ml/config"))?.conclusion).toBe("success");
    await sandbox.github.idle();
    const comments = await commentsOf(number);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^<!-- pawl:report v=1 /);
    expect(comments[0]?.body).toContain("delay");
    const labels = await until(async () => {
      const found = await sandbox.call<{ name: string }[]>("GET", `/issues/${number}/labels`);
      return found.length > 0 ? found : undefined;
    });
    expect(labels.map((label) => label.name)).toEqual(["ml/gate:pass"]);
  });

  it("annotates a broken policy and does nothing else", async () => {
    await sandbox.branch("broken");
    const old = await sandbox.call<{ sha: string }>("GET", "/contents/.github/pawl.yml?ref=broken");
    const text = policyText.replace("binary", "trinary");
    const sha = await sandbox.put(".github/pawl.yml", text, "broken", old.sha);
    await sandbox.call("POST", "/pulls", { title: "broken", head: "broken", base: "main" });
    const check = await until(() => sandbox.findCheck(sha, "ml/config"));
    expect([check.conclusion, check.output.annotations_count]).toEqual(["failure", 1]);
    expect(await sandbox.findCheck(sha, "ml/metrics")).toBeUndefined();
  });

  it("answers a command in one comment, and takes back a label by somebody without the right", async () => {
    const { number } = await sandbox.openPull("asking");
    await sandbox.call("POST", `/issues/${number}/comments`, { body: "/ml help" }, "tom");
    await sandbox.call("POST", `/issues/${number}/labels`, { labels: ["ml/promote:production"] }, "tom");
    const replies = await until(async () => {
      const found = (await commentsOf(number)).filter((comment) =>
        comment.body.startsWith("<!-- pawl:reply"),
      );
      return found.length === 2 ? found.map((comment) => comment.body).sort() : undefined;
    });
    expect(replies[0]).toContain("/ml promote");
    expect(replies[1]).toContain("(`denied.role`)");
    await until(async () => {
      const labels = await sandbox.call<{ name: string }[]>("GET", `/issues/${number}/labels`);
      return labels.some((label) => label.name === "ml/promote:production") ? undefined : true;
    });
  });
});
