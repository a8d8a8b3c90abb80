import { describe, expect, it } from "vitest";
import { cloneDemo, startWorld, type World } from "./support.ts";

const versionTags = {
  name: "versions",
  target: "tag",
  enforcement: "active",
  conditions: { ref_name: { include: ["refs/tags/*@v*"], exclude: [] } },
  rules: [{ type: "update" }, { type: "deletion" }, { type: "non_fast_forward" }],
};

async function tagged(ruleset: object): Promise<World & { readonly first: string; readonly second: string }> {
  const world = await startWorld();
  const first = await world.put("main", "a.txt", "1");
  const second = await world.put("main", "a.txt", "2");
  const made = await world.call("ada", "POST /repos/acme/demo/rulesets", ruleset);
  expect(made.status).toBe(201);
  const ref = { ref: "refs/tags/flights@v1.0.0", sha: first };
  expect((await world.call("ada", "POST /repos/acme/demo/git/refs", ref)).status).toBe(201);
  return { ...world, first, second };
}

describe("a ruleset of tags", () => {
  const one = "/repos/acme/demo/git/refs/tags/flights@v1.0.0";

  it("holds version tags where they are, over the API", async () => {
    const { call, first, second } = await tagged(versionTags);
    const moved = await call("ada", `PATCH ${one}`, { sha: second, force: true });
    expect([moved.status, moved.body.message]).toEqual([
      422,
      expect.stringContaining("Cannot update this protected ref."),
    ]);
    const deleted = await call("ada", `DELETE ${one}`);
    expect([deleted.status, deleted.body.message]).toEqual([
      422,
      expect.stringContaining("Cannot delete this tag"),
    ]);
    const kept = await call("ada", "GET /repos/acme/demo/git/ref/tags/flights@v1.0.0");
    expect(kept.body.object.sha).toBe(first);
  });

  it("holds them over git, and lets other refs of the same push through", async () => {
    const { github, call, first } = await tagged(versionTags);
    const clone = await cloneDemo(github, github.adminToken);
    await clone.git("tag", "-f", "flights@v1.0.0", "HEAD");
    await clone.git("tag", "free", "HEAD");
    const push = clone.git("push", "-q", "--force", "origin", "flights@v1.0.0", "free");
    await expect(push).rejects.toThrow(
      /error: GH013: Repository rule violations found for refs\/tags\/flights@v1\.0\.0\.\s+remote: Review all repository rules at http:\S+\/acme\/demo\/rules\?ref=refs%2Ftags%2Fflights@v1\.0\.0\s+remote:\s+remote: - Cannot update this protected ref\./,
    );
    await expect(clone.git("push", "-q", "origin", ":flights@v1.0.0")).rejects.toThrow(
      /Cannot delete this tag/,
    );
    const kept = await call("ada", "GET /repos/acme/demo/git/ref/tags/flights@v1.0.0");
    expect(kept.body.object.sha).toBe(first);
    expect((await call("ada", "GET /repos/acme/demo/git/ref/tags/free")).status).toBe(200);
  });

  it("lets pass who may bypass it, and nobody when it is not active", async () => {
    const bypass_actors = [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }];
    const { call, second } = await tagged({ ...versionTags, bypass_actors });
    const change = { sha: second, force: true };
    expect((await call("wes", `PATCH ${one}`, change)).status).toBe(422);
    expect((await call("ada", `PATCH ${one}`, change)).status).toBe(200);
    const off = await tagged({ ...versionTags, enforcement: "disabled" });
    expect((await off.call("wes", `PATCH ${one}`, { sha: off.second, force: true })).status).toBe(200);
  });

  it("keeps new tags out by name, also those that a Release would make", async () => {
    const { call } = await startWorld();
    await call("ada", "POST /repos/acme/demo/rulesets", {
      ...versionTags,
      conditions: { ref_name: { include: ["~ALL"], exclude: ["refs/tags/free"] } },
      rules: [{ type: "tag_name_pattern", parameters: { operator: "contains", pattern: "@v" } }],
    });
    const release = (tag_name: string) => call("ada", "POST /repos/acme/demo/releases", { tag_name });
    expect((await release("v1")).status).toBe(422);
    expect((await release("flights@v1.0.0")).status).toBe(201);
    expect((await release("free")).status).toBe(201);
  });
});

