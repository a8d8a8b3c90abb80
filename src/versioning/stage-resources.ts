import { z } from "zod";
import { checkPart } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import type { DocumentPlaces, Path } from "../yaml/read-document.ts";
import type { StageResources } from "./stage.ts";
import { isValueMap, toPlainData, type Value } from "./value.ts";

const units = { B: 0, K: 1, M: 2, G: 3, T: 4 } as const;
const memory = /^(\d+(?:\.\d+)?) ?([KMGT]?)(i?)B$/;

/** `meta.pawl` of a stage: Pawl's own part of what DVC leaves free. */
function pawlSchema() {
  return z.strictObject({
    resources: z
      .strictObject({
        cpus: z.number().positive().max(4096).optional(),
        memory: z.string().regex(memory, "a size such as 4GiB or 512MB").optional(),
        gpus: z.int().min(0).max(1024).optional(),
      })
      .optional(),
  });
}

/**
 * What a stage needs while it runs.
 *
 * @param meta of the stage, templates resolved; everything in it but `pawl` is free.
 * @param at where it stands.
 * @returns `undefined` resources when it says nothing.
 */
export function readResources(
  meta: Value | undefined,
  document: DocumentPlaces,
  at: Path,
): { readonly resources: StageResources | undefined; readonly problems: readonly Problem[] } {
  const pawl = isValueMap(meta) ? meta.get("pawl") : undefined;
  if (pawl === undefined) return { resources: undefined, problems: [] };
  const [data, schema] = [toPlainData(pawl), pawlSchema()];
  const problems = checkPart(document, { at: [...at, "pawl"], data }, schema);
  const parsed = schema.safeParse(data);
  if (!parsed.success || parsed.data.resources === undefined) return { resources: undefined, problems };
  const { cpus, memory: size, gpus } = parsed.data.resources;
  const resources: StageResources = {
    ...(cpus === undefined ? {} : { cpus }),
    ...(size === undefined ? {} : { memoryBytes: sizeBytes(size) }),
    ...(gpus === undefined ? {} : { gpus }),
  };
  return { resources, problems };
}

/** `4GiB` is 4 × 1024³ bytes, `4GB` 4 × 1000³. */
function sizeBytes(size: string): number {
  const [, amount = "0", unit = "", binary] = memory.exec(size) ?? [];
  const power = units[unit === "" ? "B" : (unit as keyof typeof units)]; // one of the letters above
  return Math.round(Number(amount) * (binary === "i" ? 1024 : 1000) ** power);
}
