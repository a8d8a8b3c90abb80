import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { startWorld } from "./support.ts";

describe("issues in the sandbox", () => {
  it("keep who labelled what in their timeline", async () => {
    const { call } = await startWorld();
    await call("ada", "POST /repos/acme/demo/issues", { title: "t" });
    await call("wes", "POST /repos/acme/demo/issues/1/labels", { labels: ["ml/promote"] });
    await call("ada", "DELETE /repos/acme/demo/issues/1/labels/ml%2Fpromote");
    await call("ada", "PATCH /repos/acme/demo/issues/1", { state: "closed" });
    const { body } = await call("ada", "GET /repos/acme/demo/issues/1/timeline");
    const rows = body.map(
      (entry: { event: string; actor: { login: string } }) => `${entry.actor.login} ${entry.event}`,
    );
    expect(rows).toEqual(["wes labeled", "ada unlabeled", "ada closed"]);
  });

  it("ignore the labels that a reader asks for", async () => {
    const { call } = await startWorld();
    const made = await call("rob", "POST /repos/acme/demo/issues", { title: "t", labels: ["bug"] });
    expect([made.status, made.body.labels]).toEqual([201, []]);
    expect((await call("rob", "POST /repos/acme/demo/issues/1/labels", { labels: ["bug"] })).status).toBe(
      403,
    );
  });

  it.each([
    ["repo:acme/demo is:open label:ml/drift", [2]],
    ['repo:acme/demo in:body "fp=delay/production"', [2]],
    ["repo:acme/demo is:closed", [1]],
    ["repo:acme/demo -label:ml/drift", [1]],
    ["repo:acme/other", []],
  ])("are found by %s", async (query, numbers) => {
    const { call } = await startWorld();
    await call("ada", "POST /repos/acme/demo/issues", { title: "one" });
    await call("ada", "PATCH /repos/acme/demo/issues/1", { state: "closed" });
    const body = "<!-- fp=delay/production -->";
    await call("ada", "POST /repos/acme/demo/issues", { title: "two", body, labels: ["ml/drift"] });
    const found = await call("ada", `GET /search/issues?q=${encodeURIComponent(query)}`);
    expect(found.body.items.map((issue: { number: number }) => issue.number)).toEqual(numbers);
  });
});

describe("releases in the sandbox", () => {
  it("stay hidden as drafts, then publish with their bytes and make their tag", async () => {
    const { call, github } = await startWorld();
    const draft = await call("ada", "POST /repos/acme/demo/releases", {
      tag_name: "name@v1.0.0",
      draft: true,
    });
    expect((await call("rob", "GET /repos/acme/demo/releases")).body).toEqual([]);
    expect((await call("ada", "GET /repos/acme/demo/git/ref/tags/name@v1.0.0")).status).toBe(404);
    const path = `/repos/acme/demo/releases/${draft.body.id}`;
    const asset = await call("ada", `POST ${path}/assets?name=model.onnx`, "bytes");
    expect(asset.body.digest).toBe(`sha256:${createHash("sha256").update("bytes").digest("hex")}`);
    expect((await call("ada", `POST ${path}/assets?name=model.onnx`, "other")).status).toBe(422);
    await call("ada", `PATCH ${path}`, { draft: false });
    expect((await call("rob", "GET /repos/acme/demo/releases/latest")).body.assets).toHaveLength(1);
    expect((await call("ada", "GET /repos/acme/demo/git/ref/tags/name@v1.0.0")).status).toBe(200);
    const headers = { accept: "application/octet-stream" };
    const bytes = await call(
      "rob",
      `GET /repos/acme/demo/releases/assets/${asset.body.id}`,
      undefined,
      headers,
    );
    expect(bytes.body).toBe("bytes");
    const page = await fetch(`${github.url}/acme/demo/releases/download/name@v1.0.0/model.onnx`);
    expect(await page.text()).toBe("bytes");
    expect((await call("ada", `DELETE /repos/acme/demo/releases/assets/${asset.body.id}`)).status).toBe(204);
  });
});

describe("deployments in the sandbox", () => {
  it("carry their payload and retire the one before", async () => {
    const { call } = await startWorld();
    const make = async (tag: string): Promise<number> => {
      const body = { ref: "main", environment: "staging", payload: { tag }, required_contexts: [] };
      return (await call("ada", "POST /repos/acme/demo/deployments", body)).body.id;
    };
    const [first, second] = [await make("a#staging#1"), await make("a#staging#2")];
    for (const id of [first, second]) {
      await call("ada", `POST /repos/acme/demo/deployments/${id}/statuses`, { state: "success" });
    }
    const list = await call("ada", "GET /repos/acme/demo/deployments?environment=staging");
    expect(list.body.map((one: { payload: unknown }) => one.payload)).toEqual([
      { tag: "a#staging#2" },
      { tag: "a#staging#1" },
    ]);
    const statuses = await call("ada", `GET /repos/acme/demo/deployments/${first}/statuses`);
    expect(statuses.body.map((one: { state: string }) => one.state)).toEqual(["inactive", "success"]);
  });

  it("tell webhooks of inactive ones, but start no workflow by them", async () => {
    const { call, github } = await startWorld();
    const told: unknown[] = [];
    github.context.onEvent(({ event, payload, startsWorkflows }) => {
      const status = payload["deployment_status"];
      if (event === "deployment_status") told.push([(status as { state: string }).state, startsWorkflows]);
    });
    const body = { ref: "main", environment: "staging", required_contexts: [] };
    const { id } = (await call("ada", "POST /repos/acme/demo/deployments", body)).body;
    for (const state of ["success", "inactive"])
      await call("ada", `POST /repos/acme/demo/deployments/${id}/statuses`, { state });
    expect(told).toEqual([
      ["success", true],
      ["inactive", false],
    ]);
  });

  it("stay as they are with auto_inactive false, or when they are newer", async () => {
    const { call } = await startWorld();
    const base = "/repos/acme/demo/deployments";
    const make = async (): Promise<number> =>
      (await call("ada", `POST ${base}`, { ref: "main", environment: "staging", required_contexts: [] })).body
        .id;
    const newest = async (id: number): Promise<string> =>
      (await call("ada", `GET ${base}/${id}/statuses`)).body[0].state;
    const [first, second] = [await make(), await make()];
    await call("ada", `POST ${base}/${first}/statuses`, { state: "success" });
    await call("ada", `POST ${base}/${second}/statuses`, { state: "success", auto_inactive: false });
    expect([await newest(first), await newest(second)]).toEqual(["success", "success"]);
    await call("ada", `POST ${base}/${first}/statuses`, { state: "success" });
    expect(await newest(second)).toBe("success");
  });
});
