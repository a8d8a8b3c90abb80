import { z } from "zod";

const pathList = z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).optional();
const dvcSchema = z.object({
  stages: z
    .record(
      z.string(),
      z.object({ wdir: z.string().optional(), metrics: pathList, params: pathList }).catch({}),
    )
    .optional(),
  metrics: z.array(z.string()).optional(),
  params: z.array(z.string()).optional(),
});

/** Files that a `dvc.yaml` names. */
export interface DvcPaths {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}

/**
 * The metrics and params files of a parsed `dvc.yaml`, `params.yaml` included, sorted. Templates (`${…}`) and `foreach`
 * are not resolved: such entries are left out.
 */
export function findDvcPaths(dvcYaml: unknown): DvcPaths {
  const parsed = dvcSchema.safeParse(dvcYaml);
  if (!parsed.success) return { metrics: [], params: ["params.yaml"] };
  const stages = Object.values(parsed.data.stages ?? {});
  const metrics = stages.flatMap((stage) => pathsOf(stage.metrics).map((path) => inFolder(stage.wdir, path)));
  const params = stages.flatMap((stage) =>
    paramFilesOf(stage.params).map((path) => inFolder(stage.wdir, path)),
  );
  return {
    metrics: tidy([...metrics, ...(parsed.data.metrics ?? [])]),
    params: tidy(["params.yaml", ...params, ...(parsed.data.params ?? [])]),
  };
}

function pathsOf(list: z.infer<typeof pathList>): readonly string[] {
  return (list ?? []).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.keys(entry)));
}

/** In `params` a string is a key of `params.yaml`; a mapping names another file. */
function paramFilesOf(list: z.infer<typeof pathList>): readonly string[] {
  return (list ?? []).flatMap((entry) => (typeof entry === "string" ? [] : Object.keys(entry)));
}

function inFolder(folder: string | undefined, path: string): string {
  return folder === undefined || folder === "." ? path : `${folder}/${path}`;
}

function tidy(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => !path.includes("${")).sort();
}
