import { resolve } from "node:path";
import { needsAttention } from "../../src/app/mirror/mirror-result.ts";
import { describeFailures, failedRegistrations } from "../../src/app/register-models.ts";
import { renderRegisterSummary } from "../../src/report/register-summary.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { workflowRepository } from "../../src/runtime/workflow-repository.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs, log) => {
  const report = await runRegister({
    ...inputs,
    directory: resolve(inputs["working-directory"]),
    signingKey: inputs["signing-key"],
    variables: process.env,
    ...workflowRepository(),
    log,
  });
  const registered = report.models.filter((result) => result.decision === "registered");
  for (const { model, version, provenance } of registered) {
    if (provenance.how !== "none") continue;
    log.warning(`${model} ${version} has no provenance, so deploy may refuse it: ${provenance.reason}`);
  }
  const versions = report.models.flatMap(({ model, version }) =>
    version === null ? [] : `${model}@${version}`,
  );
  const urls = registered.map((result) => result.releaseUrl);
  const failures = failedRegistrations(report.models);
  return {
    decision: failures.length === 0 ? "positive" : "negative",
    reasonCode: failures[0]?.reasonCode ?? registered[0]?.reasonCode ?? "unchanged",
    reason: describeFailures(failures) || report.models.map((result) => result.reason).join("; "),
    outputs: { version: versions.join("\n"), "release-url": urls.join("\n") },
    result: { ...report },
    summary: renderRegisterSummary(
      report.models,
      report.mirrors.map((mirror) => ({ ...mirror, isAmiss: needsAttention(mirror) })),
    ),
  };
});
