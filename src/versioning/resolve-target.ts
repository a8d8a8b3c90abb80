import { PawlError } from "../errors.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import { globPattern } from "./glob-pattern.ts";
import { addressIn, type PipelineNode } from "./pipeline-node.ts";
import { isBelow, isOverlap, joinPath } from "./repository-path.ts";

/** How targets are read. */
export interface TargetOptions {
  /** The folder that they are relative to; `""` is the repository itself. */
  readonly folder: string;
  /** Whether names of stages may be patterns (`*`, `?`, `[…]`). */
  readonly isGlob?: boolean;
  /** Whether a folder means everything that is defined in it. */
  readonly isRecursive?: boolean;
}

/**
 * The nodes that a target means, as DVC reads it: a stage or a group of the dvc.yaml in the folder (`train`, `:train`,
 * `train@us`), one of another (`sub/dvc.yaml:train`), all of a dvc.yaml (`sub/dvc.yaml`), a `.dvc` file. Unlike DVC also
 * what makes a path.
 *
 * @throws PawlError `stage.unknown` that names the nearest.
 */
export function resolveTarget(
  target: string,
  nodes: readonly PipelineNode[],
  options: TargetOptions,
): readonly PipelineNode[] {
  const found = find(target, nodes, options);
  if (found.length > 0) return found;
  const known = nodes.flatMap((node) => [addressIn(options.folder, node), ...node.makes]);
  const nearest = nearestMatch(target, known);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  const where = options.folder === "" ? "dvc.yaml" : `${options.folder}/dvc.yaml`;
  if (/(^|\/)dvc\.yaml$/.test(target)) {
    throw new PawlError("stage.unknown", {
      message: `There is no ${target} with stages in ${options.folder === "" ? "the repository" : options.folder}.`,
      hint: "Name a stage, or take all of them with --all-pipelines.",
    });
  }
  throw new PawlError("stage.unknown", {
    message: target.endsWith("dvc.lock")
      ? `${target} is a lock file. Did you mean ${target.replace(/lock$/, "yaml")}?`
      : `${where} has no stage or output ${target}.${hint}`,
  });
}

function find(
  target: string,
  nodes: readonly PipelineNode[],
  options: TargetOptions,
): readonly PipelineNode[] {
  const path = joinPath(options.folder, target);
  if (options.isRecursive === true && path !== undefined) {
    const inside = nodes.filter((node) => isBelow(node.file, path));
    if (inside.length > 0) return inside;
  }
  const { file, name } = splitTarget(target);
  const full = joinPath(options.folder, file);
  const stages = nodes.filter((node) => node.file === full && node.stage !== undefined);
  if (name === undefined) return nodes.filter((node) => node.file === full);
  const named = stages.filter((node) => isNamed(node, name, options.isGlob ?? false));
  if (named.length > 0 || path === undefined || path === "") return named;
  return nodes.filter((node) => node.file === path || node.makes.some((out) => isOverlap(out, path)));
}

/** `name` undefined: all of the file. A key of a group may hold any character, so what is after `@` is left alone. */
function splitTarget(target: string): { readonly file: string; readonly name: string | undefined } {
  const at = target.indexOf("@");
  const head = at === -1 ? target : target.slice(0, at);
  const colon = head.lastIndexOf(":");
  if (colon >= 0) return { file: head.slice(0, colon) || "dvc.yaml", name: target.slice(colon + 1) };
  const isFile = /(^|\/)dvc\.yaml$|\.dvc$/.test(target);
  return isFile ? { file: target, name: undefined } : { file: "dvc.yaml", name: target };
}

function isNamed(node: PipelineNode, name: string, isGlob: boolean): boolean {
  if (node.stage === undefined) return false;
  if (node.stage.name === name || node.stage.group === name) return true;
  return isGlob && globPattern(name).test(node.stage.name);
}
