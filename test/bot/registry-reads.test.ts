import { describe, expect, it } from "vitest";
import { measureRegistry } from "../../bench/bot/registry-cost.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { promotionPorts } from "../../bot/requests.ts";
import { promote } from "../../src/app/promote.ts";
import { listPromotions } from "../../src/app/promotion/resume.ts";
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

  it("judges all promotions that wait at one look, and decides by reading again", async () => {
    const { context, state } = createBotWorld();
    state.files.set("main:.github/pawl.yml", policyText.replace("promote: manual", "approvals: 1"));
    const commits = [7, 8, 9].map((at) => fakeSha(at));
    for (const [at, commit] of commits.entries()) await registerVersion(context, `v1.${at}.0`, commit);
    const rule = { environments: { staging: { promote: "manual", approvals: 1 } } } as const;
    for (const at of commits.keys()) {
      const result = await promote(
        {
          model: "delay",
          policy: rule,
          environment: "staging",
          target: { kind: "version", version: `v1.${at}.0` },
          requester: { login: "ada", role: "admin" },
          requestId: `ask ${at}`,
          source: "command",
        },
        promotionPorts(context),
      );
      expect(result.decision).toBe("waiting");
    }
    await reconcileRegistry(context);
    const asked: string[] = [];
    const { gitData, members } = context.github;
    const roleOf = async (login: string) => {
      asked.push(login);
      return members.roleOf(login);
    };
    const resolveRef = async (ref: string) => {
      asked.push(ref);
      return gitData.resolveRef(ref);
    };
    const github = {
      ...context.github,
      members: { ...members, roleOf },
      gitData: { ...gitData, resolveRef },
    };
    await reconcileRegistry({ ...context, github });
    expect(asked).toContain("refs/pawl/locks/staging");
    expect(new Set(asked).size).toBe(asked.length);
    const { promotions } = await listPromotions(context.github);
    expect(promotions.map((promotion) => promotion.state)).toEqual(["waiting", "waiting", "waiting"]);
    // Time passes between the look and the decision: what ends is read again first, by name.
    const late = { ...context.clock, now: () => new Date("2026-03-01T00:00:00Z") };
    await reconcileRegistry({ ...context, clock: late, github });
    const ended = (await listPromotions(context.github)).promotions;
    expect(ended.map((promotion) => promotion.state)).toEqual(["expired", "expired", "expired"]);
    for (const { id } of ended) expect(asked).toContain(`refs/pawl/promotions/${id}`);
  });

  it("takes no tag that is made meanwhile for one that nobody wrote, whenever it is made", async () => {
    // The tag is made before the first, the second, … list of refs or tags.
    for (let at = 0; at < 12; at += 1) {
      const { context, state } = createBotWorld();
      await registerVersion(context, "v1.0.0", fakeSha(7));
      let lists = 0;
      const between = async <T>(read: () => Promise<T>): Promise<T> => {
        if (lists === at) await registerVersion(context, "v1.1.0", fakeSha(8));
        lists += 1;
        return read();
      };
      const { gitData, commits } = context.github;
      const github = {
        ...context.github,
        gitData: { ...gitData, listTags: (prefix: string) => between(() => gitData.listTags(prefix)) },
        commits: { ...commits, listRefs: (prefix: string) => between(() => commits.listRefs(prefix)) },
      };
      await reconcileRegistry({ ...context, github });
      expect(state.issues.size, `before list ${at}`).toBe(0);
    }
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
