import { describe, expect, it } from "vitest";
import { decisionsOfPromotions } from "../../../src/app/ledger/decisions-of-promotions.ts";
import { recordPromotions } from "../../../src/app/ledger/record-promotions.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { promote, rollback } from "../../../src/app/promote.ts";
import { listPromotions } from "../../../src/app/promotion/resume.ts";
import type { Promotion } from "../../../src/registry/promotion-document.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { openWriter } from "../../support/ledger/ledger-world.ts";
import { createRegistryWorld, makeManifest } from "../../support/registry/registry-world.ts";

const policy = { environments: { staging: { promote: "manual" as const, approvals: 0, approvers: [] } } };
const requester = { login: "mia", role: "maintain" } as const;
const asked = { model: "m", policy, environment: "staging", requester };

async function promoted() {
  const world = await createRegistryWorld(["v1.0.0", "v1.1.0"]);
  for (const version of ["v1.0.0", "v1.1.0"]) {
    const target = { kind: "version", version } as const;
    await promote({ ...asked, target, source: "label" }, world.ports);
  }
  await rollback({ ...asked, requestId: "issuecomment-17", reason: "too slow" }, world.ports);
  return world;
}

async function readRecords(world: Awaited<ReturnType<typeof promoted>>): Promise<readonly LedgerRecord[]> {
  return (await openWriter(world.github).ledger.read()).entries.map(({ record }) => record);
}

const silent = { warning: () => undefined };

describe("the decisions of promotions", () => {
  it("are written with who asked, what was before, digest and tag; a second time nothing", async () => {
    const world = await promoted();
    const { ledger } = openWriter(world.github);
    await recordPromotions({ github: world.github, ledger, log: silent });
    const records = await readRecords(world);
    expect(records.map(({ key }) => key).toSorted()).toEqual([
      "promote/m#staging#1",
      "promote/m#staging#2",
      "rollback/m#staging#3",
    ]);
    expect(records.find(({ key }) => key === "promote/m#staging#2")).toMatchObject({
      action: "promote",
      outcome: "done",
      source: "label",
      actor: { login: "mia", type: "User" },
      model: "m",
      version: "v1.1.0",
      previousVersion: "v1.0.0",
      environment: "staging",
      modelDigest: `sha256:${makeManifest("v1.1.0").artifact.sha256}`,
      tag: "m#staging#2",
    });
    expect(records.find(({ key }) => key === "rollback/m#staging#3")).toMatchObject({
      action: "rollback",
      source: "command",
      request: "issuecomment-17",
      version: "v1.0.0",
      previousVersion: "v1.1.0",
    });
    await recordPromotions({ github: world.github, ledger: openWriter(world.github).ledger, log: silent });
    expect(await readRecords(world)).toEqual(records);
  });

  it("that could not be written are a warning, and are written by the next call", async () => {
    const world = await promoted();
    const barred = {
      ...world.github,
      commits: {
        ...world.github.commits,
        create: () => world.github.commits.create({ message: "x", parent: "none", files: {} }),
      },
    };
    const warnings: string[] = [];
    const log = { warning: (message: string) => void warnings.push(message) };
    await recordPromotions({ github: world.github, ledger: openWriter(barred).ledger, log });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("promote/m#staging#1");
    expect(await readRecords(world)).toEqual([]);
    await recordPromotions({ github: world.github, ledger: openWriter(world.github).ledger, log });
    expect(await readRecords(world)).toHaveLength(3);
    expect(warnings).toHaveLength(1);
  });

  it("name rejection, lapse, approvals that counted and gates, whatever the texts hold", async () => {
    const { promotions } = await listPromotions((await promoted()).github);
    const [one] = promotions;
    if (one === undefined) throw new Error("no promotion was kept");
    const at = "2026-01-03T00:00:00Z";
    const approval = { login: "ada", id: 7, comment: 21, at, evidence: "e".repeat(64) };
    const title = `\u0000<b>${"x".repeat(1990)}`;
    const base: Promotion = {
      ...one,
      request: { ...one.request, key: `odd key ${"é".repeat(900)}` },
      approvals: [approval, { ...approval, login: "eve", comment: 22 }],
      approvedBy: ["ada"],
      evidence: {
        ...one.evidence,
        gates: [
          { pull: 3, conclusion: "success", title },
          { pull: 4, conclusion: "neutral", title },
        ],
        overrides: [{ pull: 3, model: "m", gate: "auc", by: "ada", reason: "known" }],
      },
    };
    const rejection = { login: "bob[bot]", comment: 33, reason: "no", at };
    const outcome = { reason: "no", tag: null, at };
    const decisions = decisionsOfPromotions([
      { ...base, state: "rejected", rejection, outcome },
      { ...base, state: "expired", outcome },
      { ...base, state: "waiting", outcome: null },
    ]);
    for (const decision of decisions) renderRecord(decision);
    expect(decisions).toMatchObject([
      {
        key: `reject/${one.id}/33`,
        action: "reject",
        outcome: "done",
        actor: { login: "bob[bot]", type: "Bot" },
        approvals: [{ id: 21, actor: { login: "ada", id: 7 } }],
        gates: [{ status: "pass" }, { status: "warn" }, { status: "warn", reasonCode: "overridden" }],
      },
      { key: `lapse/${one.id}/2026-01-03T00:00:00.000Z`, outcome: "refused", reasonCode: "expired" },
    ]);
    expect(decisionsOfPromotions([])).toEqual([]);
  });
});
