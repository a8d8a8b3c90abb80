import { join, resolve } from "node:path";
import { renderEvaluationSummary, summarizeEvaluations } from "../../src/report/evaluation-summary.ts";
import { createArtifacts, createFileSystem } from "../../src/runtime/compose.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { runEvaluate } from "../../src/runtime/run-evaluate.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs) => {
  const results = await runEvaluate({
    ...inputs,
    directory: resolve(inputs["working-directory"]),
    github: {
      token: inputs.token,
      repository: process.env["GITHUB_REPOSITORY"] ?? "",
      apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    },
  });
  const reports = results.map((result) => result.report);
  const folder = join(process.env["RUNNER_TEMP"] ?? process.cwd(), "pawl-report");
  const files = await createFileSystem(folder);
  const contents = reports.map((report) => ({
    path: `${report.model}.json`,
    content: JSON.stringify(report, null, 2),
  }));
  for (const { path, content } of contents) await files.write(path, content);
  await (await createArtifacts()).upload(inputs.artifact, contents);
  const outcome = summarizeEvaluations(results);
  return {
    ...outcome,
    outputs: { verdict: outcome.result.verdict, report: folder },
    summary: renderEvaluationSummary(reports),
  };
});
