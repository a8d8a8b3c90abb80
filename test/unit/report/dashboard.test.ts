import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { findTicks, formatAction, renderBox } from "../../../src/report/dashboard-boxes.ts";
import {
  maxDashboardLength,
  offeredActions,
  parseDashboardMarker,
  renderDashboard,
  withMarker,
  type DashboardModel,
  type DashboardView,
} from "../../../src/report/dashboard.ts";

const at = "2026-02-01T00:00:00Z";

function makeModel(index: number): DashboardModel {
  return {
    model: `model-${index}`,
    environments: ["staging", "production"].map((name) => ({ name, version: "v1.0.0", since: at })),
    newest: { version: "v1.1.0", registeredAt: at },
    candidates: [{ number: index, gate: "fail" }],
    drift: [{ number: index, environment: "production", kind: "data" }],
    retraining: null,
  };
}

function makeView(size: number, text = "x"): DashboardView {
  const list = Array.from({ length: size }, (_, index) => index + 1);
  return {
    repositoryId: 81,
    policySha: "a".repeat(40),
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

describe("renderDashboard", () => {
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
