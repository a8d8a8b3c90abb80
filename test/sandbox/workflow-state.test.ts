import { describe, expect, it } from "vitest";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { callApi, startGitHub } from "./support.ts";

const workflow = `
on: [push, workflow_dispatch]
jobs:
  a: { runs-on: ubuntu-latest, steps: [{ run: echo ran }] }
`;

describe("a workflow that is switched off", () => {
  it("starts by no event and no dispatch until it is switched on again", async () => {
    const actions = startActions({ workRoot: temporaryDirectory() });
    const github = await startGitHub({
      users: [{ login: "ada" }, { login: "rob" }],
      modules: [actions.module],
    });
    const call = (route: string, body?: unknown, who = "ada") =>
      callApi({ url: github.url, token: github.tokenOf(who) }, route.replace(" R", " /repos/ada/demo"), body);
    const write = (path: string, text: string) =>
      call(`PUT R/contents/${path}`, { message: path, content: Buffer.from(text).toString("base64") });
    const runs = async () => {
      await actions.runner.idle();
      return (await call("GET R/actions/runs")).body.total_count;
    };
    await call("POST /user/repos", { name: "demo", auto_init: true });
    await write(".github/workflows/w.yml", workflow);
    expect(await runs()).toBe(1);
    const one = "R/actions/workflows/w.yml";
    expect((await call(`PUT ${one}/disable`, undefined, "rob")).status).toBe(403);
    expect((await call(`PUT ${one}/disable`)).status).toBe(204);
    expect((await call(`GET ${one}`)).body.state).toBe("disabled_manually");
    await write("a.txt", "a");
    const refused = await call(`POST ${one}/dispatches`, { ref: "main" });
    expect([refused.status, refused.body.message]).toEqual([
      422,
      "Cannot trigger a 'workflow_dispatch' on a disabled workflow",
    ]);
    expect(await runs()).toBe(1);
    expect((await call(`PUT ${one}/enable`)).status).toBe(204);
    expect((await call(`POST ${one}/dispatches`, { ref: "main" })).status).toBe(204);
    expect(await runs()).toBe(2);
    expect((await call("PUT R/actions/workflows/none.yml/enable")).status).toBe(404);
  });
});
