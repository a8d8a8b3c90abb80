import { contexts, importTable } from "../../test/support/architecture/import-table.ts";

/** The import table as a Mermaid graph; contexts are one box, and arrows among them are listed below it. */
export function renderImportDiagram(): string {
  const pure = new Set<string>(contexts.map((name) => `src/${name}`));
  const label = (zone: string): string =>
    pure.has(zone) ? "contexts" : zone.replace("src/", "").replace(".ts", "");
  const arrows = new Set<string>();
  const among: string[] = [];
  for (const [zone, targets] of Object.entries(importTable)) {
    for (const target of targets) {
      if (target === "*" || label(zone) === label(target)) continue;
      arrows.add(`    ${label(zone)} --> ${label(target)}`);
    }
    const inner = targets.filter((target) => pure.has(target)).map((target) => target.replace("src/", ""));
    if (pure.has(zone) && inner.length > 0) among.push(`${zone.replace("src/", "")} → ${inner.join(", ")}`);
  }
  const graph = ["```mermaid", "flowchart LR", ...arrows, "```"].join("\n");
  return `${graph}\n\nAmong the contexts: ${among.join(" · ")}. The others import no context.`;
}
