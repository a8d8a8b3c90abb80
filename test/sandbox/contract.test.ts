import { describe, expect, it } from "vitest";
import { createEventCheck } from "../support/github-contract/check-event.ts";
import { createExchangeCheck } from "../support/github-contract/check-exchange.ts";
import { shapeOf } from "../support/github-contract/description.ts";
import type { Exchange } from "../../sandbox/github/http/exchange.ts";
import openapi from "../fixtures/github-openapi.json" with { type: "json" };
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startGitHub } from "./support.ts";

const label = {
  id: 1,
  node_id: "LA_1",
  url: "http://127.0.0.1/repos/a/b/labels/c",
  name: "c",
  description: null,
  color: "ededed",
  default: false,
};

function exchange(changed: Partial<Exchange>): Exchange {
  return {
    method: "POST",
    pattern: "/repos/:owner/:repo/labels",
    path: "/repos/a/b/labels",
    query: new URLSearchParams(),
    requestBody: Buffer.from('{"name":"c"}'),
    status: 201,
    body: label,
    ...changed,
  };
}

describe("the check of REST traffic", () => {
  const check = createExchangeCheck();

  it("lets pass what fits", () => {
    expect(check.violations(exchange({}))).toEqual([]);
  });

  it.each([
    ["a response without a required member", { body: { ...label, color: undefined } }, /color/],
    ["a status that is not described", { status: 200 }, /status 200 is not described/],
    ["a request that GitHub would refuse", { requestBody: Buffer.from('{"color":"ededed"}') }, /name/],
    ["a request without its body", { requestBody: undefined }, /needs a body/],
    ["a query that is not described", { query: new URLSearchParams("lable=x") }, /lable is not described/],
    ["an error without GitHub's words", { status: 500, body: { error: "no" } }, /body of 500/],
    ["a route that GitHub has not", { pattern: "/repos/:owner/:repo/lables" }, /no operation of GitHub/],
  ])("finds %s", (_, changed, message) => {
    expect(check.violations(exchange(changed)).join("\n")).toMatch(message);
  });

  it("minds no refused request", () => {
    const body = { message: "Validation Failed", documentation_url: "x", status: "422", errors: [] };
    expect(check.violations(exchange({ requestBody: Buffer.from("{}"), status: 422, body }))).toEqual([]);
  });

  it("knows every operation of the sandbox, except those that are not of GitHub's REST API", async () => {
    const github = await startGitHub({ modules: [startActions({ workRoot: "/nowhere" }).module] });
    const known = new Set(
      Object.entries(openapi.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => shapeOf(`${method.toUpperCase()} ${path}`)),
      ),
    );
    const own = github.operations.filter((operation) => !known.has(shapeOf(operation)));
    expect(own).toMatchInlineSnapshot(`
      [
        "GET /repos/:owner/:repo/contents",
        "GET /repos/:owner/:repo/tarball",
        "GET /repos/:owner/:repo/legacy.tar.gz/*ref",
        "GET /repos/:owner/:repo/zipball",
        "GET /repos/:owner/:repo/legacy.zip/*ref",
        "POST /_sandbox/repos/:owner/:repo/check-runs/:check_run_id/actions/:identifier",
        "GET /release-assets/:repository_id/:asset_id/:digest",
        "POST /graphql",
        "POST /api/graphql",
        "POST /_sandbox/faults/requests",
        "POST /_sandbox/faults/deliveries",
        "DELETE /_sandbox/faults",
        "GET /_actions/job-logs/:id",
        "GET /_actions/run-logs/:id",
        "GET /_actions/artifacts/:id",
        "POST /twirp/github.actions.results.api.v1.ArtifactService/:method",
        "PUT /_actions/uploads/:id",
        "POST /twirp/github.actions.results.api.v1.CacheService/:method",
        "GET /_actions/caches/:id",
      ]
    `);
  });
});

describe("the check of webhook payloads", () => {
  it("finds events that GitHub has not, and payloads that lack members", () => {
    const check = createEventCheck();
    expect(check.violations({ event: "check_run", action: "updated", payload: {} })).toEqual([
      "webhook check-run-updated is none of GitHub's",
    ]);
    expect(check.violations({ event: "issues", action: "opened", payload: { action: "opened" } })[0]).toMatch(
      /issues-opened: .*required property/,
    );
  });
});
