import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { PlotRenderer } from "../ports/plot-renderer.ts";
import { imageTypeOf } from "../report/plots/image-type.ts";
import { planDrawing } from "../report/plots/plot-drawing.ts";
import { type PageEntry, renderPlotPage } from "../report/plots/plot-page.ts";
import type { ImagePlot, Plot, PlotImage, PlotReport, VegaPlot } from "../report/plots/plot-report.ts";
import { exactJson } from "../versioning/exact-json.ts";

/** `page`: one HTML page; `files`: an SVG file a plot, and the images. */
export type PlotsForm = "page" | "files";

/** What was written. */
export interface WrittenPlots {
  /** Relative to the directory that they were written to. */
  readonly files: readonly string[];
  /** Plots that could not be drawn, one line each. */
  readonly problems: readonly string[];
}

/** More points are not drawn: the page would be slow and no plot shows them. */
const maxDrawnPoints = 50_000;

/**
 * Draws plots and writes them, to the root of `files`. A plot that cannot be drawn has its reason in its place.
 *
 * @throws PawlError `file.write-failed`
 */
export async function writePlots(
  report: PlotReport,
  form: PlotsForm,
  ports: { readonly files: Pick<FileSystem, "write">; readonly renderer: PlotRenderer },
): Promise<WrittenPlots> {
  const entries: PageEntry[] = [];
  for (const plot of report.plots) entries.push(await drawPlot(plot, ports.renderer));
  const problems = entries.flatMap(({ id, problem }) => (problem === undefined ? [] : [`${id}: ${problem}`]));
  if (form === "page") {
    const path = "index.html";
    await ports.files.write(path, renderPlotPage("Plots", entries));
    return { files: [path], problems };
  }
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.svg === undefined) continue;
    const path = `${fileName(entry.id)}.svg`;
    await ports.files.write(path, entry.svg);
    files.push(path);
  }
  return { files: [...files, ...(await writeImages(report, ports.files))], problems };
}

/** Writes the images of a report to the root of `files`; their names. */
export async function writeImages(
  report: PlotReport,
  files: Pick<FileSystem, "write">,
): Promise<readonly string[]> {
  const images = report.plots.flatMap((plot) => (plot.kind === "image" ? plot.images : []));
  const paths: string[] = [];
  for (const image of images) {
    const path = imageName(image);
    await files.write(path, image.bytes);
    paths.push(path);
  }
  return paths;
}

/** The name that an image of a report is written under: DVC's. */
export function imageName(image: PlotImage): string {
  return `${image.revision}_${image.file}`.replaceAll(/[/\\]/g, "_");
}

async function drawPlot(plot: Plot, renderer: PlotRenderer): Promise<PageEntry> {
  return plot.kind === "image" ? showImages(plot) : drawVega(plot, renderer);
}

function showImages({ id, images }: ImagePlot): PageEntry {
  return {
    id,
    images: images.map(({ revision, bytes }) => ({
      revision,
      address: `data:${imageTypeOf(bytes) ?? "application/octet-stream"};base64,${Buffer.from(bytes).toString("base64")}`,
    })),
  };
}

async function drawVega(plot: VegaPlot, renderer: PlotRenderer): Promise<PageEntry> {
  const { id, data } = plot;
  if (data === undefined) return { id, problem: "There are no points." };
  if (data.points.length > maxDrawnPoints) {
    return { id, problem: `There are ${data.points.length} points; at most ${maxDrawnPoints} are drawn.` };
  }
  const drawing = planDrawing(plot);
  if (drawing === undefined) return { id, problem: "Its template cannot be read." };
  try {
    return { id, svg: await renderer.render(exactJson(drawing)) };
  } catch (error) {
    if (error instanceof PawlError) return { id, problem: error.message };
    throw error;
  }
}

function fileName(id: string): string {
  const plain = id.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^\.+/, "_");
  return plain === "" ? "plot" : plain.slice(0, 150);
}
