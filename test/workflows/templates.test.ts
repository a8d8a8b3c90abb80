import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { checkWorkflowSyntax } from "../../sandbox/runner/workflow-syntax.ts";

const templates = readdirSync("workflows-templates").filter((name) => name.endsWith(".yml"));

const workflowSchema = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      if: z.string().optional(),
      "timeout-minutes": z.number(),
      permissions: z.record(z.string(), z.string()),
      concurrency: z.looseObject({ group: z.string() }),
      steps: z.array(
        z.looseObject({
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

function read(name: string): { text: string; workflow: z.infer<typeof workflowSchema> } {
  const text = readFileSync(`workflows-templates/${name}`, "utf8");
  return { text, workflow: workflowSchema.parse(parse(text)) };
}

describe.each(templates)("the template %s", (name) => {
  it("is valid by GitHub's own parser", async () => {
    const text = read(name).text.replace("$default-branch", "main");
    expect(await checkWorkflowSyntax(name, text)).toEqual([]);
  });

  it("gives no job more than it names, and each job a limit and a queue", () => {
    const { workflow } = read(name);
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(360);
  });

  it("never runs a fork's code with the base's rights", () => {
    const { workflow, text } = read(name);
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(text).not.toContain("secrets.");
  });

  it("checks out the default branch alone where it runs with the rights of the base on what a pull request left", () => {
    const { workflow } = read(name);
    if (!Object.keys(workflow.on).includes("workflow_run")) return;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@") === true);
    expect(checkouts.length).toBeGreaterThan(0);
    for (const { with: inputs } of checkouts) {
      expect(inputs?.["ref"]).toBe("${{ github.event.repository.default_branch }}");
      expect(inputs?.["repository"]).toBeUndefined();
    }
    // What came from elsewhere is read by Pawl with its limits, and by nothing else.
    expect(steps.filter((step) => /download-artifact|cache/.test(step.uses ?? ""))).toEqual([]);
    const { permissions } = workflow.jobs["evaluate"] ?? {};
    expect(Object.values(permissions ?? {})).toEqual(["read", "read", "read", "read"]);
  });

  it("pins other people's actions by full commit and keeps no credentials in the work tree", () => {
    const steps = Object.values(read(name).workflow.jobs).flatMap((job) => job.steps);
    for (const step of steps) {
      expect(step.run).toBeUndefined();
      expect(step.uses).toMatch(/^(pawl-ml\/pawl(\/actions\/[a-z]+)?@v1|[\w-]+\/[\w-]+@[0-9a-f]{40})$/);
      if (step.uses?.startsWith("actions/checkout@") === true)
        expect(step.with?.["persist-credentials"]).toBe(false);
    }
  });

  it("lets a job that may not write hand its records to the bot, and gives none the right to push for them", () => {
    const { workflow } = read(name);
    const readers = Object.entries(workflow.jobs).filter(
      ([key, { permissions }]) => permissions["contents"] === "read" && key !== "run",
    );
    for (const key of ["deploy", "monitor", "feature", "train"]) {
      if (Object.hasOwn(workflow.jobs, key)) expect(readers.map(([reader]) => reader)).toContain(key);
    }
    const bot = workflow.jobs["bot"];
    // With the App there is no job of the bot: it hears of the end of the run.
    if (bot === undefined) return;
    expect([bot["needs"]].flat()).toEqual(expect.arrayContaining(readers.map(([key]) => key)));
  });

  it("has its bot look through everything on each schedule: an event whose job was killed comes back by nothing else", () => {
    const { workflow } = read(name);
    const bot = workflow.jobs["bot"];
    // The bot of pawl-evaluate.yml is beside that of pawl.yml.
    if (bot === undefined || name === "pawl-evaluate.yml") return;
    expect(Object.keys(workflow.on)).toContain("schedule");
    expect(bot.if).toMatch(/^always\(\) &&/);
    expect(bot.if).not.toContain("schedule");
  });

  it("uses only actions that exist", () => {
    const steps = Object.values(read(name).workflow.jobs).flatMap((job) => job.steps);
    for (const { uses } of steps) {
      const match = /^pawl-ml\/pawl(?:\/(.+))?@v1$/.exec(uses ?? "");
      if (match !== null) expect(existsSync(`${match[1] ?? "."}/action.yml`)).toBe(true);
    }
  });

  it("bears the properties that GitHub's template chooser reads", () => {
    const file = `workflows-templates/${name.replace(".yml", ".properties.json")}`;
    expect(
      z
        .looseObject({ name: z.string(), description: z.string() })
        .safeParse(JSON.parse(readFileSync(file, "utf8"))).success,
    ).toBe(true);
  });
});
