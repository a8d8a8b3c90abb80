import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { createGitHub, listInstallations } from "../../src/adapters/github/create-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { listen } from "../support/listen.ts";
import { connectToLies, sayJson, serveLies } from "../support/lying-github.ts";

const sha = "a".repeat(40);
const commits = ["1", "2", "3", "4", "5"].map((digit) => digit.repeat(40));

/** Everything that the adapter reads. */
const reads: Readonly<Record<string, (github: GitHub) => Promise<unknown>>> = {
  "checks.get": ({ checks }) => checks.get(1),
  "checks.listForCommit": ({ checks }) => checks.listForCommit(sha),
  "comments.get": ({ comments }) => comments.get(1),
  "comments.listRecent": ({ comments }) => comments.listRecent(new Date(0)),
  "comments.list": ({ comments }) => comments.list(1),
  "commits.listFiles": ({ commits }) => commits.listFiles(sha, ""),
  "commits.listRefs": ({ commits }) => commits.listRefs("refs/pawl/"),
  "commits.readBlob": ({ commits }) => commits.readBlob(sha),
  "deployments.get": ({ deployments }) => deployments.get(1),
  "deployments.list": ({ deployments }) => deployments.list("staging"),
  "deployments.listStatuses": ({ deployments }) => deployments.listStatuses(1),
  "deployments.protection": ({ deployments }) => deployments.protection("staging"),
  "gitData.authorsOf": ({ gitData }) => gitData.authorsOf(sha),
  "gitData.compare": ({ gitData }) => gitData.compare("a", "b"),
  "gitData.listTags": ({ gitData }) => gitData.listTags("m"),
  "gitData.readTreeId": ({ gitData }) => gitData.readTreeId(sha),
  "gitData.readFiles": ({ gitData }) => gitData.readFiles("a", commits),
  "gitData.readFile": ({ gitData }) => gitData.readFile("a", "main"),
  "gitData.resolveRef": ({ gitData }) => gitData.resolveRef("refs/heads/main"),
  "issues.get": ({ issues }) => issues.get(1),
  "issues.readPin": ({ issues }) => issues.readPin(1),
  "issues.list": ({ issues }) => issues.list({ labels: [], state: "open" }),
  "labels.findRemover": ({ labels }) => labels.findRemover(1, "x"),
  "labels.findSetter": ({ labels }) => labels.findSetter(1, "x"),
  "labels.list": ({ labels }) => labels.list(1),
  "members.isInTeam": ({ members }) => members.isInTeam("ada", "@acme/team"),
  "members.repository": ({ members }) => members.repository(),
  "members.roleOf": ({ members }) => members.roleOf("ada"),
  "members.self": ({ members }) => members.self(),
  "pullRequests.findByBranch": ({ pullRequests }) => pullRequests.findByBranch("b"),
  "pullRequests.findByCommit": ({ pullRequests }) => pullRequests.findByCommit(sha),
  "pullRequests.get": ({ pullRequests }) => pullRequests.get(1),
  "pullRequests.listAuthors": ({ pullRequests }) => pullRequests.listAuthors(1),
  "pullRequests.listFiles": ({ pullRequests }) => pullRequests.listFiles(1),
  "pullRequests.listOpen": ({ pullRequests }) => pullRequests.listOpen(),
  "releases.findByTag": ({ releases }) => releases.findByTag("m@v1.0.0"),
  "releases.list": ({ releases }) => releases.list(),
  "releases.downloadAsset": ({ releases }) => releases.downloadAsset(1),
  "workflows.getRun": ({ workflows }) => workflows.getRun(1),
  "workflows.listJobs": ({ workflows }) => workflows.listJobs(1),
  "workflows.listArtifacts": ({ workflows }) => workflows.listArtifacts(1),
  "workflows.listRuns": ({ workflows }) => workflows.listRuns({}),
};

