import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { findFreeze } from "../../../src/registry/freeze-window.ts";
import { renderProblems } from "../../../src/yaml/problem.ts";

const berlin = { zone: "Europe/Berlin" };
const weekend = { from: "fri 16:00", until: "mon 08:00", ...berlin };
const winter = { from: "2026-12-20", until: "2027-01-02", ...berlin };

describe("a freeze window", () => {
  it.each([
    [weekend, "2026-02-06T14:59:59Z", false],
    [weekend, "2026-02-06T15:00:00Z", true],
    [weekend, "2026-02-09T06:59:59Z", true],
    [weekend, "2026-02-09T07:00:00Z", false],
    // Summer time: an hour earlier in UTC.
    [weekend, "2026-07-03T14:00:00Z", true],
    [weekend, "2026-07-03T13:59:00Z", false],
    [winter, "2026-12-19T22:59:00Z", false],
    [winter, "2026-12-19T23:00:00Z", true],
    [winter, "2027-01-02T22:59:00Z", true],
    [winter, "2027-01-02T23:00:00Z", false],
    [{ from: "2026-12-20 18:00", until: "2026-12-20 19:00", zone: "UTC" }, "2026-12-20T19:00:00Z", false],
    [{ from: "wed 00:00", until: "wed 00:00", zone: "UTC" }, "2026-02-02T00:00:00Z", true],
    [{ from: "whenever", until: "mon 08:00", zone: "UTC" }, "2026-02-04T00:00:00Z", true],
    [{ ...weekend, zone: "Nowhere/Here" }, "2026-02-04T00:00:00Z", true],
  ])("%o at %s: %s", (window, at, isFrozen) => {
    expect(findFreeze([window], new Date(at)) !== undefined).toBe(isFrozen);
  });
});

describe("the policy's rules of promotion", () => {
  it("tell everything that is wrong at once", () => {
    const text = `version: 1
models:
  delay:
    artifact: m.onnx
    task: regression
    overriders: [ada]
    environments:
      production:
        approvals: 2
        approvers: ["@ada", "acme/leads"]
        lock_ttl: long
`;
    const windows = `        freeze:
          - {from: "fri 16:00", until: "2026-12-20", zone: Mars/Base}
          - {from: "2026-02-30", until: "2026-03-01"}
          - {from: "2026-03-02", until: "2026-03-01"}
`;
    const schemaOnly = renderProblems(parsePolicy(text, "p.yml").problems ?? []);
    expect(schemaOnly).toContain("lock_ttl");
    const rules = renderProblems(
      parsePolicy(text.replace("        lock_ttl: long\n", windows), "p.yml").problems ?? [],
    );
    for (const part of [
      "overriders[0]: names neither a person nor a team",
      "approvers[1]: names neither",
      "freeze[0].zone: is no IANA time zone",
      "freeze[0].until: must be a weekday when from is one",
      "freeze[1].from: is no time of a freeze",
      "freeze[2].until: is before from",
    ]) {
      expect(rules).toContain(part);
    }
  });
});
