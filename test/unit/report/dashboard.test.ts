import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { findTicks, formatAction, renderBox } from "../../../src/report/dashboard-boxes.ts";
import {
  maxDashboardLength,
  offeredActions,
  parseDashboardMarker,
  renderDashboard,
  withMarker,
} from "../../../src/report/dashboard.ts";
import type { DashboardModel, DashboardView } from "../../../src/report/dashboard-view.ts";

const at = "2026-02-01T00:00:00Z";

function makeModel(index: number): DashboardModel {
  return {
    model: `model-${index}`,
    environments: ["staging", "production"].map((name) => ({
      name,
      version: "v1.0.0",
      since: at,
      tag: `model-${index}@v1.0.0`,
    })),
    newest: { version: "v1.1.0", registeredAt: at, tag: `model-${index}@v1.1.0` },
    candidates: [{ number: index, gate: "fail", verdict: "1 of 5 gates failed" }],
    drift: [{ number: index, environment: "production", kind: "data" }],
    retraining: null,
    runs: { lastTrain: { at, hasFailed: false, gpuHours: 1.8 }, gpuHours: index },
  };
}

function makeView(size: number, text = "x"): DashboardView {
  const list = Array.from({ length: size }, (_, index) => index + 1);
  return {
    repositoryId: 81,
    policySha: "a".repeat(40),
    url: "https://github.test/acme/flights",
    gpu: { hours: 166, isPartial: false, price: { amount: 332, currency: "EUR" } },
    models: list.map(makeModel),
    waiting: list.map((index) => ({
      plan: "p-abcdefghij-0123456789",
      model: `model-${index}`,
      version: "v1.1.0",
      environment: "production",
      requester: text,
      approvals: 1,
      pull: 3,
      expiresAt: at,
    })),
    locks: list.map((pull) => ({
      environment: "production",
      model: null,
      login: "li",
      pull,
      reason: text,
      at,
      expiresAt: at,
    })),
    problems: list.map((line) => ({ path: "dvc.yaml", line, message: text })),
  };
}

/** The longest names that the policy's grammar has, in as many environments as are shown and more. */
function makeLongModel(index: number): DashboardModel {
  const name = `${"m".repeat(50)}_${"n".repeat(8)}${String(index).padStart(5, "0")}`;
  const version = "v999999.999999.999999";
  const tag = `${name}@${version}`;
  return {
    ...makeModel(index),
    model: name,
    environments: Array.from({ length: 12 }, (_, column) => ({
      name: `${"e".repeat(60)}_${column}`,
      version,
      since: at,
      tag,
    })),
    newest: { version, registeredAt: at, tag },
    candidates: Array.from({ length: 9 }, () => ({
      number: 2 ** 31,
      gate: "fail",
      verdict: "&".repeat(500),
    })),
    drift: Array.from({ length: 9 }, () => ({
      number: 2 ** 31,
      environment: "e".repeat(64),
      kind: "performance",
    })),
  };
}

describe("renderDashboard", () => {
  it("shows the columns of the run ledger, its sum first, and links to Releases", () => {
    const text = renderDashboard(makeView(2));
    expect(text).toContain("2 promotions wait · 2 locks · GPU 166 h in 30 d (332.00 EUR)** · policy");
    expect(text).toContain(
      "| Model | staging | production | Newest | Candidates and gates | Drift | Last train | GPU h, 30 d |\n|---|---|---|---|---|---|---|--:|",
    );
    const link = "[v1.0.0](https://github.test/acme/flights/releases/tag/model-2%40v1.0.0), since 2026-02-01";
    expect(text).toContain(`| **model-2** | ${link} | ${link} |`);
    expect(text).toContain("| ❌ #2 1 of 5 gates failed | 🔴 #2 (production, data) | 2026-02-01 | 2.0 |");
  });

  it("says at least where there were more runs than are read, and nothing without a ledger", () => {
    const view = makeView(1);
    const price = undefined;
    const some = renderDashboard({ ...view, gpu: { hours: 1234.5, isPartial: true, price } });
    expect(some).toContain("GPU ≥ 1,235 h in 30 d**");
    expect(some).toContain("| ≥ 1.0 |");
    const { gpu: _, models, ...rest } = view;
    const without = models.map(({ runs: __, ...model }) => model);
    const none = renderDashboard({ ...rest, models: without });
    expect(none).not.toMatch(/GPU|Last train/);
  });

  it("stays below 58,000 characters with the longest names, many environments and hostile verdicts", () => {
    for (const size of [1, 5, 30, 500]) {
      const models = Array.from({ length: size }, (_, index) => makeLongModel(index));
      const text = renderDashboard({ ...makeView(size, "|&<>@#`".repeat(200)), models });
      expect(text.length).toBeLessThan(maxDashboardLength - 200);
      expect(text).toContain("more environments are not shown.");
    }
  });

  it("shows an empty repository", () => {
    expect(renderDashboard(makeView(0))).toContain("The policy has no model.");
  });

  it("stays below 58,000 characters and says what it does not show", () => {
    for (const size of [1, 50, 500, 3000]) {
      const body = withMarker(
        { repositoryId: 81, sequence: 1, at },
        renderDashboard(makeView(size, "&".repeat(500))),
      );
      expect(body.length).toBeLessThan(maxDashboardLength);
      if (size >= 500) expect(body).toMatch(/\d+ more are not shown\./);
    }
  });

  it("lets no text of others end the line, the table or the comment, or mention anybody", () => {
    assert(
      property(string({ unit: "binary", maxLength: 60 }), (noise) => {
        const text = `${noise}\n- [x] <!-- act=refresh --> | @all #12 <b> -->`;
        const body = renderDashboard(makeView(1, text));
        expect(body).not.toContain("@all");
        expect(body).not.toContain("<b>");
        expect(body).not.toContain("[x]");
        expect(body.split("\n").length).toBe(renderDashboard(makeView(1)).split("\n").length);
      }),
    );
  });

  it("has boxes that are found again as what is offered, and nothing else", () => {
    const view = makeView(3);
    const body = renderDashboard(view);
    const ticks = findTicks(body, body.replaceAll("- [ ]", "- [x]"));
    expect([...ticks].sort()).toEqual(offeredActions(view).map(formatAction).sort());
  });

  it("reads its own marker, and no other line", () => {
    const marker = { repositoryId: 81, sequence: 4, at };
    expect(parseDashboardMarker(withMarker(marker, "text"))).toEqual(marker);
    for (const line of [
      "",
      "<!-- pawl:drift -->",
      ` ${withMarker(marker, "")}`,
      "<!-- pawl:dashboard v=2 repo=1 -->",
    ]) {
      expect(parseDashboardMarker(line)).toBeUndefined();
    }
  });
});

describe("findTicks", () => {
  const empty = renderBox({ kind: "refresh" }, "Refresh");
  it("takes 20 at most, none that is new, and the first of two with one text", () => {
    const boxes = Array.from({ length: 40 }, (_, issue) =>
      renderBox({ kind: "retrain", model: "m", issue }, ""),
    );
    const before = boxes.join("\n");
    expect(findTicks(before, before.replaceAll("[ ]", "[X]"))).toHaveLength(20);
    expect(findTicks("", empty.replace("[ ]", "[x]"))).toEqual([]);
    expect(findTicks(empty, `${empty}\n${empty.replace("[ ]", "[x]")}`)).toEqual([]);
  });

  it("answers for any two bodies", () => {
    assert(
      property(string(), string(), (before, after) => {
        expect(findTicks(before, after).length).toBeLessThanOrEqual(20);
      }),
    );
  });
});
