import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { callApi, startSink, startWorld } from "./support.ts";

describe("webhooks of the sandbox", () => {
  it("reach the App in order, signed, with the installation", async () => {
    const { github, call } = await startWorld();
    const sink = await startSink();
    github.setAppWebhook(sink.url);
    await call("ada", "POST /repos/acme/demo/issues", { title: "t", labels: ["drift"] });
    await call("ada", "POST /repos/acme/demo/issues/1/comments", { body: "hello" });
    await github.idle();
    expect(sink.received.map(({ event, action }) => `${event}.${action}`)).toEqual([
      "issues.opened",
      "issues.labeled",
      "issue_comment.created",
    ]);
    for (const { headers, text } of sink.received) {
      const signature = createHmac("sha256", github.app.webhookSecret).update(text).digest("hex");
      expect(headers["x-hub-signature-256"]).toBe(`sha256=${signature}`);
      expect(JSON.parse(text).installation.id).toBeGreaterThan(0);
    }
  });

  it("do not hold up the request, are logged when they fail, and can be sent again", async () => {
    const { github, call } = await startWorld();
    const sink = await startSink((count) => (count === 2 ? 500 : 200));
    const hook = await call("ada", "POST /repos/acme/demo/hooks", {
      config: { url: sink.url, content_type: "json", secret: "s" },
      events: ["issues"],
    });
    await call("ada", "POST /repos/acme/demo/issues", { title: "t" });
    await call("ada", "POST /repos/acme/demo/labels", { name: "not asked for" });
    await github.idle();
    const base = `/repos/acme/demo/hooks/${hook.body.id}/deliveries`;
    const log = await call("ada", `GET ${base}`);
    const rows = log.body.map((row: Record<string, unknown>) => [row["event"], row["status_code"]]);
    expect(rows).toEqual([
      ["issues", 500],
      ["ping", 200],
    ]);
    expect((await call("ada", `POST ${base}/${log.body[0].id}/attempts`)).status).toBe(202);
    await github.idle();
    const again = (await call("ada", `GET ${base}`)).body[0];
    expect(again).toMatchObject({ guid: log.body[0].guid, redelivery: true, status_code: 200 });
  });
});

describe("the sandbox's state", () => {
  it("comes back with the same folder: accounts, tokens, issues, numbers, git", async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), "pawl-state-"));
    onTestFinished(() => rm(stateDirectory, { recursive: true, force: true }));
    const options = { stateDirectory, users: [{ login: "ada" }], organisations: ["acme"] };
    const first = await startSandboxGitHub(options);
    await callApi({ url: first.url, token: first.adminToken }, "POST /orgs/acme/repos", {
      name: "demo",
      auto_init: true,
    });
    await callApi({ url: first.url, token: first.adminToken }, "POST /repos/acme/demo/issues", {
      title: "kept",
    });
    await first.close();
    const second = await startSandboxGitHub(options);
    onTestFinished(() => second.close());
    expect([second.adminToken, second.app.privateKey]).toEqual([first.adminToken, first.app.privateKey]);
    const issue = await callApi(
      { url: second.url, token: second.adminToken },
      "GET /repos/acme/demo/issues/1",
    );
    expect([issue.body.title, issue.body.url.startsWith(second.url)]).toEqual(["kept", true]);
    const next = await callApi(
      { url: second.url, token: second.adminToken },
      "POST /repos/acme/demo/issues",
      {
        title: "next",
      },
    );
    expect(next.body.number).toBe(2);
    const readme = await callApi(
      { url: second.url, token: second.adminToken },
      "GET /repos/acme/demo/contents/README.md",
    );
    expect(readme.status).toBe(200);
  });
});
