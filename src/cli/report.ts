import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import { readReports } from "../app/read-reports.ts";
import { renderEvaluationLines } from "../report/evaluation-lines.ts";
import { renderEvaluationSummary } from "../report/evaluation-summary.ts";
import { createFileSystem } from "../runtime/compose.ts";
import { writeReportPage } from "../runtime/write-report-page.ts";

interface ReportOptions {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly html?: string;
  readonly model?: string;
}

/** Adds `pawl report`: shows a report that `evaluate` wrote, here or in a workflow. */
export function addReportCommand(program: Command): void {
  program
    .command("report")
    .description("show a report that evaluate wrote: as text, Markdown or one HTML page with live plots")
    .argument("<file>", "pawl.report/1, or pawl.evaluate/1 with the reports of all models")
    .option("--html <file>", "write the page here; it needs nothing from elsewhere")
    .option("--md", "print the Markdown of the pull-request comment")
    .option("--model <name>", "only this model")
    .action(async (file: string, _: unknown, command: Command) => {
      await showReport(resolve(file), command.optsWithGlobals<ReportOptions>());
    });
}

async function showReport(path: string, options: ReportOptions): Promise<void> {
  const files = await createFileSystem(dirname(path));
  const { document, reports } = await readReports({ path: basename(path), model: options.model }, { files });
  if (options.html !== undefined) {
    const address = await writeReportPage(reports, resolve(options.html));
    if (options.json !== true && options.md !== true) {
      console.log(address);
      return;
    }
  }
  if (options.json === true) console.log(JSON.stringify(document));
  else if (options.md === true) console.log(renderEvaluationSummary(reports));
  else console.log(reports.map((report) => renderEvaluationLines(report).join("\n")).join("\n\n"));
}
