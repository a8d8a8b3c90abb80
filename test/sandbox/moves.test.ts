import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { cloneDemo, startWorld, type World } from "./support.ts";

const run = promisify(execFile);

async function rename({ call }: World, name: string): Promise<number> {
  const renamed = await call("ada", "PATCH /repos/acme/demo", { name });
  expect([renamed.status, renamed.body.full_name]).toEqual([200, `acme/${name}`]);
  return renamed.body.id;
}

describe("a renamed repository", () => {
  it("keeps its id and contents, and its old name leads to it: 301 for reading, 307 for writing", async () => {
    const world = await startWorld();
    const { github, call, put } = world;
    const before = await call("ada", "GET /repos/acme/demo");
    await put("main", "a.txt", "a");
    const seen: unknown[] = [];
    github.context.onEvent(({ event, action, payload }) => seen.push([event, action, payload["changes"]]));
    const id = await rename(world, "flights");
    expect(id).toBe(before.body.id);
    expect(seen).toEqual([["repository", "renamed", { repository: { name: { from: "demo" } } }]]);

    const token = github.adminToken;
    const ask = (method: string, path: string, body?: string) =>
      fetch(`${github.url}${path}`, {
        method,
        redirect: "manual",
        headers: { authorization: `token ${token}` },
        ...(body === undefined ? {} : { body }),
      });
    const read = await ask("GET", "/repos/Acme/Demo/commits?per_page=1");
    const url = `${github.url}/repositories/${id}/commits?per_page=1`;
    expect([read.status, read.headers.get("location"), await read.json()]).toEqual([
      301,
      url,
      {
        message: "Moved Permanently",
        url,
        documentation_url:
          "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
      },
    ]);
    const write = await ask("POST", "/repos/acme/demo/labels", "{}");
    expect([write.status, write.headers.get("location")]).toEqual([
      307,
      `${github.url}/repositories/${id}/labels`,
    ]);
  });

  it("is read and written by clients that follow redirects, and by its id", async () => {
    const world = await startWorld();
    const { github, call } = world;
    const id = await rename(world, "flights");
    expect((await call("ada", "GET /repos/acme/demo/contents/README.md")).body.name).toBe("README.md");
    expect((await call("ada", "POST /repos/acme/demo/labels", { name: "seen" })).status).toBe(201);
    expect((await call("rob", `GET /repositories/${id}/labels/seen`)).body.name).toBe("seen");
    expect((await call("rob", `POST /repositories/${id}/labels`, { name: "more" })).status).toBe(403);
    expect((await call("ada", "GET /repositories/999999/labels")).status).toBe(404);
    const { git, commit } = await cloneDemo(github, github.adminToken);
    await commit("b.txt", "b");
    await git("push", "-q", "origin", "main");
    expect((await call("ada", "GET /repos/acme/flights/contents/b.txt")).status).toBe(200);
    const page = await fetch(`${github.url}/acme/demo/commits/main`, { redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([301, "/acme/flights/commits/main"]);
  });

  it("tells who may not see it nothing", async () => {
    const world = await startWorld();
    const { github, call } = world;
    await call("ada", "PATCH /repos/acme/demo", { private: true });
    const id = await rename(world, "flights");
    for (const path of ["/repos/acme/demo", `/repositories/${id}`, "/repos/acme/demo/labels"])
      expect([(await call("rob", `GET ${path}`)).status, (await call("", `GET ${path}`)).status]).toEqual([
        404, 404,
      ]);
    expect((await fetch(`${github.url}/acme/demo`, { headers: { accept: "text/html" } })).status).toBe(404);
    const clone = run("git", ["-c", "credential.helper=", "ls-remote", `${github.gitUrl}/acme/demo.git`], {
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
    });
    await expect(clone).rejects.toThrow(/could not read Username/);
  });

  it("leaves its old name to a new repository, and may go back to it", async () => {
    const world = await startWorld();
    const { call } = world;
    const id = await rename(world, "flights");
    const twin = await call("ada", "POST /orgs/acme/repos", { name: "demo" });
    expect((await call("ada", "GET /repos/acme/demo")).body.id).toBe(twin.body.id);
    await call("ada", "DELETE /repos/acme/demo");
    expect((await call("ada", "GET /repos/acme/demo")).status).toBe(404);
    expect((await call("ada", "PATCH /repos/acme/flights", { name: "demo" })).body.id).toBe(id);
    expect((await call("ada", "GET /repos/acme/flights")).body.full_name).toBe("acme/demo");
    const bad = await call("ada", "PATCH /repos/acme/demo", { name: "a b" });
    expect([bad.status, bad.body.errors[0].message]).toEqual([422, "name is invalid"]);
  });
});

describe("a transferred repository", () => {
  it("goes to the other owner with its id; the answer has the old one; teams of the old owner lose it", async () => {
    const world = await startWorld();
    const { github, call } = world;
    await call("ada", "POST /orgs/acme/teams", { name: "leads" });
    await call("ada", "PUT /orgs/acme/teams/leads/repos/acme/demo", { permission: "push" });
    const before = await call("ada", "GET /repos/acme/demo");
    const seen: unknown[] = [];
    github.context.onEvent(({ event, action, payload }) => seen.push([event, action, payload["changes"]]));
    const moved = await call("ada", "POST /repos/acme/demo/transfer", {
      new_owner: "wes",
      new_name: "flights",
    });
    expect([moved.status, moved.body.full_name]).toEqual([202, "acme/demo"]);
    expect(seen).toMatchObject([
      ["repository", "transferred", { owner: { from: { organization: { login: "acme" } } } }],
    ]);
    const after = await call("wes", "GET /repos/acme/demo");
    expect([after.body.full_name, after.body.id, after.body.permissions.admin]).toEqual([
      "wes/flights",
      before.body.id,
      true,
    ]);
    expect((await call("ada", "GET /orgs/acme/teams/leads")).body.repos_count).toBe(0);

    const back = await call("wes", "POST /repos/wes/flights/transfer", { new_owner: "acme" });
    expect([back.status, back.body.message]).toEqual([
      403,
      "You don't have the permission to create repositories on this organization",
    ]);
  });

  it("needs an administrator, another owner, and a free name", async () => {
    const { call } = await startWorld();
    const ask = async (who: string, body: object) => {
      const answer = await call(who, "POST /repos/acme/demo/transfer", body);
      return [
        answer.status,
        answer.body.errors?.[0]?.message ?? answer.body.errors?.[0] ?? answer.body.message,
      ];
    };
    expect(await ask("wes", { new_owner: "wes" })).toEqual([403, "Must have admin rights to Repository."]);
    expect(await ask("ada", { new_owner: "acme" })).toEqual([
      422,
      "Repositories cannot be transferred to the original owner",
    ]);
    expect(await ask("ada", { new_owner: "nobody" })).toEqual([422, "Could not find the new owner"]);
    await call("wes", "POST /user/repos", { name: "demo" });
    expect(await ask("ada", { new_owner: "wes" })).toEqual([422, "name already exists on this account"]);
  });
});
