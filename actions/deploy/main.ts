import { resolve } from "node:path";
import { runAction } from "../../src/runtime/run-action.ts";
import { runDeploy } from "../../src/runtime/run-deploy.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs, log) => {
  const result = await runDeploy({
    ...inputs,
    deploymentId: Number(inputs.deployment),
    servingDirectory: inputs["serving-dir"],
    directory: resolve(inputs["working-directory"]),
    repository: process.env["GITHUB_REPOSITORY"] ?? "",
    apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    variables: process.env,
    log,
  });
  const { reasonCode, reason } = result;
  const live = result.decision === "live" ? result : { url: "", version: "" };
  return {
    decision: result.decision === "failed" ? "negative" : "positive",
    reasonCode,
    reason,
    outputs: { url: live.url, version: live.version },
    result: { schema: "pawl.deploy/1", ...result },
  };
});
