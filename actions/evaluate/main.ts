import { join, resolve } from "node:path";
import { renderEvaluationSummary, summarizeEvaluations } from "../../src/report/evaluation-summary.ts";
import { createArtifacts, createFileSystem } from "../../src/runtime/compose.ts";
import { runAction } from "../../src/runtime/run-action.ts";
import { runEvaluate } from "../../src/runtime/run-evaluate.ts";
import { action } from "./inputs.ts";

await runAction(action, async (inputs) => {
  const repository = process.env["GITHUB_REPOSITORY"] ?? "";
  const apiUrl = process.env["GITHUB_API_URL"] ?? "https://api.github.com";
  const results = await runEvaluate({
    ...inputs,
    directory: resolve(inputs["working-directory"]),
    github: { token: inputs.token, repository, apiUrl },
  });
  const reports = results.map((result) => result.report);
  const files = reports.map((report) => ({
    path: `${report.model}.json`,
    content: JSON.stringify(report, null, 2),
  }));
  const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  for (const { path, content } of files) await temporary.write(`pawl-report/${path}`, content);
  await (await createArtifacts()).upload(inputs.artifact, files);
  const outcome = summarizeEvaluations(results);
  return {
    ...outcome,
    outputs: { verdict: outcome.result.verdict, report: join(temporary.root, "pawl-report") },
    summary: renderEvaluationSummary(reports),
  };
});
