import { describe, expect, it } from "vitest";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { createBotWorld, policyText, registerVersion } from "../support/bot-world.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";

describe("the sweep of the registry", () => {
  it("reads each document of a promotion once", async () => {
    const { context, state } = createBotWorld();
    state.files.set("main:.github/pawl.yml", `${policyText.replace("manual", "automatic")}runs: {}\n`);
    await registerVersion(context, "v1.0.0", fakeSha(7));
    await reconcileRegistry(context);
    const asked: string[] = [];
    const { gitData: own } = context.github;
    const counting = {
      ...own,
      readFile: async (path: string, ref: string) => {
        asked.push(`${ref}:${path}`);
        return own.readFile(path, ref);
      },
    };
    await reconcileRegistry({ ...context, github: { ...context.github, gitData: counting } });
    const documents = asked.filter((file) => file.endsWith(":document.json"));
    expect(documents.length).toBeGreaterThan(0);
    expect(new Set(documents).size).toBe(documents.length);
  });
});
