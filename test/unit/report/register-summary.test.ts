import { describe, expect, it } from "vitest";
import { renderRegisterSummary } from "../../../src/report/register-summary.ts";

const row = { model: "m", version: "v1.0.0", reasonCode: "registered", reason: "m v1.0.0: first" };

describe("the summary of a registration", () => {
  it("has no mirrors where the policy has none", () => {
    expect(renderRegisterSummary([row])).not.toContain("Mirrors");
  });

  it("warns of a mirror that lacks something, below the registrations, with nobody's Markdown in it", () => {
    const failed = {
      mirror: "hugging-face",
      model: "m",
      version: null,
      reasonCode: "remote.failed",
      isAmiss: true,
    };
    const summary = renderRegisterSummary([row], [{ ...failed, reason: "| <img src=x> @everyone\n## no" }]);
    expect(summary.indexOf("### Registration")).toBeLessThan(summary.indexOf("### Mirrors"));
    expect(summary).toContain("⚠️ The versions above are registered; a mirror lacks something.");
    expect(summary).toMatch(/\| hugging-face \| m \| – \| ⚠️ remote.failed \|/);
    expect(summary).not.toMatch(/<img|\n## no/);
    const fine = renderRegisterSummary([row], [{ ...failed, isAmiss: false, reason: "" }]);
    expect(fine).not.toContain("⚠️");
  });
});
