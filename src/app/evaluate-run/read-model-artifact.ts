import type { z } from "zod";
import { PawlError } from "../../errors.ts";
import { parseJsonBytes } from "../../parse-json.ts";
import type { RunArtifact, Workflows } from "../../ports/github/workflows.ts";

/** Unpacks an archive that somebody else packed; throws PawlError `file.unreadable` for anything odd. */
export type ReadArchive = (
  bytes: Uint8Array,
  isAllowed: (name: string) => boolean,
  limits?: { readonly maxEntryBytes?: number; readonly maxTotalBytes?: number },
) => Promise<ReadonlyMap<string, Uint8Array>>;

/** What reading an artifact reaches. */
export interface ArtifactPorts {
  readonly workflows: Pick<Workflows, "listArtifacts" | "downloadArtifact">;
  readonly readArchive: ReadArchive;
}

/** An artifact with one JSON document a model, `<model>.json`. */
export interface ModelArtifact<T> {
  readonly name: string;
  /** For messages: what one document is, and how its archive is called. */
  readonly words: { readonly document: string; readonly archive: string };
  readonly maxArchiveBytes: number;
  readonly limits?: Parameters<ReadArchive>[2];
  readonly schema: z.ZodType<T>;
  /** What speaks against a document that fits the schema. */
  readonly findFault: (document: T) => string | undefined;
}

/** Documents of a run's artifact. */
export type ModelDocuments<T> =
  | { readonly state: "found"; readonly documents: readonly T[] }
  | { readonly state: "none" }
  /** `reason`: what is wrong with it. */
  | { readonly state: "refused"; readonly reason: string };

/**
 * Reads what a run uploaded of models. Nothing in it is believed yet but its shape: size, number and names of files, schema,
 * the model of each file, and what `findFault` looks at. One bad document refuses all.
 *
 * @param models those that may be in it.
 */
export async function readModelArtifact<T extends { readonly model: string }>(
  run: { readonly id: number; readonly models: readonly string[] },
  artifact: ModelArtifact<T>,
  ports: ArtifactPorts,
): Promise<ModelDocuments<T>> {
  const { words, maxArchiveBytes, limits } = artifact;
  const found = await findArtifact(run.id, artifact.name, ports);
  if (found === undefined) return { state: "none" };
  if (found.sizeBytes > maxArchiveBytes) return refuse(`${words.archive} is too large`);
  const allowed = new Set(run.models.map((model) => `${model}.json`));
  try {
    const bytes = await ports.workflows.downloadArtifact(found.id, maxArchiveBytes);
    const files = await ports.readArchive(bytes, (name) => allowed.has(name), limits);
    const documents = [...files].map(([name, file]) => parseDocument(name, file, artifact));
    return documents.length === 0 ? refuse(`${words.archive} is empty`) : { state: "found", documents };
  } catch (error) {
    if (error instanceof PawlError && error.code === "file.unreadable") return refuse(error.message);
    throw error;
  }
}

/** The newest live artifact of a name: a run that was run again has one of each attempt. */
export async function findArtifact(
  runId: number,
  name: string,
  { workflows }: Pick<ArtifactPorts, "workflows">,
): Promise<RunArtifact | undefined> {
  const artifacts = await workflows.listArtifacts(runId);
  const [newest] = artifacts
    .filter((candidate) => candidate.name === name && !candidate.expired)
    .sort((a, b) => b.id - a.id);
  return newest;
}

function refuse(reason: string): { readonly state: "refused"; readonly reason: string } {
  return { state: "refused", reason };
}

function parseDocument<T extends { readonly model: string }>(
  name: string,
  file: Uint8Array,
  { schema, findFault, words }: ModelArtifact<T>,
): T {
  const refused = (why: string): PawlError =>
    new PawlError("file.unreadable", { message: `The ${words.document} ${name} is refused: ${why}` });
  const parsed = schema.safeParse(parseJsonBytes(file));
  if (!parsed.success) throw refused(parsed.error.issues[0]?.message ?? "wrong shape");
  if (name !== `${parsed.data.model}.json`) throw refused("it is of another model");
  const fault = findFault(parsed.data);
  if (fault !== undefined) throw refused(fault);
  return parsed.data;
}
