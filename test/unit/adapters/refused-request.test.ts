import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { describeAcceptedPermissions, refusedRequest } from "../../../src/adapters/github/refused-request.ts";

describe("the permissions that GitHub's header names", () => {
  it.each([
    ["issues=write", "`issues: write`"],
    ["issues=write; pull_requests=write", "`issues: write` or `pull_requests: write`"],
    [
      "contents=write; contents=write,workflows=write",
      "`contents: write` or `contents: write` with `workflows: write`",
    ],
    [
      "repository_projects=write; organization_projects=admin",
      "`repository_projects: write` or `organization_projects: admin`",
    ],
  ])("%s is read as GitHub means it", (header, text) => {
    expect(describeAcceptedPermissions(header)).toBe(text);
  });

  it.each([
    undefined,
    7,
    "",
    ";",
    "issues",
    "issues=write;",
    "issues=write`</details>",
    "issues=write\n@acme",
    `${"a".repeat(2000)}=read`,
  ])("%s is none", (header) => {
    expect(describeAcceptedPermissions(header)).toBeUndefined();
  });

  it("never carry anything but names and levels", () => {
    assert(
      property(string({ maxLength: 200 }), (header) => {
        const text = describeAcceptedPermissions(header) ?? "";
        expect(text.replaceAll(/`[a-z_]+: (?:read|write|admin)`| or | with /g, "")).toBe("");
      }),
    );
  });
});

describe("a refused request", () => {
  const route = "POST /repos/{owner}/{repo}/issues";
  const headers = { "x-accepted-github-permissions": "issues=write" };
  const of = (status: number, text: string, response = { headers }) =>
    refusedRequest({ route, error: new Error(text), refusal: { status, response }, retryAtMs: undefined });

  it("names the permission that the token lacks, and where to give it", () => {
    const error = of(403, "Resource not accessible by integration");
    expect(error.message).toBe(
      "GitHub refused POST /repos/{owner}/{repo}/issues (403): Resource not accessible by integration. It takes a token with `issues: write`",
    );
    expect(error.hint).toContain("`permissions:`");
  });

  it("names none for a rate limit, for what is not there, and without a header", () => {
    expect(of(403, "API rate limit exceeded for installation").message).not.toContain("It takes");
    expect(of(404, "Not Found").message).not.toContain("It takes");
    const bare = refusedRequest({
      route,
      error: new Error("Forbidden"),
      refusal: { status: 403, response: { headers: {} } },
      retryAtMs: undefined,
    });
    expect(bare.message).toBe("GitHub refused POST /repos/{owner}/{repo}/issues (403): Forbidden");
  });
});
