import { describe, expect, it } from "vitest";
import { measureRegistry } from "../../bench/bot/registry-cost.ts";
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
      readFiles: async (path: string, commits: readonly string[]) => {
        asked.push(...commits.map((commit) => `${commit}:${path}`));
        return own.readFiles(path, commits);
      },
    };
    await reconcileRegistry({ ...context, github: { ...context.github, gitData: counting } });
    const documents = asked.filter((file) => file.endsWith(":document.json"));
    expect(documents.length).toBeGreaterThan(0);
    expect(new Set(documents).size).toBe(documents.length);
  });

  it("asks GitHub as often for many versions and ended promotions as for few, as long as they fit on one page", async () => {
    const few = await measureRegistry(6);
    const many = await measureRegistry(20);
    expect(many.next.requests).toBe(few.next.requests);
    expect(many.next.requests).toBeLessThan(25);
    // The first time fifty tags, or documents, come with one request.
    const checks = "GET /repos/{owner}/{repo}/commits/{sha}/check-runs";
    const first = ({ first: { requests, routes } }: typeof few): number => requests - (routes[checks] ?? 0);
    expect(first(many)).toBe(first(few));
  }, 120_000);
});
