import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startActions, type Actions } from "../../sandbox/github/actions/start-actions.ts";
import { dispatchOnce, findDispatchedRun, titleOfRun } from "../../src/app/dispatch/dispatch-once.ts";
import { createClock, createGitHub } from "../../src/runtime/compose.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { callApi, startGitHub } from "./support.ts";

const templates = ["pawl.yml", "pawl-app.yml", "pawl-runners.yml"];
const path = ".github/workflows/pawl.yml";
const asked = {
  step: "train",
  pull: "12",
  sha: "a".repeat(40),
  base: "b".repeat(40),
  request: "12-comment-7-1",
};

/** Name, title, triggers and inputs of a template, with one job that does nothing. */
function headOf(template: string): string {
  const text = readFileSync(`workflows-templates/${template}`, "utf8").replace("$default-branch", "main");
  const [head = ""] = text.split(/^jobs:$/m, 1);
  return `${head}jobs:\n  a: { runs-on: ubuntu-latest, steps: [{ run: echo ran }] }\n`;
}

describe("runs of the workflow templates that were dispatched, on the sandbox", () => {
  const open = async (workflow: string) => {
    const name = "late";
    const actions: Actions = startActions({ workRoot: temporaryDirectory() });
    const github = await startGitHub({ users: [{ login: "ada" }], modules: [actions.module] });
    const token = github.tokenOf("ada");
    const call = (route: string, body?: unknown) =>
      callApi({ url: github.url, token }, route.replace(" R", ` /repos/ada/${name}`), body);
    const write = (file: string, text: string, branch = "main") =>
      call(`PUT R/contents/${file}`, {
        message: `${file} [skip ci]`,
        content: Buffer.from(text).toString("base64"),
        branch,
      });
    await call("POST /user/repos", { name, auto_init: true });
    await write(path, workflow);
    const ports = await createGitHub({ apiUrl: github.url, repository: `ada/${name}`, auth: { token } });
    return { call, actions, ports: { ...ports, clock: createClock() } };
  };

  it.each(templates)("%s: are found by the title that its run-name makes of the inputs", async (template) => {
    const { ports, actions } = await open(headOf(template));
    const dispatches = [
      { verb: "deploy", title: titleOfRun.deploy(77), inputs: { deployment: "77" } },
      { verb: "retrain", title: titleOfRun.retrain("late", 5), inputs: { model: "late", issue: "5" } },
      { verb: "retrain", title: titleOfRun.retrain("late", undefined), inputs: { model: "late" } },
      { verb: "run", title: titleOfRun.run(asked), inputs: { run: JSON.stringify(asked) } },
    ] as const;
    for (const [index, { verb, title, inputs }] of dispatches.entries()) {
      const started = await dispatchOnce(
        { verb, key: `${index}`, title, inputs: { verb, ...inputs } },
        ports,
      );
      const at = new Date().toISOString();
      const wanted = { title, branch: "main", before: 0, at };
      expect(await findDispatchedRun(wanted, ports)).toEqual(started);
      expect(await findDispatchedRun({ ...wanted, before: started?.id ?? 0 }, ports)).toBeUndefined();
      expect(await findDispatchedRun({ ...wanted, branch: "other" }, ports)).toBeUndefined();
      // The same request again, in a process that knows nothing of the first.
      expect(
        await dispatchOnce({ verb, key: `${index}`, title, inputs: { verb, ...inputs } }, ports),
      ).toEqual(started);
    }
    await actions.runner.idle();
    expect(await ports.workflows.listRuns({ event: "workflow_dispatch" })).toHaveLength(4);
  });

  it("are listed by event, branch and time of creation", async () => {
    const { call, ports, actions } = await open(headOf("pawl.yml"));
    const { body: ref } = await call("GET R/git/ref/heads/main");
    await call("POST R/git/refs", { ref: "refs/heads/other", sha: ref.object.sha });
    for (const branch of ["main", "other"])
      await ports.workflows.dispatch("pawl.yml", branch, { verb: "deploy", deployment: "1" });
    await actions.runner.idle();
    const list = (filter: Parameters<typeof ports.workflows.listRuns>[0]) => ports.workflows.listRuns(filter);
    const [, first] = await list({ event: "workflow_dispatch" });
    expect([first?.headBranch, first?.displayTitle, first?.path]).toEqual(["main", "deploy #1", path]);
    expect(await list({ event: "workflow_dispatch", branch: "main" })).toEqual([first]);
    expect(await list({ event: "push", branch: "main" })).toEqual([]);
    const atMs = Date.parse(first?.createdAt ?? "");
    const since = (offsetMs: number) => list({ createdSince: new Date(atMs + offsetMs).toISOString() });
    expect(await since(-60_000)).toHaveLength(2);
    expect(await since(0)).toContainEqual(first);
    expect(await since(3_600_000)).toEqual([]);
    await ports.workflows.rerun(first?.id ?? 0);
    expect([first?.attempt, (await ports.workflows.getRun(first?.id ?? 0))?.attempt]).toEqual([1, 2]);
    const total = async (created: string) =>
      (await call(`GET R/actions/runs?created=${encodeURIComponent(created)}`)).body.total_count;
    const day = new Date(atMs).toISOString().slice(0, 10);
    expect([await total(`<${day}`), await total(`2020-01-01..${day}`), await total(`2020-01-01..*`)]).toEqual(
      [0, 2, 2],
    );
  });

  it("of a file without the run-name are dispatched all the same, and not found", async () => {
    const workflow = headOf("pawl.yml").replace(/^run-name:.*$/m, "");
    const { ports, actions } = await open(workflow);
    const dispatch = {
      verb: "deploy",
      key: "77",
      title: titleOfRun.deploy(77),
      inputs: { verb: "deploy", deployment: "77" },
    } as const;
    const started = await dispatchOnce(dispatch, ports);
    await actions.runner.idle();
    expect((await ports.workflows.getRun(started?.id ?? 0))?.displayTitle).toBe("pawl");
    const wanted = { title: dispatch.title, branch: "main", before: 0, at: new Date().toISOString() };
    expect(await findDispatchedRun(wanted, ports)).toBeUndefined();
  });
});
