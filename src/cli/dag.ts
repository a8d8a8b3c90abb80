import type { Command } from "commander";
import { dag } from "../app/dag.ts";
import { PawlError } from "../errors.ts";
import { renderDagDot, renderDagMermaid, renderDagTree } from "../report/dag-text.ts";
import { createFileSystem, createWorkspaceView } from "../runtime/compose.ts";
import { findRepository } from "../runtime/find-repository.ts";

interface DagOptions {
  readonly json?: boolean;
  readonly dot?: boolean;
  readonly mermaid?: boolean;
  readonly md?: boolean;
  readonly full?: boolean;
  readonly outs?: boolean;
  readonly collapseForeachMatrix?: boolean;
}

/** Adds `pawl dag`, with the flags of DVC; `--json` gives nodes and edges. */
export function addDagCommand(program: Command): void {
  program
    .command("dag")
    .description("draw the graph of stages and data")
    .argument("[target]", "a stage, an output or a .dvc file (default: everything)")
    .option("--dot", "in Graphviz's language")
    .option("--mermaid", "as a Mermaid flowchart")
    .option("--md", "as a Mermaid flowchart in a Markdown block")
    .option("--full", "everything that is connected with the target, not only what it needs")
    .option("-o, --outs", "outputs in place of stages")
    .option("--collapse-foreach-matrix", "one node for all stages of a foreach or matrix")
    .action(async (target: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DagOptions>();
      const [isOutputs, isCollapsed] = [options.outs ?? false, options.collapseForeachMatrix ?? false];
      if (isOutputs && isCollapsed) {
        throw new PawlError("usage.invalid", {
          message: "--outs and --collapse-foreach-matrix exclude each other.",
        });
      }
      const { root, folder } = findRepository(process.cwd());
      const view = await createWorkspaceView(await createFileSystem(root));
      const request = { folder, isFull: options.full ?? false, isOutputs, isCollapsed };
      const graph = await dag({ ...request, ...(target === undefined ? {} : { target }) }, view);
      if (options.json === true) console.log(JSON.stringify(graph, null, 2));
      else if (options.dot === true) console.log(renderDagDot(graph));
      else if (options.md === true) console.log(`\`\`\`mermaid\n${renderDagMermaid(graph)}\n\`\`\``);
      else console.log(options.mermaid === true ? renderDagMermaid(graph) : renderDagTree(graph));
    });
}
