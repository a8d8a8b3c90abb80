import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { monitorReportSchema } from "../../../src/monitoring/monitor-report-schema.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { isFault } from "../../support/github-fake/fake-writes.ts";
import {
  openMonitorScene,
  openSceneSql,
  type DayRows,
  type MonitorScene,
} from "../../support/monitoring/monitor-scene.ts";

let sql: Sql;
let scene: MonitorScene;
beforeAll(async () => {
  sql = await openSceneSql();
});
afterAll(() => sql.close());
beforeEach(async () => {
  scene = await openMonitorScene(sql);
});
afterEach(() => scene.close());

/** Days of May 2001 from `first` on, all alike. */
async function days(first: number, count: number, day: Partial<DayRows> = {}): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const date = `2001-05-${String(first + index).padStart(2, "0")}`;
    await scene.writeDay({ rows: 200, ...day, date });
  }
}
const at = (day: number): string => `2001-05-${String(day).padStart(2, "0")}T00:00:00Z`;
const drifted = { shift: 150 };
const comments = (): string[] => [...scene.state.comments.values()].map((comment) => comment.body);

describe("monitoring a live model", () => {
  it("opens nothing while the traffic is like the reference, or noisy in one window", async () => {
    await days(1, 2);
    await days(3, 1, drifted);
    await days(4, 1);
    const result = await scene.run(at(5));
    expect(result).toMatchObject({ decision: "positive", reasonCode: "monitor.clean" });
    expect(monitorReportSchema.parse(JSON.parse(JSON.stringify(result.report)))).toEqual(result.report);
    expect(scene.state.writes).toEqual([]);
    expect(result.report.models[0]?.alerts.map((alert) => [alert.kind, alert.state])).toEqual([
      ["data", "undecided"],
      ["prediction", "clean"],
      ["performance", "not enough data"],
    ]);
  });

  it("opens one issue after k of n windows, and asks for one retraining", async () => {
    await days(1, 1);
    await days(2, 2, drifted);
    const result = await scene.run(at(4));
    expect(result).toMatchObject({ decision: "negative", report: { openAlerts: 1 } });
    const [issue, ...others] = scene.issues();
    expect(others).toEqual([]);
    expect(issue?.title).toBe("Data drift: late (production)");
    expect([...(scene.state.labels.get(issue?.number ?? 0)?.keys() ?? [])]).toEqual([
      "ml/drift",
      "model:late",
    ]);
    expect(issue?.body).toContain("fp=late/production/data");
    expect(issue?.body).toContain("🔴 **2 of the last 3 windows over the limit** on v1.0.0");
    expect(scene.state.dispatches).toEqual([
      {
        workflow: "pawl.yml",
        ref: "main",
        inputs: { verb: "retrain", model: "late", issue: String(issue?.number) },
      },
    ]);
    expect(comments()).toHaveLength(1);
  });

  it("changes nothing when it runs again on the same facts, or within the same window", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    const writes = scene.state.writes.length;
    await scene.run(at(4));
    await scene.run("2001-05-04T11:00:00Z");
    expect(scene.state.writes).toHaveLength(writes);
  });

  it("updates the body in place and does not dispatch again while the drift goes on", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    const before = scene.issues()[0]?.body;
    await days(4, 4, drifted);
    await scene.run(at(8));
    expect(scene.issues()).toHaveLength(1);
    expect(scene.issues()[0]?.body).not.toBe(before);
    expect(scene.issues()[0]?.body).toContain("05-07");
    expect(scene.state.dispatches).toHaveLength(1);
    expect(comments()).toHaveLength(1);
  });

  it("closes the issue after k clean windows, and opens the same one again when the drift is back", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    await days(4, 1);
    await scene.run(at(5));
    expect(scene.issues()[0]?.state).toBe("open");
    for (const [id, run] of scene.state.runs) scene.state.runs.set(id, { ...run, status: "completed" });
    await days(5, 1);
    expect(await scene.run(at(6))).toMatchObject({ decision: "positive" });
    expect(scene.issues()[0]).toMatchObject({ state: "closed" });
    expect(comments().at(-1)).toContain("The drift has ended");
    await days(6, 2, drifted);
    await scene.run(at(8));
    expect(scene.issues()).toMatchObject([{ state: "open" }]);
    expect(comments().some((text) => text.includes("The drift is back"))).toBe(true);
    expect(scene.state.dispatches).toHaveLength(2);
  });

  it("judges only windows that the live version served: a new version closes by its own clean windows", async () => {
    await days(2, 3, drifted);
    await scene.run(at(5));
    await scene.deploy("v1.0.1");
    const result = await scene.run(at(5));
    expect(result.report.models[0]?.alerts[0]).toMatchObject({
      state: "not enough data",
      decision: "update",
    });
    expect(scene.issues()[0]).toMatchObject({ state: "open" });
    expect(scene.issues()[0]?.body).toContain("Not enough data");
    await days(5, 2, { version: "v1.0.1" });
    await scene.run(at(7));
    expect(scene.issues()[0]).toMatchObject({ state: "closed" });
  });

  it("passes over windows with too few rows and looks further back", async () => {
    await days(1, 2, drifted);
    await days(3, 3, { rows: 20 });
    expect((await scene.run(at(6))).report.openAlerts).toBe(1);
  });

  it("judges performance once labels arrive", async () => {
    await days(1, 3);
    const before = await scene.run(at(4));
    expect(before.report.models[0]?.alerts[2]).toMatchObject({
      kind: "performance",
      state: "not enough data",
    });
    await days(1, 3, { rows: 200, late: 0.5 });
    const after = await scene.run(at(4));
    expect(after.report.models[0]?.alerts[2]).toMatchObject({ state: "over", decision: "open" });
    expect(scene.issues()[0]?.title).toBe("Performance loss: late (production)");
    expect(after.report.models[0]?.windows.at(-1)).toMatchObject({ meanTarget: 0.5 });
  });

  it("judges the primary metric's worsening against the profile", async () => {
    await days(1, 3, { late: 0.2 });
    const limits = { psi: 5, performance: 0.1, min_rows: 100 };
    const result = await scene.run(at(4), { limits });
    const [series] = result.report.models[0]?.alerts[2]?.series ?? [];
    expect(series).toMatchObject({ measure: "roc_auc", over: 3 });
  });

  it("counts broken lines, tells of them, and goes on", async () => {
    await days(1, 2);
    for (const line of ["{", "null", "[1]", '{"schema":"pawl.prediction/2"}', '"\\u0000', "\u001f\u0000x"]) {
      await scene.writeLine("2001-05-02", line);
    }
    const hostile = { schema: "pawl.prediction/1", version: "v1.0.0", timestamp: at(1), id: null };
    for (const inputs of [{ distance: {} }, { distance: [1] }, { distance: "far" }, { __proto__x: 1 }]) {
      await scene.writeLine("2001-05-02", JSON.stringify({ ...hostile, inputs, score: "NaN" }));
    }
    await scene.writeLine(
      "2001-05-02",
      '{"schema":"pawl.prediction/1","version":"v1.0.0","timestamp":"soon","inputs":{}}',
    );
    await scene.writeLine(
      "2001-05-02",
      `{"schema":"pawl.prediction/1","version":"v1.0.0","timestamp":"${at(1)}","inputs":{"distance":NaN,"distance":1e999},"score":1e999}`,
    );
    const result = await scene.run(at(3));
    expect(result.decision).toBe("positive");
    expect(result.report.models[0]?.malformedLines).toBeGreaterThanOrEqual(6);
    expect(result.report.models[0]?.windows.slice(-2).map((window) => window.rows)).toEqual([205, 200]);
    expect(scene.warnings.join()).toContain("lines of the prediction log are not pawl.prediction/1");
  });

  it("says what it does not watch, and that nothing was predicted lately", async () => {
    const checks = ["latency", "freshness", "performance", "data_drift"];
    const result = await scene.run(at(4), { checks, limits: { min_rows: 100 }, labels: undefined });
    expect(result.report.models[0]?.notices).toEqual([
      expect.stringContaining("`latency` is not supported"),
      expect.stringContaining("performance is not watched"),
      expect.stringContaining("two windows old"),
    ]);
    expect(result.report.models[0]?.alerts.map((alert) => alert.state)).toEqual([
      "not enough data",
      "not enough data",
    ]);
  });

  it("keeps the oldest of doubled issues and leaves issues of other authors alone", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    const [first] = scene.issues();
    if (first === undefined) throw new Error("no issue");
    for (const [number, authorLogin] of [
      [900, "pawl[bot]"],
      [901, "mallory"],
    ] as const) {
      scene.state.issues.set(number, { ...first, number, authorLogin });
      scene.state.labels.set(number, new Map(scene.state.labels.get(first.number)));
    }
    await scene.run(at(4));
    expect(scene.issues().map((issue) => [issue.number, issue.state])).toEqual([
      [first.number, "open"],
      [900, "closed"],
      [901, "open"],
    ]);
    expect(comments().at(-1)).toContain(`Doubles #${first.number}`);
  });

  it("does not open again what a person closed, until another version is live", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    const [issue] = scene.issues();
    if (issue !== undefined) scene.state.issues.set(issue.number, { ...issue, state: "closed" });
    const result = await scene.run(at(4));
    expect(result.report.models[0]?.alerts[0]).toMatchObject({ reasonCode: "drift.closed-by-person" });
    expect(scene.issues()[0]?.state).toBe("closed");
    await scene.deploy("v1.0.1");
    await days(4, 2, { ...drifted, version: "v1.0.1" });
    await scene.run(at(6));
    expect(scene.issues()[0]?.state).toBe("open");
  });

  it("does not dispatch while the pull request of a retraining is open, or a run is under way", async () => {
    await days(2, 2, drifted);
    scene.state.runs.set(1, {
      id: 1,
      name: "pawl",
      displayTitle: "retrain late #7",
      path: ".github/workflows/pawl.yml",
      event: "workflow_dispatch",
      headSha: "0".repeat(40),
      headBranch: "main",
      headRepositoryId: 81,
      status: "in_progress",
      conclusion: null,
      createdAt: "",
      url: "",
    });
    const result = await scene.run(at(4));
    expect(result.report.models[0]?.alerts[0]?.retrain.reasonCode).toBe("retrain.run-in-progress");
    scene.state.runs.clear();
    await scene.run(at(4));
    expect(scene.state.dispatches).toHaveLength(1);
  });

  it("reaches the same end whatever write it is interrupted at", async () => {
    await days(2, 2, drifted);
    await scene.run(at(4));
    const expected = {
      body: scene.issues()[0]?.body.replace(/\d{3,}|seq=\d+/g, ""),
      writes: scene.state.writes.length,
    };
    for (let write = 1; write <= expected.writes; write += 1) {
      for (const when of ["before", "after"] as const) {
        await scene.close();
        scene = await openMonitorScene(sql);
        await days(2, 2, drifted);
        scene.state.fault = { write, when };
        await expect(scene.run(at(4))).rejects.toSatisfy(isFault);
        // The next look comes when the run has ended, and brought no pull request.
        for (const run of scene.state.runs.values())
          scene.state.runs.set(run.id, { ...run, status: "completed", conclusion: "failure" });
        await scene.run(at(4));
        await scene.run(at(4));
        expect(scene.issues().map((issue) => issue.body.replace(/\d{3,}|seq=\d+/g, ""))).toEqual([
          expected.body,
        ]);
        expect(comments()).toHaveLength(1);
        expect(scene.state.dispatches, `${when} write ${write}`).toHaveLength(1);
      }
    }
  });
});

