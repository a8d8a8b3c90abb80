import { resolve } from "node:path";
import { runAction } from "../../src/runtime/run-action.ts";
import { runDeploy } from "../../src/runtime/run-deploy.ts";
import { workflowRepository } from "../../src/runtime/workflow-repository.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs, log) => {
  const result = await runDeploy({
    ...inputs,
    deploymentId: Number(inputs.deployment),
    servingDirectory: inputs["serving-dir"],
    directory: resolve(inputs["working-directory"]),
    ...workflowRepository(),
    variables: process.env,
    log,
  });
  const { reasonCode, reason } = result;
  const url = result.decision === "live" ? result.url : "";
  const version = "version" in result ? result.version : "";
  return {
    decision: result.decision === "failed" ? "negative" : "positive",
    reasonCode,
    reason,
    outputs: { url, version },
    result: { schema: "pawl.deploy/1", ...result },
  };
});
