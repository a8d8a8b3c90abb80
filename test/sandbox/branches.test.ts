import { describe, expect, it } from "vitest";
import { startWorld, type World } from "./support.ts";

const rules = {
  required_status_checks: { strict: true, contexts: ["ml/metrics"] },
  enforce_admins: false,
  required_pull_request_reviews: null,
  restrictions: null,
};

async function pull({ call, branch, put }: World): Promise<void> {
  await branch("work");
  await put("work", "a.txt", "a");
  await call("ada", "POST /repos/acme/demo/pulls", { title: "work", head: "work", base: "main" });
}

describe("a renamed branch", () => {
  it("takes protection, default branch and bases of pull requests with it", async () => {
    const world = await startWorld();
    const { call } = world;
    await pull(world);
    await call("ada", "PUT /repos/acme/demo/branches/main/protection", rules);
    expect(
      (await call("wes", "POST /repos/acme/demo/branches/main/rename", { new_name: "trunk" })).status,
    ).toBe(403);
    const renamed = await call("ada", "POST /repos/acme/demo/branches/main/rename", { new_name: "trunk" });
    expect([renamed.status, renamed.body.name, renamed.body.protected]).toEqual([201, "trunk", true]);
    expect((await call("ada", "GET /repos/acme/demo")).body.default_branch).toBe("trunk");
    expect((await call("ada", "GET /repos/acme/demo/branches/main")).status).toBe(404);
    expect((await call("ada", "GET /repos/acme/demo/pulls/1")).body).toMatchObject({
      state: "open",
      base: { ref: "trunk" },
    });
  });

  it("closes pull requests whose head it is; the new name must be free and a name", async () => {
    const world = await startWorld();
    const { call } = world;
    await pull(world);
    const ask = async (name: string) =>
      (await call("ada", "POST /repos/acme/demo/branches/work/rename", { new_name: name })).status;
    expect([await ask("main"), await ask("a b"), await ask("other"), await ask("gone")]).toEqual([
      422, 422, 201, 404,
    ]);
    expect((await call("ada", "GET /repos/acme/demo/pulls/1")).body.state).toBe("closed");
  });
});

describe("POST /merges", () => {
  it("merges, does nothing twice, and tells conflicts and missing branches", async () => {
    const { call, branch, put } = await startWorld();
    await branch("work");
    await put("work", "a.txt", "a");
    const merge = (head: string, base = "main") =>
      call("ada", "POST /repos/acme/demo/merges", { base, head });
    const made = await merge("work");
    expect([made.status, made.body.parents.length, made.body.commit.message]).toEqual([
      201,
      2,
      "Merge work into main",
    ]);
    expect((await merge("work")).status).toBe(204);
    await put("main", "a.txt", "ours");
    await put("work", "a.txt", "theirs");
    const answers = [await merge("work"), await merge("gone"), await merge("work", "gone")];
    expect(answers.map(({ status, body }) => [status, body.message])).toEqual([
      [409, "Merge conflict"],
      [404, "Head does not exist"],
      [404, "Base does not exist"],
    ]);
  });
});

describe("parts of a branch's protection", () => {
  it("are read, changed and taken away one by one", async () => {
    const { call } = await startWorld();
    const place = "/repos/acme/demo/branches/main/protection";
    await call("ada", `PUT ${place}`, rules);
    const checks = `${place}/required_status_checks`;
    expect((await call("ada", `POST ${checks}/contexts`, { contexts: ["lint"] })).body).toEqual([
      "ml/metrics",
      "lint",
    ]);
    expect((await call("ada", `DELETE ${checks}/contexts`, { contexts: ["ml/metrics"] })).body).toEqual([
      "lint",
    ]);
    expect((await call("ada", `PATCH ${checks}`, { strict: false })).body).toMatchObject({
      strict: false,
      contexts: ["lint"],
    });
    expect((await call("ada", `PUT ${checks}/contexts`, { contexts: ["a"] })).body).toEqual(["a"]);
    expect((await call("ada", `GET ${checks}/contexts`)).body).toEqual(["a"]);
    expect((await call("ada", `DELETE ${checks}`)).status).toBe(204);
    expect((await call("ada", `GET ${checks}/contexts`)).body.message).toBe(
      "Required status checks not enabled",
    );
    const reviews = `${place}/required_pull_request_reviews`;
    expect((await call("ada", `GET ${reviews}`)).status).toBe(404);
    const changed = await call("ada", `PATCH ${reviews}`, {
      required_approving_review_count: 2,
      dismiss_stale_reviews: true,
    });
    expect(changed.body).toMatchObject({ required_approving_review_count: 2, dismiss_stale_reviews: true });
    expect((await call("ada", `GET ${reviews}`)).body.required_approving_review_count).toBe(2);
    expect((await call("ada", `DELETE ${reviews}`)).status).toBe(204);
    expect((await call("wes", `GET ${reviews}`)).status).toBe(403);
    await call("ada", `DELETE ${place}`);
    expect((await call("ada", `GET ${checks}/contexts`)).body.message).toBe("Branch not protected");
  });
});
