import { resolve } from "node:path";
import { publishReports } from "../../src/runtime/publish-reports.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { runEvaluate } from "../../src/runtime/run-evaluate.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs) => {
  const evaluations = await runEvaluate({
    ...inputs,
    directory: resolve(inputs["working-directory"]),
    github: {
      token: inputs.token,
      repository: process.env["GITHUB_REPOSITORY"] ?? "",
      apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    },
  });
  return publishReports(evaluations, inputs.artifact);
});