describe("protection of a branch", () => {
  const rule = {
    required_status_checks: { strict: false, contexts: ["gate"] },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  };

  it("holds back pushes by git, by refs and by contents until the required check has passed", async () => {
    const { github, call } = await startWorld();
    const clone = await cloneDemo(github, github.adminToken);
    const head = await clone.commit("b.txt", "b");
    await clone.git("push", "-q", "origin", "HEAD:refs/heads/next");
    await call("ada", "PUT /repos/acme/demo/branches/main/protection", rule);
    await expect(clone.git("push", "-q", "origin", "HEAD:main")).rejects.toThrow(
      /Required status check "gate" is expected/,
    );
    const byRef = () => call("ada", "PATCH /repos/acme/demo/git/refs/heads/main", { sha: head });
    expect((await byRef()).status).toBe(422);
    const file = { message: "m", content: "eA==", branch: "main" };
    const byFile = await call("ada", "PUT /repos/acme/demo/contents/c.txt", file);
    expect([byFile.status, byFile.body.message]).toEqual([409, expect.stringContaining("gate")]);
    await call("ada", `POST /repos/acme/demo/statuses/${head}`, { state: "success", context: "gate" });
    await clone.git("push", "-q", "origin", "HEAD:main");
  });

  it("refuses forced pushes by git only where they are forced", async () => {
    const { github, call } = await startWorld();
    await call("ada", "PUT /repos/acme/demo/branches/main/protection", {
      ...rule,
      required_status_checks: null,
    });
    const clone = await cloneDemo(github, github.adminToken);
    await clone.commit("b.txt", "b");
    await clone.git("push", "-q", "--force", "origin", "HEAD:main");
    await clone.git("commit", "-q", "--amend", "-m", "other");
    await expect(clone.git("push", "-q", "--force", "origin", "HEAD:main")).rejects.toThrow(
      /Cannot force-push to this branch/,
    );
  });
});

describe("who may push to a branch", () => {
  const place = "/repos/acme/demo/branches/main/protection";
  const file = (branch = "main") => ({ message: "m", content: "eA==", branch });
  const open = { required_status_checks: null, enforce_admins: false, required_pull_request_reviews: null };

  async function restricted(restrictions: object) {
    const world = await startWorld();
    const set = await world.call("ada", `PUT ${place}`, { ...open, restrictions });
    return { ...world, set };
  }

  it("is those that the restrictions name, for pushes and for merges", async () => {
    const { call, set, branch, put } = await restricted({ users: ["ada"], teams: [], apps: ["pawl"] });
    expect(set.body.restrictions).toMatchObject({
      users: [{ login: "ada" }],
      teams: [],
      apps: [{ slug: "pawl" }],
    });
    const refused = await call("wes", "PUT /repos/acme/demo/contents/a.txt", file());
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining("not authorized")]);
    await branch("next");
    await put("next", "b.txt", "b");
    await call("wes", "POST /repos/acme/demo/pulls", { title: "b", head: "next", base: "main" });
    const merge = () => call("wes", "PUT /repos/acme/demo/pulls/1/merge", {});
    expect((await merge()).status).toBe(405);
    const users = await call("ada", `POST ${place}/restrictions/users`, { users: ["wes"] });
    expect(users.body.map(({ login }: { login: string }) => login)).toEqual(["ada", "wes"]);
    expect((await merge()).status).toBe(200);
    expect((await call("wes", "PUT /repos/acme/demo/contents/a.txt", file())).status).toBe(201);
  });

  it("is a team's members while they are of the team", async () => {
    const { call } = await restricted({ users: [], teams: [], apps: [] });
    await call("ada", "POST /orgs/acme/teams", { name: "Deployers" });
    await call("ada", "PUT /orgs/acme/teams/deployers/memberships/wes", {});
    await call("wes", "PATCH /user/memberships/orgs/acme", { state: "active" });
    const teams = await call("ada", `PUT ${place}/restrictions/teams`, { teams: ["deployers"] });
    expect(teams.body).toMatchObject([{ slug: "deployers" }]);
    expect((await call("wes", "PUT /repos/acme/demo/contents/a.txt", file())).status).toBe(201);
    await call("ada", `DELETE ${place}/restrictions/teams`, { teams: ["deployers"] });
    expect((await call("wes", "PUT /repos/acme/demo/contents/b.txt", file())).status).toBe(409);
    expect((await call("ada", `GET ${place}/restrictions/teams`)).body).toEqual([]);
    expect((await call("ada", `DELETE ${place}/restrictions`)).status).toBe(204);
    expect((await call("ada", `GET ${place}/restrictions`)).status).toBe(404);
    expect((await call("wes", "PUT /repos/acme/demo/contents/b.txt", file())).status).toBe(201);
  });

  it("cannot be somebody unknown, nor be set outside organisations", async () => {
    const { call, set } = await restricted({ users: ["nobody"], teams: [] });
    expect(set.status).toBe(422);
    await call("ada", `PUT ${place}`, { ...open, restrictions: { users: [], teams: [] } });
    expect((await call("ada", `PUT ${place}/restrictions/apps`, { apps: ["x"] })).status).toBe(422);
    await call("ada", "POST /user/repos", { name: "own", auto_init: true });
    const own = "/repos/ada/own/branches/main/protection";
    const refused = await call("ada", `PUT ${own}`, { ...open, restrictions: { users: ["ada"], teams: [] } });
    expect(refused.status).toBe(422);
  });
});