describe("an answer that is no answer", () => {
  it("is in this list for every method that reads", async () => {
    const github = await connectToLies(() => undefined);
    const all = Object.entries(github).flatMap(([part, methods]) =>
      Object.keys(methods as object).map((method) => `${part}.${method}`),
    );
    const writes =
      /\.(create\w*|update|advanceRef|delete\w*|remove\w*|add|pin|react|uploadAsset|dispatch|cancel|rerun)$/;
    const downloads = ["workflows.downloadArtifact"]; // any bytes are an answer; the archive is checked by its reader
    expect(all.filter((name) => !writes.test(name) && !downloads.includes(name)).sort()).toEqual(
      Object.keys(reads).sort(),
    );
  });

  it.each(Object.keys(reads))("is an error for %s: empty, cut, null, of no content", async (name) => {
    for (const [status, body] of [
      [200, ""],
      [200, '{"id": 1, "na'],
      [200, "null"],
      [204, ""],
    ] as const) {
      const github = await connectToLies((_, response) => sayJson(response, body, status));
      await expect(reads[name]?.(github)).rejects.toMatchObject({ code: "github.malformed-response" });
    }
  });

  it("of the viewer is not taken for a workflow's token", async () => {
    const github = await connectToLies((path, response) => {
      if (path === "/user") sayJson(response, { message: "no" }, 403);
      else sayJson(response, "");
    });
    await expect(github.members.self()).rejects.toMatchObject({ code: "github.malformed-response" });
  });
});

describe("a pin", () => {
  const issue = { id: "I_1", isPinned: false, timelineItems: { nodes: [] } };
  const data = { repository: { pinnedIssues: { totalCount: 1 }, issue } };

  it.each([
    [{ errors: [] }],
    [{ data: { repository: null } }],
    [{ data: { repository: { ...data.repository, issue: { ...issue, isPinned: "no" } } } }],
    [{ data: { repository: { ...data.repository, pinnedIssues: null } } }],
  ])("is not read out of %j", async (body) => {
    const github = await connectToLies((_, response) => sayJson(response, body));
    await expect(github.issues.readPin(1)).rejects.toMatchObject({ code: "github.malformed-response" });
  });

  it("counts only where the answer says that it is there now", async () => {
    for (const body of ["", { data: { pinIssue: null } }, { data: { pinIssue: { issue } } }]) {
      const github = await connectToLies((_, response) => sayJson(response, body));
      await expect(github.issues.pin("I_1")).rejects.toMatchObject({ code: "github.malformed-response" });
    }
  });

  it.each([
    ["a problem beside the data", { data, errors: [{ message: "x" }] }],
    ["a limit of queries", { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }],
    ["words without end", { errors: [{ type: "x".repeat(1e5), message: "\ud800".repeat(1e5) }] }],
  ])("is an error that is tried again for %s", async (_, body) => {
    const github = await connectToLies((__, response) => sayJson(response, body));
    for (const ask of [() => github.issues.readPin(1), () => github.issues.pin("I_1")]) {
      const error = await ask().catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "github.request-failed" });
      expect(String(error).length).toBeLessThan(2000);
    }
  });

  it("is not offered by a server without GraphQL, and refused to a token that may not", async () => {
    const without = await connectToLies((_, response) => sayJson(response, { message: "Not Found" }, 404));
    expect(await without.issues.readPin(1)).toBe("unavailable");
    const entry = { type: "FORBIDDEN", message: "Resource not accessible by integration" };
    const refusing = await connectToLies((_, response) => sayJson(response, { data: null, errors: [entry] }));
    expect(await refusing.issues.pin("I_1")).toBe("denied");
  });

  it("is asked for once, where the server has its GraphQL", async () => {
    for (const [base, wanted] of [
      ["", "/graphql"],
      ["/api/v3", "/api/graphql"],
      ["/api/v3/", "/api/graphql"],
    ]) {
      const paths: string[] = [];
      const url = await serveLies((path, response) => {
        paths.push(path);
        sayJson(response, {}, 502);
      });
      const github = createGitHub({
        apiUrl: `${url}${base}`,
        repository: "acme/flights",
        auth: { token: "t0ken" },
      });
      await expect(github.issues.pin("I_1")).rejects.toMatchObject({ code: "github.request-failed" });
      expect(paths).toEqual([wanted]);
    }
  });
});

