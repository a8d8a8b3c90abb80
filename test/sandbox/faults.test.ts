import { describe, expect, it } from "vitest";
import { callApi, cloneDemo, startGitHub, startSink, startWorld } from "./support.ts";

describe("a request fault", () => {
  it("hits the calls of its route that it names, and no other", async () => {
    const { github, call } = await startWorld();
    const take = github.faults.onRequest({
      route: "GET /repos/:owner/:repo",
      calls: [2],
      effect: { kind: "status", status: 502 },
    });
    const statuses = async (route: string) => [
      (await call("ada", route)).status,
      (await call("ada", route)).status,
      (await call("ada", route)).status,
    ];
    expect(await statuses("GET /repos/acme/demo")).toEqual([200, 502, 200]);
    expect(await statuses("GET /repos/acme/demo/labels")).toEqual([200, 200, 200]);
    take();
    expect(await statuses("GET /repos/acme/demo")).toEqual([200, 200, 200]);
  });

  it("refuses as the secondary rate limit does, with the time to wait", async () => {
    const { github, call } = await startWorld();
    const effect = { kind: "secondary-rate-limit", retryAfterSeconds: 7 } as const;
    github.faults.onRequest({ route: "*", calls: [1], effect });
    const answer = await call("ada", "GET /user");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([403, "7"]);
    expect(answer.body.message).toMatch(/secondary rate limit/);
    expect((await call("ada", "GET /user")).status).toBe(200);
  });

  it("cuts the connection before the work, or after it, when only the answer is lost", async () => {
    const { github, call } = await startWorld();
    const route = "POST /repos/:owner/:repo/issues";
    const count = async () => (await call("ada", "GET /repos/acme/demo/issues")).body.length;
    const open = () => call("ada", "POST /repos/acme/demo/issues", { title: "t" });
    github.faults.onRequest({ route, calls: [1], effect: { kind: "reset", when: "before" } });
    await expect(open()).rejects.toThrow("fetch failed");
    expect(await count()).toBe(0);
    github.faults.clear();
    github.faults.onRequest({ route, calls: [1], effect: { kind: "reset", when: "after" } });
    await expect(open()).rejects.toThrow("fetch failed");
    expect(await count()).toBe(1);
  });

  it("takes a request and never answers it; the client's own limit ends it", async () => {
    const { github } = await startWorld();
    github.faults.onRequest({ route: "GET /user", calls: "all", effect: { kind: "timeout" } });
    const headers = { authorization: `token ${github.adminToken}` };
    const asked = fetch(`${github.url}/user`, { headers, signal: AbortSignal.timeout(200) });
    await expect(asked).rejects.toThrow(/timeout/);
  });

  it("reaches git too", async () => {
    const { github } = await startWorld();
    const clone = await cloneDemo(github, github.adminToken);
    await clone.commit("a.txt", "a");
    const route = "POST /acme/demo.git/git-receive-pack";
    github.faults.onRequest({ route, calls: [1], effect: { kind: "status", status: 503 } });
    await expect(clone.git("push", "-q")).rejects.toThrow(/503/);
    await clone.git("push", "-q");
  });
});

describe("a delivery fault", () => {
  const open = async (kinds: Parameters<typeof deliver>[1]) => deliver(await startWorld(), kinds);

  async function deliver(
    { github, call }: Awaited<ReturnType<typeof startWorld>>,
    effect: Parameters<typeof github.faults.onDelivery>[0]["effect"],
  ) {
    const sink = await startSink();
    await call("ada", "POST /repos/acme/demo/hooks", {
      config: { url: sink.url, content_type: "json" },
      events: ["issues"],
    });
    github.faults.onDelivery({ event: "issues", calls: [1], effect });
    for (const title of ["one", "two", "three"]) {
      await call("ada", "POST /repos/acme/demo/issues", { title });
    }
    await github.idle();
    const told = sink.received.filter(({ event }) => event === "issues");
    const titles = told.map(({ text }) => JSON.parse(text).issue.title);
    return { titles, guids: told.map(({ headers }) => headers["x-github-delivery"]) };
  }

  it("drops", async () => {
    expect((await open({ kind: "drop" })).titles).toEqual(["two", "three"]);
  });

  it("delays, while others pass", async () => {
    expect((await open({ kind: "delay", delayMs: 300 })).titles).toEqual(["two", "three", "one"]);
  });

  it("doubles, with one GUID", async () => {
    const { titles, guids } = await open({ kind: "double" });
    expect(titles).toEqual(["one", "one", "two", "three"]);
    expect(guids[0]).toBe(guids[1]);
  });

  it("lets the next one overtake", async () => {
    expect((await open({ kind: "reorder" })).titles).toEqual(["two", "one", "three"]);
  });
});

