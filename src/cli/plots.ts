import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { plots, revisionsToDiff } from "../app/plots.ts";
import { workspaceName } from "../app/reports/snapshot.ts";
import { imageName, writeImages, writePlots } from "../app/write-plots.ts";
import { PawlError } from "../errors.ts";
import { type PlotImage, type PlotReport, plotsAsValues } from "../report/plots/plot-report.ts";
import { renderPlotMarkdown } from "../report/plots/plot-markdown.ts";
import { plotTemplates } from "../report/plots/templates.ts";
import { createOutputDirectory, createPlotRenderer } from "../runtime/compose.ts";
import { type OpenedReports, openReports } from "../runtime/open-reports.ts";
import { exactJson } from "../versioning/exact-json.ts";
import type { Value } from "../versioning/value.ts";
import { warn } from "./report-options.ts";

interface PlotsOptions {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly out: string;
  readonly html: boolean;
  readonly targets?: readonly string[];
  readonly revs?: readonly string[];
  readonly header: boolean;
  readonly template?: string;
  readonly x?: string;
  readonly y?: string;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
}

/** Adds `pawl plots show`, `pawl plots diff` and `pawl plots templates`, with the flags and the JSON of DVC. */
export function addPlotsCommand(program: Command): void {
  const group = program.command("plots").description("draw and compare plots");
  withOptions(group.command("show"))
    .description("draw the plots of the work tree")
    .argument("[targets...]", "plots or files (default: those of dvc.yaml)")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<PlotsOptions>();
      await run({ ...options, targets: [...targets, ...(options.targets ?? [])] }, async () =>
        options.revs === undefined ? [workspaceName] : options.revs,
      );
    });
  withOptions(group.command("diff"))
    .description("draw plots of several revisions over each other")
    .argument("[revisions...]", "revisions (default: the last commit and the work tree)")
    .action(async (revisions: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<PlotsOptions>();
      const named = [...revisions, ...(options.revs ?? [])];
      await run(options, (ports) => revisionsToDiff(named, ports));
    });
  group
    .command("templates")
    .description("list the templates, or print one")
    .argument("[name]")
    .action((name: string | undefined) => printTemplates(name));
}

function withOptions(command: Command): Command {
  return command
    .option("--targets <paths...>", "plots or files (default: those of dvc.yaml)")
    .option("--revs <revisions...>", "revisions")
    .option("-t, --template <name>", "a template of .dvc/plots or a built-in one")
    .option("-x <field>", "field of the x axis")
    .option("-y <field>", "field of the y axis")
    .option("--title <text>", "title of the plots")
    .option("--x-label <text>", "label of the x axis")
    .option("--y-label <text>", "label of the y axis")
    .option("--no-header", "CSV and TSV files have no header")
    .option("-o, --out <dir>", "directory for what is written", "dvc_plots")
    .option("--no-html", "an SVG file a plot in place of the page")
    .option("--md", "Mermaid charts and tables on standard output");
}

async function run(
  options: PlotsOptions,
  choose: (ports: OpenedReports) => Promise<readonly string[]>,
): Promise<void> {
  const ports = await openReports(process.cwd());
  const properties = new Map<string, Value>(
    Object.entries({
      template: options.template,
      x: options.x,
      y: options.y,
      title: options.title,
      x_label: options.xLabel,
      y_label: options.yLabel,
      header: options.header ? undefined : false,
    }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
  const request = { targets: options.targets ?? [], properties, revisions: await choose(ports) };
  const report = await plots(request, ports);
  if (options.json === true) {
    const hasImages = report.plots.some((plot) => plot.kind === "image" && plot.images.length > 0);
    if (hasImages) await writeImages(report, await createOutputDirectory(options.out));
    const urlOf = (image: PlotImage): string => resolve(options.out, imageName(image));
    console.log(exactJson(plotsAsValues(report, urlOf)));
    return;
  }
  warn(report.errors.map((error) => `${error.name ?? "plots"} at ${error.revision}: ${error.message}`));
  if (options.md === true) printMarkdown(report);
  else await write(report, options);
}

function printMarkdown(report: PlotReport): void {
  for (const plot of report.plots) {
    const text = plot.kind === "vega" ? renderPlotMarkdown(plot) : "";
    if (text !== "") console.log(`${text}\n`);
  }
}

async function write(report: PlotReport, options: PlotsOptions): Promise<void> {
  if (report.plots.length === 0) {
    console.error("pawl: There are no plots; nothing is written.");
    return;
  }
  const form = options.html ? "page" : "files";
  const [files, renderer] = await Promise.all([createOutputDirectory(options.out), createPlotRenderer()]);
  const written = await writePlots(report, form, { files, renderer });
  for (const problem of written.problems) console.error(`pawl: not drawn: ${problem}`);
  for (const file of written.files) console.log(pathToFileURL(join(files.root, file)).href);
}

function printTemplates(name: string | undefined): void {
  if (name === undefined) {
    for (const known of plotTemplates.keys()) console.log(known);
    return;
  }
  const template = plotTemplates.get(name);
  if (template === undefined) {
    throw new PawlError("plot.invalid", {
      message: `There is no built-in template ${JSON.stringify(name)}.`,
    });
  }
  console.log(exactJson(template));
}