describe("a wish of an older release, which does not say what was there before", () => {
  it("is dispatched by the next look, unless a run is under way", async () => {
    await days(2, 2, drifted);
    const { state } = scene;
    await scene.run(at(4));
    const [issue] = scene.issues();
    const body = issue?.body.replace('"state":"dispatched"', '"state":"requested"') ?? "";
    if (issue !== undefined) state.issues.set(issue.number, { ...issue, body });
    await scene.run(at(4));
    expect(state.dispatches).toHaveLength(1);
    expect(scene.issues()[0]?.body).toContain('"state":"dispatched"');
    if (issue !== undefined) state.issues.set(issue.number, { ...issue, body });
    for (const run of state.runs.values()) state.runs.set(run.id, { ...run, status: "completed" });
    await scene.run(at(4));
    expect(state.dispatches).toHaveLength(2);
    expect(scene.issues()[0]?.body).toContain('"state":"dispatched"');
    expect(scene.issues()[0]?.body).not.toContain('"before"');
  });
});

describe("a hostile column name", () => {
  it("does not get out of its table cell", async () => {
    await scene.close();
    const column = '"x" | @acme/all <img src=x onerror=1> `a`\n# #1 --> ';
    scene = await openMonitorScene(sql, { column });
    await days(2, 2, drifted);
    await scene.run(at(4));
    const body = scene.issues()[0]?.body ?? "";
    expect(body).not.toContain("<img");
    expect(body).not.toContain("@acme");
    expect(body.split("\n").filter((line) => line.startsWith("# "))).toEqual([]);
    const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
    const table = body.split("\n").filter((line) => line.startsWith("|"));
    expect(new Set(table.map(cells)).size).toBe(1);
    expect(body).toMatchInlineSnapshot(`
      "<!-- pawl:drift v=1 repo=81 fp=late/production/data seq=3 -->
      <!-- pawl:drift-record {"schema":"pawl.drift-record/1","state":"open","version":"v1.0.0","openedAt":"2001-05-04T00:00:00.000Z","retrain":{"state":"dispatched","at":"2001-05-04T00:00:00.000Z","version":"v1.0.0","severity":3}} -->

      🔴 **2 of the last 2 windows over the limit** on v1.0.0 (opens after 2 of 3 judged windows, closes after 2 clean in a row). Worst: "x" \\| @​acme/all &lt;img src=x onerror=1&gt; \\\`a\\\` #​ #​1 --&gt; PSI 6.4703 > 0.2.

      | What | Measure | Limit | Over | 05-02 | 05-03 |
      | --- | --- | --: | --: | --: | --: |
      | "x" \\| @​acme/all &lt;img src=x onerror=1&gt; \\\`a\\\` #​ #​1 --&gt; | PSI | 0.2 | 2 of 2 | **6.4703** | **6.4703** |
      | rows |  | ≥ 100 |  | 200 | 200 |

      \`\`\`mermaid
      ---
      config: { themeVariables: { xyChart: { plotColorPalette: "#0072B2, #D55E00, #009E73, #CC79A7" } } }
      ---
      xychart-beta
          title "?x? ? ?acme/all ?img src=x onerror=1? ?a??? ?1 --? : PSI by window (line = limit)"
          x-axis ["05-02", "05-03"]
          y-axis "value" 0 --> 7.7644
          bar [6.4703, 6.4703]
          line [0.2, 0.2]
      \`\`\`

      - **Retrain**: started by policy for v1.0.0, windows up to 2001-05-04T00:00:00.000Z (at most 1 per 24h); it opens a pull request with the usual comment
      - **Reference**: the profile in the Release of late@​v1.0.0

      \`/ml drift ack\` · \`/ml drift snooze 7d --reason "…"\` · \`/ml drift retrain\` · \`/ml drift false-alarm\` · \`/ml drift resolve\`

      <sub>The body is rewritten as windows end. Comments only on open, close and retraining.</sub>
      "
    `);
  });
});
