import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PawlError } from "../../errors.ts";
import type { LoadedModel, ModelRuntime } from "../../ports/model-runtime.ts";
import { manifestSchema, type Manifest, type Signature } from "../../registry/manifest-schema.ts";
import { checkRequest, type FeedRules } from "../../serving/feeds.ts";
import { exampleRequest, findRowDifference, outputRows } from "../../serving/smoke-test.ts";

/** Where a model comes from: a directory with the files of a Release, or one ONNX file. */
export type ModelSource =
  { readonly kind: "release"; readonly directory: string } | { readonly kind: "file"; readonly path: string };

/** A model that is ready to serve. */
export interface ServedModel {
  readonly source: ModelSource;
  /** `null` for a file without a manifest. */
  readonly version: string | null;
  readonly sha256: string;
  readonly rules: FeedRules;
  readonly loaded: LoadedModel;
}

/**
 * Loads a model, checks its digest against the manifest and proves it on the manifest's examples.
 *
 * @throws PawlError `serving.warm-up-failed` when the digest or an example's output differs;
 *   `model.unreadable` when the bytes are no ONNX model.
 */
export async function loadServedModel(source: ModelSource, runtime: ModelRuntime): Promise<ServedModel> {
  const path = source.kind === "file" ? source.path : join(source.directory, "model.onnx");
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PawlError("file.missing", { message: `${path} cannot be read.`, cause });
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const manifest = source.kind === "file" ? undefined : await readManifest(source.directory);
  if (manifest !== undefined && manifest.artifact.sha256 !== sha256) {
    throw failed(`${path} has the digest ${sha256}, the manifest says ${manifest.artifact.sha256}`);
  }
  const loaded = await runtime.load(bytes);
  const rules = {
    signature: toSignature(loaded),
    columns: manifest?.columns ?? { id: null, timestamp: null },
  };
  const served = { source, version: manifest?.version ?? null, sha256, rules, loaded };
  try {
    if (manifest !== undefined) await warmUp(served, manifest);
  } catch (error) {
    await loaded.release();
    throw error;
  }
  return served;
}

function toSignature({ signature }: LoadedModel): Signature {
  const copy = (spec: LoadedModel["signature"]["inputs"][number]) => ({ ...spec, shape: [...spec.shape] });
  return { inputs: signature.inputs.map(copy), outputs: signature.outputs.map(copy) };
}

async function readManifest(directory: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(directory, "manifest.json"), "utf8")));
}

async function warmUp(served: ServedModel, manifest: Manifest): Promise<void> {
  const request = exampleRequest(manifest);
  if (request === undefined) return;
  const checked = checkRequest(request, served.rules);
  if (!checked.ok) throw failed(`the examples do not fit the model: ${checked.error}`);
  const outputs = await served.loaded.run(checked.value.feeds);
  const difference = findRowDifference(manifest.examples.outputs, outputRows(outputs, checked.value.rows));
  if (difference !== undefined) throw failed(difference);
}

function failed(reason: string): PawlError {
  return new PawlError("serving.warm-up-failed", { message: `The model is not put live: ${reason}` });
}

/** Holds the model that is live, and frees a replaced one when the last request on it has ended. */
export class LiveModel {
  #current: ServedModel;
  readonly #uses = new Map<ServedModel, number>();

  constructor(first: ServedModel) {
    this.#current = first;
  }

  get current(): ServedModel {
    return this.#current;
  }

  /** Runs `work` on the model that is live now; it stays loaded until `work` ends. */
  async use<Result>(work: (model: ServedModel) => Promise<Result>): Promise<Result> {
    const model = this.#current;
    this.#uses.set(model, (this.#uses.get(model) ?? 0) + 1);
    try {
      return await work(model);
    } finally {
      this.#uses.set(model, (this.#uses.get(model) ?? 1) - 1);
      await this.#freeUnused(model);
    }
  }

  /** Puts another model live. Requests that began before end on the old one. */
  async replace(next: ServedModel): Promise<void> {
    const old = this.#current;
    this.#current = next;
    await this.#freeUnused(old);
  }

  async #freeUnused(model: ServedModel): Promise<void> {
    if (model === this.#current || (this.#uses.get(model) ?? 0) > 0) return;
    this.#uses.delete(model);
    await model.loaded.release();
  }
}