describe("rate limits", () => {
  it("count requests, not 304s, and refuse in GitHub's words until the hour is over", async () => {
    let at = Date.parse("2026-01-01T00:00:00Z");
    const github = await startGitHub({ rateLimits: { core: 3 }, now: () => new Date(at) });
    const call = (headers?: Record<string, string>) =>
      callApi({ url: github.url, token: github.adminToken }, "GET /user", undefined, headers);
    const first = await call();
    expect(first.headers.get("x-ratelimit-remaining")).toBe("2");
    const same = await call({ "if-none-match": first.headers.get("etag") ?? "" });
    expect([same.status, same.headers.get("x-ratelimit-remaining")]).toEqual([304, "2"]);
    await call();
    await call();
    const refused = await call();
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(refused.body.message).toMatch(/^API rate limit exceeded for user ID \d+\.$/);
    const limit = await callApi({ url: github.url, token: github.adminToken }, "GET /rate_limit");
    expect(limit.body.resources.core).toMatchObject({ limit: 3, used: 3, remaining: 0 });
    at += 3_600_001;
    expect((await call()).status).toBe(200);
  });

  it("hold who does not sign apart, and searches by the minute", async () => {
    const github = await startGitHub({ rateLimits: { anonymous: 1, search: 2 } });
    const call = (route: string, token?: string) => callApi({ url: github.url, token }, route);
    expect((await call("GET /users/octocat")).status).toBe(200);
    expect((await call("GET /users/octocat")).status).toBe(403);
    const search = () => call("GET /search/issues?q=a", github.adminToken);
    expect([(await search()).status, (await search()).status, (await search()).status]).toEqual([
      200, 200, 403,
    ]);
    expect((await call("GET /user", github.adminToken)).status).toBe(200);
  });

  it("have a secondary one on writes, with the time to wait", async () => {
    const github = await startGitHub({ rateLimits: { writesPerMinute: 2 } });
    const make = (name: string) =>
      callApi({ url: github.url, token: github.adminToken }, "POST /user/repos", { name });
    await make("a");
    await make("b");
    const refused = await make("c");
    expect([refused.status, refused.body.message]).toEqual([
      403,
      expect.stringContaining("secondary rate limit"),
    ]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  });
});

describe("fault switches over HTTP", () => {
  it("work for the operator alone, and are not hit themselves", async () => {
    const { github, call } = await startWorld();
    const fault = { route: "*", calls: "all", effect: { kind: "status", status: 503 } };
    const set = (who: string) => call(who, "POST /_sandbox/faults/requests", fault);
    expect([(await set("")).status, (await set("wes")).status]).toEqual([401, 403]);
    expect((await call("ada", "GET /user")).status).toBe(200);
    expect((await set("ada")).status).toBe(201);
    expect((await call("ada", "GET /user")).status).toBe(503);
    expect((await call("wes", "DELETE /_sandbox/faults")).status).toBe(403);
    expect((await call("ada", "DELETE /_sandbox/faults")).status).toBe(204);
    expect((await call("ada", "GET /user")).status).toBe(200);
    expect(github.operations).toContain("DELETE /_sandbox/faults");
  });

  it("cut an answer in the middle of its body when the work was done", async () => {
    const { call } = await startWorld();
    await call("ada", "POST /_sandbox/faults/requests", {
      route: "POST /repos/:owner/:repo/issues",
      calls: [1],
      effect: { kind: "cut" },
    });
    await expect(call("ada", "POST /repos/acme/demo/issues", { title: "t" })).rejects.toThrow("terminated");
    expect((await call("ada", "GET /repos/acme/demo/issues")).body).toHaveLength(1);
  });

  it("double deliveries of the event and call that they name", async () => {
    const { github, call } = await startWorld();
    const sink = await startSink();
    await call("ada", "POST /repos/acme/demo/hooks", {
      config: { url: sink.url, content_type: "json" },
      events: ["label"],
    });
    await call("ada", "POST /_sandbox/faults/deliveries", {
      event: "label",
      calls: [2],
      effect: { kind: "double" },
    });
    for (const name of ["a", "b", "c"]) await call("ada", "POST /repos/acme/demo/labels", { name });
    await github.idle();
    const labels = sink.received.filter(({ event }) => event === "label");
    expect(labels.map(({ text }) => JSON.parse(text).label.name)).toEqual(["a", "b", "b", "c"]);
  });

  it.each([
    [{}],
    [{ route: "", effect: { kind: "timeout" } }],
    [{ route: "*", effect: "timeout" }],
    [{ route: "*", effect: { kind: "burn" } }],
    [{ route: "*", effect: { kind: "status", status: 200 } }],
    [{ route: "*", effect: { kind: "reset" } }],
    [{ route: "*", effect: { kind: "delay", delayMs: 1e9 } }],
    [{ route: "*", calls: [0], effect: { kind: "timeout" } }],
    [{ route: "*", calls: 1, effect: { kind: "timeout" } }],
  ])("refuse %j", async (body) => {
    const { call } = await startWorld();
    expect((await call("ada", "POST /_sandbox/faults/requests", body)).status).toBe(422);
    expect((await call("ada", "GET /user")).status).toBe(200);
  });
});
