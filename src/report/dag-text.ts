import { type Dag, splitDag } from "../versioning/stage-dag.ts";
import { compareCodePoints } from "../versioning/value.ts";

/** A graph as a Mermaid flowchart, as DVC writes it: a part after the other, names sorted in each. */
export function renderDagMermaid(dag: Dag): string {
  const lines = ["flowchart TD"];
  let count = 0;
  for (const part of splitDag(dag)) {
    const ids = new Map<string, string>();
    for (const node of [...part.nodes].sort(compareCodePoints)) {
      count += 1;
      ids.set(node, `node${count}`);
      lines.push(`\tnode${count}["${node.replaceAll('"', "#quot;")}"]`);
    }
    const edges = [...part.edges].sort(
      (a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to),
    );
    for (const { from, to } of edges) lines.push(`\t${ids.get(from)}-->${ids.get(to)}`);
  }
  return lines.join("\n");
}

/** A graph in Graphviz's language, as DVC writes it. */
export function renderDagDot(dag: Dag): string {
  const quote = (name: string): string => `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
  const edges = dag.nodes.flatMap((node) => dag.edges.filter((edge) => edge.from === node));
  return [
    "strict digraph {",
    ...dag.nodes.map((node) => `${quote(node)};`),
    ...edges.map(({ from, to }) => `${quote(from)} -> ${quote(to)};`),
    "}",
    "",
  ].join("\n");
}

/**
 * A graph as trees for a terminal, from what is needed to what needs it. A node that stands in several places has its branches
 * in the first one and `(above)` in the others. Our own form: DVC draws boxes.
 */
export function renderDagTree(dag: Dag): string {
  const below = new Map(dag.nodes.map((node): [string, string[]] => [node, []]));
  for (const { from, to } of dag.edges) if (from !== to) below.get(from)?.push(to);
  const needed = new Set(dag.edges.filter(({ from, to }) => from !== to).map((edge) => edge.to));
  const seen = new Set<string>();
  const lines: string[] = [];
  const draw = (node: string, lead: string, indent: string): void => {
    const isRepeated = seen.has(node);
    const branches = below.get(node) ?? [];
    lines.push(`${lead}${clean(node)}${isRepeated && branches.length > 0 ? " (above)" : ""}`);
    if (isRepeated) return;
    seen.add(node);
    for (const [index, branch] of branches.entries()) {
      const isLast = index === branches.length - 1;
      draw(branch, `${indent}${isLast ? "└── " : "├── "}`, `${indent}${isLast ? "    " : "│   "}`);
    }
  };
  for (const node of dag.nodes) if (!needed.has(node)) draw(node, "", "");
  return lines.join("\n");
}

function clean(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "?");
}