describe("who set a label", () => {
  const labeled = (login: string) => ({
    event: "labeled",
    label: { name: "ml/promote:production" },
    actor: { id: 1, login, type: "User" },
    created_at: "2026-01-01T00:00:00Z",
  });

  it("is not an earlier person when the newest entry cannot be read", async () => {
    const github = await connectToLies((_, response) =>
      sayJson(response, [labeled("mia"), { ...labeled("tom"), created_at: undefined }]),
    );
    await expect(github.labels.findSetter(1, "ml/promote:production")).rejects.toMatchObject({
      code: "github.malformed-response",
    });
  });
});

describe("a comparison", () => {
  const comparison = (files: readonly unknown[]) => ({
    status: "ahead",
    merge_base_commit: { sha },
    commits: [{ sha }],
    files,
  });

  it("names a renamed file by both of its names", async () => {
    const renamed = { filename: "a/dvc.lock", previous_filename: "src/train.py", status: "renamed" };
    const github = await connectToLies((_, response) => sayJson(response, comparison([renamed])));
    expect((await github.gitData.compare("a", "b"))?.files).toEqual(["a/dvc.lock", "src/train.py"]);
  });

  it("says when GitHub cut its list of files", async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ filename: `${index}/dvc.lock` }));
    const github = await connectToLies((_, response) => sayJson(response, comparison(many)));
    expect(await github.gitData.compare("a", "b")).toMatchObject({ isCut: true });
  });
});

describe("a tag", () => {
  it("bears the name of its ref, whatever its object says", async () => {
    const github = await connectToLies((path, response) => {
      if (path.includes("matching-refs")) {
        sayJson(response, [{ ref: "refs/tags/m-notes", object: { type: "tag", sha } }]);
      } else {
        const tagger = { name: "x", email: "x", date: "2026-01-01T00:00:00Z" };
        sayJson(response, { tag: "m#production#9", message: "", object: { sha, type: "commit" }, tagger });
      }
    });
    expect((await github.gitData.listTags("m")).map((tag) => tag.name)).toEqual(["m-notes"]);
  });
});

describe("an installation that its owner suspended", () => {
  it("does not keep the App from the others", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const apiUrl = await serveLies((path, response) => {
      if (path.startsWith("/app/installations/1/")) sayJson(response, { message: "suspended" }, 403);
      else if (path.startsWith("/app/installations/2/")) {
        sayJson(response, { token: "t", expires_at: "2999-01-01T00:00:00Z", permissions: {} }, 201);
      } else if (path.startsWith("/app/installations")) {
        sayJson(response, [
          { id: 1, suspended_at: "2026-01-01T00:00:00Z" },
          { id: 2, suspended_at: null },
        ]);
      } else sayJson(response, { repositories: [{ id: 7, full_name: "acme/flights" }] });
    });
    expect(await listInstallations({ apiUrl, appId: 5, privateKey })).toEqual([
      { installationId: 2, repositoryId: 7, repository: "acme/flights" },
    ]);
  });
});

describe("half a character, as a cut or an attacker leaves it", () => {
  it("does not reach GitHub, which refuses such a body for good", async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        bodies.push(body);
        sayJson(response, {}, 422);
      });
    });
    const { url: apiUrl, close } = await listen(server);
    onTestFinished(close);
    const { checks } = createGitHub({ apiUrl, repository: "acme/flights", auth: { token: "t0ken" } });
    const annotations = [
      { path: "a", startLine: 1, endLine: 1, level: "failure" as const, message: "\ud800 & \u{1F600}" },
    ];
    const content = { title: "x".repeat(249) + "\u{1F600}", summary: "\udc00", annotations };
    await expect(checks.create("ml/metrics", sha, content)).rejects.toMatchObject({
      code: "github.request-failed",
    });
    expect(bodies.join()).toContain("\u{1F600}");
    expect(bodies.join()).not.toMatch(/\\ud[89a-f]/i);
  });
});
