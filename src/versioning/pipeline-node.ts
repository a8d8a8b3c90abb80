import type { TrackedData } from "./data-file.ts";
import { relativePath } from "./relative-path.ts";
import { compareCodePoints } from "./value.ts";
import type { Pipeline, Stage } from "./stage.ts";

/** What a pipeline is made of: a stage of dvc.yaml, or a `.dvc` file. Paths are relative to the repository. */
export interface PipelineNode {
  /** Of the stage; of a `.dvc` file its path. */
  readonly address: string;
  /** The dvc.yaml or the `.dvc` file. */
  readonly file: string;
  /** What it reads: dependencies, then parameter files, in the order of the file. */
  readonly needs: readonly string[];
  /** What it writes. */
  readonly makes: readonly string[];
  /** What is above it is left alone. */
  readonly isFrozen: boolean;
  /** Undefined for a `.dvc` file. */
  readonly stage?: Stage;
  /** What a `.dvc` file tracks; `[]` for a stage. */
  readonly tracked: readonly TrackedData[];
}

/**
 * Stages and `.dvc` files in the order in which DVC comes across them: a folder before what is in it, files by name,
 * stages as their file lists them.
 */
export function listNodes(pipeline: Pipeline, tracked: readonly TrackedData[]): readonly PipelineNode[] {
  const byFile = Map.groupBy(tracked, (data) => data.file);
  const nodes = [...pipeline.map(stageNode), ...[...byFile].map(([file, items]) => dataNode(file, items))];
  return nodes.sort((a, b) => compareFiles(a.file, b.file));
}

function stageNode(stage: Stage): PipelineNode {
  return {
    address: stage.address,
    file: stage.file,
    needs: [...stage.deps, ...stage.params].map((one) => one.path),
    makes: stage.outs.map((out) => out.path),
    isFrozen: stage.isFrozen,
    stage,
    tracked: [],
  };
}

function dataNode(file: string, tracked: readonly TrackedData[]): PipelineNode {
  return {
    address: file,
    file,
    needs: [],
    makes: tracked.map((data) => data.target),
    isFrozen: false,
    tracked,
  };
}

function compareFiles(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  const depth = Math.min(left.length, right.length) - 1;
  for (let index = 0; index < depth; index += 1) {
    const order = compareCodePoints(left[index] ?? "", right[index] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length || compareCodePoints(left[depth] ?? "", right[depth] ?? "");
}

/** A node's address as it is written in a folder: as DVC names it there. */
export function addressIn(
  folder: string,
  node: { readonly file: string; readonly stage?: Pick<Stage, "name"> | undefined },
): string {
  const file = relativePath(node.file, folder);
  if (node.stage === undefined) return file;
  return file === "dvc.yaml" ? node.stage.name : `${file}:${node.stage.name}`;
}
