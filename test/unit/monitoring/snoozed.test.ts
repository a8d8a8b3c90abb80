import { expect, it } from "vitest";
import { changeState } from "../../../src/app/stored-state.ts";
import {
  driftResponseRef,
  driftResponseSchema,
  noResponse,
  type DriftResponse,
} from "../../../src/monitoring/drift-response.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { openMonitorScene, openSceneSql } from "../../support/monitoring/monitor-scene.ts";

const at = (day: number): string => `2001-05-${String(day).padStart(2, "0")}T00:00:00Z`;

it("a snoozed drift is neither opened nor retrained for, and both when the snooze is over", async () => {
  const sql = await openSceneSql();
  const scene = await openMonitorScene(sql);
  try {
    const { github } = createGitHubFake(scene.state);
    const kept = {
      ref: driftResponseRef({ model: "late", environment: "production", kind: "data" }),
      schema: driftResponseSchema,
    };
    const said = { by: "tom", at: at(1), reason: "holidays", request: "1" };
    const change = (): DriftResponse => ({ ...noResponse, snoozed: { ...said, until: at(6) } });
    await changeState(kept, { change, message: "snooze" }, github);
    for (const day of ["02", "03"]) await scene.writeDay({ rows: 200, shift: 150, date: `2001-05-${day}` });
    const quiet = await scene.run(at(4));
    expect(quiet.report.models[0]?.alerts[0]).toMatchObject({ reasonCode: "drift.snoozed" });
    expect([scene.issues(), scene.state.dispatches]).toEqual([[], []]);
    for (const day of ["04", "05", "06"])
      await scene.writeDay({ rows: 200, shift: 150, date: `2001-05-${day}` });
    await scene.run(at(7));
    expect(scene.issues()).toMatchObject([{ state: "open" }]);
    expect(scene.state.dispatches).toHaveLength(1);
  } finally {
    await scene.close();
    await sql.close();
  }
});