describe("required signatures", () => {
  const place = "/repos/acme/demo/branches/main/protection";

  it("keep out what GitHub did not sign itself, and let merges through", async () => {
    const { github, call, branch, put } = await startWorld();
    await call("ada", `PUT ${place}`, {
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    });
    expect((await call("ada", `GET ${place}/required_signatures`)).body.enabled).toBe(false);
    expect((await call("ada", `POST ${place}/required_signatures`)).body.enabled).toBe(true);
    expect((await call("ada", `GET ${place}`)).body.required_signatures.enabled).toBe(true);
    const clone = await cloneDemo(github, github.adminToken);
    const head = await clone.commit("b.txt", "b");
    await expect(clone.git("push", "-q", "origin", "HEAD:main")).rejects.toThrow(
      /Commits must have verified signatures/,
    );
    await clone.git("push", "-q", "origin", "HEAD:refs/heads/other");
    const byRef = await call("ada", "PATCH /repos/acme/demo/git/refs/heads/main", { sha: head });
    expect(byRef.status).toBe(422);
    await branch("next");
    await put("next", "c.txt", "c");
    await call("ada", "POST /repos/acme/demo/pulls", { title: "c", head: "next", base: "main" });
    const merged = await call("ada", "PUT /repos/acme/demo/pulls/1/merge", { merge_method: "squash" });
    expect(merged.status).toBe(200);
    expect((await call("ada", `DELETE ${place}/required_signatures`)).status).toBe(204);
    await clone.git("pull", "-q", "--rebase", "origin", "main");
    await clone.git("push", "-q", "origin", "HEAD:main");
  });
});

describe("an immutable Release", () => {
  it("keeps its files and its tag, and burns the tag when it is deleted", async () => {
    const { call } = await startWorld();
    expect((await call("ada", "GET /repos/acme/demo/immutable-releases")).status).toBe(404);
    expect((await call("ada", "PUT /repos/acme/demo/immutable-releases")).status).toBe(204);
    expect((await call("ada", "GET /repos/acme/demo/immutable-releases")).body.enabled).toBe(true);
    const draft = await call("ada", "POST /repos/acme/demo/releases", { tag_name: "v1", draft: true });
    const base = `/repos/acme/demo/releases/${draft.body.id}`;
    const upload = (name: string) =>
      call("ada", `POST ${base}/assets?name=${name}`, "bytes", { "content-type": "text/plain" });
    const asset = await upload("a.txt");
    expect(asset.status).toBe(201);
    const published = await call("ada", `PATCH ${base}`, { draft: false });
    expect(published.body.immutable).toBe(true);
    expect((await upload("b.txt")).status).toBe(422);
    const place = `/repos/acme/demo/releases/assets/${asset.body.id}`;
    expect((await call("ada", `DELETE ${place}`)).status).toBe(422);
    expect((await call("ada", `PATCH ${place}`, { name: "c.txt" })).status).toBe(422);
    expect((await call("ada", "DELETE /repos/acme/demo/git/refs/tags/v1")).status).toBe(422);
    expect((await call("ada", `PATCH ${base}`, { tag_name: "v2" })).status).toBe(422);
    expect((await call("ada", `PATCH ${base}`, { body: "notes may change" })).status).toBe(200);
    expect((await call("ada", `DELETE ${base}`)).status).toBe(204);
    const again = await call("ada", "POST /repos/acme/demo/releases", { tag_name: "v1" });
    expect([again.status, again.body.errors[0].message]).toEqual([
      422,
      "tag_name was used by an immutable release",
    ]);
  });
});
