import { createSign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { startWorld, type World } from "./support.ts";

const membership = "/orgs/acme/teams/leads/memberships";

async function startTeam(): Promise<World> {
  const world = await startWorld();
  await world.call("ada", "POST /orgs/acme/teams", { name: "Leads", privacy: "closed" });
  return world;
}

/** A token of the App's installation on acme with some of its permissions. */
async function appToken({ github, call }: World, permissions: object): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iat: seconds - 5, exp: seconds + 300, iss: String(github.app.id) };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const jwt = `${text}.${createSign("RSA-SHA256").update(text).sign(github.app.privateKey, "base64url")}`;
  const found = await call(jwt, "GET /orgs/acme/installation");
  const made = await call(jwt, `POST /app/installations/${found.body.id}/access_tokens`, { permissions });
  return made.body.token;
}

describe("membership of a team", () => {
  it("is pending until the invitation to the organisation is accepted, then active, then gone", async () => {
    const { call } = await startTeam();
    const state = async () => {
      const answer = await call("ada", `GET ${membership}/wes`);
      return answer.status === 200 ? answer.body.state : answer.status;
    };
    const role = async () =>
      (await call("ada", "GET /repos/acme/demo/collaborators/rob/permission")).body.role_name;
    await call("ada", "PUT /orgs/acme/teams/leads/repos/acme/demo", { permission: "maintain" });
    expect(await state()).toBe(404);
    expect((await call("ada", `PUT ${membership}/wes`, {})).body).toMatchObject({
      role: "member",
      state: "pending",
    });
    expect(await state()).toBe("pending");
    expect((await call("ada", "GET /orgs/acme/teams/leads/members")).body).toEqual([]);
    await call("wes", "PATCH /user/memberships/orgs/acme", { state: "active" });
    expect(await state()).toBe("active");
    await call("ada", `PUT ${membership}/wes`, { role: "maintainer" });

    // wes is maintainer of the team: he may add members of the organisation, and invite others.
    expect((await call("wes", `PUT ${membership}/rob`, {})).body.state).toBe("pending");
    expect(await role()).toBe("read");
    await call("rob", "PATCH /user/memberships/orgs/acme", { state: "active" });
    expect(await role()).toBe("maintain");

    await call("ada", "DELETE /orgs/acme/members/wes");
    expect(await state()).toBe(404);
    const left = (await call("ada", "GET /orgs/acme/teams/leads/members")).body;
    expect(left.map((user: { login: string }) => user.login)).toEqual(["rob"]);
    await call("ada", `DELETE ${membership}/rob`);
    expect(await role()).toBe("read");
    expect((await call("ada", `DELETE ${membership}/rob`)).status).toBe(404);
  });

  it("is told to members and to an App with `members`, not to others or to the token of a job", async () => {
    const world = await startTeam();
    const { github, call } = world;
    const { context } = github;
    const repository = context.findRepository("acme", "demo");
    const permissions = { contents: "write", issues: "write" } as const;
    const job = repository ? context.issueJobToken({ repository, permissions, runId: 1 }) : "";
    const status = async (who: string) => (await call(who, `GET ${membership}/ada`)).status;
    await call("ada", `PUT ${membership}/ada`, {});
    expect(await status("ada")).toBe(200);
    expect([await status("rob"), await status(job), await status("")]).toEqual([404, 404, 404]);
    expect(await status(await appToken(world, { members: "read" }))).toBe(200);
    expect(await status(await appToken(world, { issues: "write" }))).toBe(404);
  });

  it("is given by owners and maintainers only, to users only", async () => {
    const { call } = await startTeam();
    const ask = async (who: string, route: string, body?: object) => {
      const answer = await call(who, route, body);
      return [answer.status, answer.body.message];
    };
    await call("ada", "PUT /orgs/acme/memberships/wes", { role: "member" });
    await call("wes", "PATCH /user/memberships/orgs/acme", { state: "active" });
    expect(await ask("wes", `PUT ${membership}/rob`, {})).toEqual([
      403,
      "You must be an organization owner or team maintainer to add a team membership.",
    ]);
    expect(await ask("ada", `PUT ${membership}/nobody`, {})).toEqual([404, "Not Found"]);
    expect((await ask("ada", `PUT ${membership}/acme`, {}))[0]).toBe(422);
    expect(await ask("rob", "GET /orgs/acme/memberships/ada")).toEqual([
      403,
      "You must be a member of acme to see membership information for ada.",
    ]);
    expect((await ask("ada", "DELETE /orgs/acme/members/ada"))[0]).toBe(403);
    expect((await ask("rob", "PATCH /user/memberships/orgs/acme", { state: "active" }))[0]).toBe(404);
  });
});

describe("a team", () => {
  it("is renamed with its slug, and no two have one name", async () => {
    const { call } = await startTeam();
    await call("ada", `PUT ${membership}/ada`, {});
    const renamed = await call("ada", "PATCH /orgs/acme/teams/leads", { name: "ML Leads", description: "d" });
    expect(renamed.body).toMatchObject({
      slug: "ml-leads",
      description: "d",
      members_count: 1,
      privacy: "closed",
    });
    expect((await call("ada", `GET ${membership}/ada`)).status).toBe(404);
    expect((await call("ada", "GET /orgs/acme/teams/ML-Leads/memberships/ada")).body.state).toBe("active");
    const twin = await call("ada", "POST /orgs/acme/teams", { name: "ml leads" });
    expect([twin.status, twin.body.errors[0].message]).toEqual([422, "Name must be unique for this org"]);
    expect((await call("ada", "POST /orgs/acme/teams", { name: "///" })).status).toBe(422);
  });
});
