import { describe, expect, it } from "vitest";
import { cloneDemo, startWorld, type World } from "./support.ts";

const base = "/orgs/acme/rulesets";
const branches = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };

function ruleset(conditions: object, rules: readonly object[] = [{ type: "deletion" }], extra: object = {}) {
  return {
    name: "everywhere",
    target: "branch",
    enforcement: "active",
    conditions: { ...branches, ...conditions },
    rules,
    ...extra,
  };
}

const all = { repository_name: { include: ["~ALL"], exclude: ["free-*"] } };
const reviewed = {
  type: "pull_request",
  parameters: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 1,
    required_review_thread_resolution: false,
  },
};

async function writeFile({ call }: World, repository: string, who = "ada"): Promise<number> {
  const file = { message: "m", content: "eA==", branch: "main" };
  return (await call(who, `PUT /repos/acme/${repository}/contents/${who}.txt`, file)).status;
}

describe("a ruleset of an organisation", () => {
  it("is listed, read, changed and deleted by its admins", async () => {
    const { call } = await startWorld();
    const made = await call("ada", `POST ${base}`, ruleset(all));
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ source_type: "Organization", source: "acme", name: "everywhere" }),
    ]);
    const one = `${base}/${made.body.id}`;
    expect((await call("ada", `GET ${base}`)).body.map(({ id }: { id: number }) => id)).toEqual([
      made.body.id,
    ]);
    expect((await call("ada", `GET ${one}`)).body.conditions.repository_name.exclude).toEqual(["free-*"]);
    const changed = await call("ada", `PUT ${one}`, { name: "renamed", enforcement: "disabled" });
    expect(changed.body).toMatchObject({
      name: "renamed",
      enforcement: "disabled",
      rules: [{ type: "deletion" }],
    });
    expect((await call("ada", `DELETE ${one}`)).status).toBe(204);
    expect((await call("ada", `GET ${one}`)).status).toBe(404);
    expect((await call("ada", `GET ${base}/x`)).status).toBe(404);
  });

  it("is nobody else's, and must say for which repositories it is", async () => {
    const { call } = await startWorld();
    for (const who of ["wes", "rob"]) {
      expect((await call(who, `GET ${base}`)).status).toBe(403);
      expect((await call(who, `POST ${base}`, ruleset(all))).status).toBe(403);
    }
    expect((await call("ada", "GET /orgs/nobody/rulesets")).status).toBe(404);
    expect((await call("ada", `POST ${base}`, ruleset({}))).status).toBe(422);
    const property = { repository_property: { include: [], exclude: [] } };
    expect((await call("ada", `POST ${base}`, ruleset(property))).status).toBe(422);
  });

  it("holds for pushes and merges in the repositories that it names", async () => {
    const world = await startWorld();
    const { call, branch, put, github } = world;
    await call("ada", "POST /orgs/acme/repos", { name: "free-one", auto_init: true });
    await branch("next");
    await put("next", "b.txt", "b");
    await call("ada", "POST /repos/acme/demo/pulls", { title: "b", head: "next", base: "main" });
    await call("ada", `POST ${base}`, ruleset(all, [reviewed]));
    expect([await writeFile(world, "demo"), await writeFile(world, "free-one")]).toEqual([409, 201]);
    const clone = await cloneDemo(github, github.adminToken);
    await clone.commit("c.txt", "c");
    await expect(clone.git("push", "-q", "origin", "HEAD:main")).rejects.toThrow(/GH013/);
    const merge = () => call("ada", "PUT /repos/acme/demo/pulls/1/merge", {});
    const refused = await merge();
    expect([refused.status, refused.body.message]).toEqual([
      405,
      expect.stringContaining("approving review"),
    ]);
    await call("wes", "POST /repos/acme/demo/pulls/1/reviews", { event: "APPROVE" });
    expect((await merge()).status).toBe(200);
  });

  it("is shown among the rulesets and rules of such a repository, and cannot be changed there", async () => {
    const { call } = await startWorld();
    const { body: repository } = await call("ada", "GET /repos/acme/demo");
    const byId = { repository_id: { repository_ids: [repository.id] } };
    const { body } = await call("ada", `POST ${base}`, ruleset(byId));
    const own = "/repos/acme/demo/rulesets";
    expect((await call("rob", `GET ${own}`)).body).toMatchObject([
      { id: body.id, source_type: "Organization" },
    ]);
    expect((await call("rob", `GET ${own}?includes_parents=false`)).body).toEqual([]);
    expect((await call("rob", `GET ${own}/${body.id}`)).body.source).toBe("acme");
    expect((await call("rob", "GET /repos/acme/demo/rules/branches/main")).body).toMatchObject([
      { type: "deletion", ruleset_source_type: "Organization", ruleset_source: "acme", ruleset_id: body.id },
    ]);
    expect((await call("ada", `PUT ${own}/${body.id}`, { enforcement: "disabled" })).status).toBe(404);
    expect((await call("ada", `DELETE ${own}/${body.id}`)).status).toBe(404);
  });

  it("lets pass its teams and the admins of the organisation, not those of the repository", async () => {
    const world = await startWorld();
    const { call } = world;
    await call("ada", "PUT /repos/acme/demo/collaborators/rob", { permission: "admin" });
    const { body: team } = await call("ada", "POST /orgs/acme/teams", { name: "Deployers" });
    await call("ada", "PUT /orgs/acme/teams/deployers/memberships/wes", {});
    await call("wes", "PATCH /user/memberships/orgs/acme", { state: "active" });
    const bypass_actors = [
      { actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" },
      { actor_id: team.id, actor_type: "Team", bypass_mode: "always" },
    ];
    await call("ada", `POST ${base}`, ruleset(all, [{ type: "update" }], { bypass_actors }));
    expect([
      await writeFile(world, "demo", "ada"),
      await writeFile(world, "demo", "wes"),
      await writeFile(world, "demo", "rob"),
    ]).toEqual([201, 201, 409]);
  });
});
