import type { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { GitHub } from "../../ports/github/github.ts";
import { parseJson } from "../../parse-json.ts";

/** A document as its ref has it, and the commit to build on. */
export interface StateDocument<T> {
  readonly sha: string;
  readonly value: T;
}

/** What documents in refs need. */
export type StatePorts = Pick<GitHub, "commits" | "gitData">;

/** The file of a commit that holds the document. */
export const documentFile = "document.json";

/**
 * The document that a ref holds; `undefined` without the ref.
 *
 * @throws PawlError `registry.state-invalid` when the ref holds something else.
 */
export async function readState<T>(
  ref: string,
  schema: z.ZodType<T>,
  ports: Pick<StatePorts, "gitData">,
): Promise<StateDocument<T> | undefined> {
  const sha = await ports.gitData.resolveRef(ref);
  return sha === undefined ? undefined : readStateAt({ name: ref, sha }, schema, ports);
}

/** Like {@link readState}, at a commit that is known already. */
export async function readStateAt<T>(
  ref: { readonly name: string; readonly sha: string },
  schema: z.ZodType<T>,
  ports: Pick<StatePorts, "gitData">,
): Promise<StateDocument<T>> {
  const text = await ports.gitData.readFile(documentFile, ref.sha);
  return { sha: ref.sha, value: parseDocument(ref, text, schema) };
}

/** The document in the text of {@link documentFile} at the commit of a ref. @throws PawlError `registry.state-invalid` */
export function parseDocument<T>(
  ref: { readonly name: string; readonly sha: string },
  text: string | undefined,
  schema: z.ZodType<T>,
): T {
  const parsed = parseState(text, schema);
  if (parsed.success) return parsed.data;
  throw new PawlError("registry.state-invalid", {
    message: `${ref.name} at ${ref.sha} holds no ${documentFile} of the shape that Pawl writes.`,
    cause: parsed.error,
  });
}

/** A document's text in its shape; no text and no JSON fail like another shape. */
export function parseState<T>(text: string | undefined, schema: z.ZodType<T>): z.ZodSafeParseResult<T> {
  return schema.safeParse(text === undefined ? undefined : parseJson(text));
}

/**
 * Writes a document by compare-and-swap: on top of `previous`, or as the first one. Of several who write at once one has
 * written, the others have a conflict and nothing of theirs is seen.
 */
export async function writeState<T>(
  ref: string,
  next: {
    readonly value: T;
    readonly previous: string | undefined;
    readonly message: string;
    /** Name of the file in the commit. Default: `document.json`. */
    readonly file?: string;
  },
  { commits }: { readonly commits: Pick<GitHub["commits"], "create" | "createRef" | "advanceRef"> },
): Promise<StateDocument<T> | "conflict"> {
  const { value, previous, message } = next;
  const files = { [next.file ?? documentFile]: `${JSON.stringify(value, null, 2)}\n` };
  const sha = await commits.create({ message, parent: previous, files });
  const written =
    previous === undefined ? await commits.createRef(ref, sha) : await commits.advanceRef(ref, sha);
  return written === "created" || written === "advanced" ? { sha, value } : "conflict";
}

/** Attempts of {@link changeState}. */
const attempts = 12;

/**
 * Reads, changes and writes a document until nobody came between.
 *
 * @param change gives the next value, or `undefined` to leave it as it is.
 * @returns what the ref holds now; `undefined` without the ref.
 * @throws PawlError `registry.contended` when others write all the time, `registry.state-invalid`.
 */
export async function changeState<T>(
  ref: string,
  how: {
    readonly schema: z.ZodType<T>;
    readonly message: string;
    readonly change: (value: T | undefined) => T | undefined;
    /** Waits before attempt `n`, counting from 1. */
    readonly pause: (attempt: number) => Promise<void>;
  },
  ports: StatePorts,
): Promise<T | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await readState(ref, how.schema, ports);
    const value = how.change(found?.value);
    if (value === undefined) return found?.value;
    const next = { value, previous: found?.sha, message: how.message };
    const written = await writeState(ref, next, ports);
    if (written !== "conflict") return written.value;
    await how.pause(attempt);
  }
  throw new PawlError("registry.contended", {
    message: `${ref} was written by others ${attempts} times in a row.`,
  });
}
