import { Error as errorLevel, type Loader, logger, parse, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { PawlError } from "../../errors.ts";
import type { PlotRenderer } from "../../ports/plot-renderer.ts";
import { readPageScript } from "./page-script.ts";
import { plotTheme } from "./plot-theme.ts";

const quiet = logger(errorLevel);

/** Keys that load something from elsewhere, link to it, or make data without end. */
const refusedKeys = new Set(["url", "href", "sequence", "graticule", "sphere", "keyvals"]);
/** What an SVG document must not hold, whatever was drawn. */
const active = /^<\/?(?:script|foreignObject|iframe|image|a)(?![\w-])|\s(?:on[a-z]+|(?:xlink:)?href)\s*=/i;

/**
 * Draws with Vega and Vega-Lite in this process, without a canvas. Specifications may come from a pull request: Vega's loader
 * refuses every address, and keys that load or link are refused before.
 */
export const vegaPlots: PlotRenderer = {
  render: async (specification) => {
    const svg = await orInvalid(async () => draw(compileChecked(specification)));
    if (!isActive(svg)) return svg;
    throw new PawlError("plot.invalid", { message: "The plot would hold a link or a script." });
  },
  compile: async (specification) => orInvalid(async () => JSON.stringify(compileChecked(specification))),
  pageScript: readPageScript,
};

async function orInvalid(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PawlError) throw cause;
    throw new PawlError("plot.invalid", { message: `The plot cannot be drawn: ${reason(cause)}`, cause });
  }
}

function compileChecked(specification: string): Spec {
  const spec: unknown = JSON.parse(specification);
  refuseKeys(spec);
  // What it is, compile finds out: its errors are reported.
  return compile(spec as TopLevelSpec, { config: plotTheme, logger: quiet }).spec;
}

async function draw(spec: Spec): Promise<string> {
  // Expressions of a template are interpreted, never compiled to JavaScript.
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    loader: refusingLoader,
    logger: quiet,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Whether a tag of a document runs, loads or links to something. */
function isActive(svg: string): boolean {
  const tags = svg.match(/<[^<>]*>/g) ?? [];
  return tags.some((tag) => active.test(tag.replaceAll(/"[^"]*"/g, '""')));
}

const refuse = async (address: unknown): Promise<never> => {
  throw new PawlError("plot.invalid", {
    message: `A plot may not load ${JSON.stringify(String(address)).slice(0, 80)}.`,
  });
};

const refusingLoader: Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
};

function refuseKeys(value: unknown): void {
  const open: unknown[] = [value];
  for (const one of open) {
    if (typeof one !== "object" || one === null) continue;
    for (const [key, item] of Object.entries(one)) {
      if (key === "values" && Array.isArray(item)) continue;
      if (refusedKeys.has(key)) {
        throw new PawlError("plot.invalid", {
          message: `The template of the plot uses ${JSON.stringify(key)}, which is not allowed.`,
        });
      }
      open.push(item);
    }
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
