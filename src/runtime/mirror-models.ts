import { hubEndpoint } from "../adapters/object-store/hub-url.ts";
import { mirrorModel } from "../app/mirror/mirror-model.ts";
import {
  type MirrorOutcome,
  type MirrorResult,
  needsAttention,
  toFailed,
} from "../app/mirror/mirror-result.ts";
import { readModelState } from "../app/promotion-facts.ts";
import type { MirrorPolicy, Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import type { ModelHub } from "../ports/model-hub.ts";
import { hubRepository } from "../registry/hub-repository.ts";
import { createModelHub } from "./compose.ts";

/** What is to be mirrored to the Hub, and as whom. */
export interface MirrorModelsOptions {
  readonly policy: Policy;
  /** Models of the policy. */
  readonly models: readonly string[];
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly github: Pick<GitHub, "gitData" | "releases">;
  /** `HF_TOKEN`, and `HF_ENDPOINT` for another Hub than huggingface.co. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Hears what somebody has to do something about. */
  readonly log: Pick<Log, "warning">;
}

/**
 * Copies what the Hugging Face Hub lacks of the models' published versions, if the policy has `registry.mirror.hugging_face`.
 * What fails there is a result and a warning: the registry is as it is.
 */
export async function mirrorModels(options: MirrorModelsOptions): Promise<readonly MirrorResult[]> {
  const { models, log } = options;
  const wanted = options.policy.registry?.mirror.hugging_face;
  if (wanted === undefined) return [];
  const results: MirrorResult[] = [];
  for (const model of models) {
    const hubName = hubRepository(wanted.repository, model) ?? wanted.repository;
    const url = `${hubEndpoint({ options: new Map(), environment: options.variables })}/${hubName}`;
    for (const outcome of await mirrorOne(model, { ...wanted, repository: hubName }, options))
      results.push({ mirror: "hugging-face", model, url, ...outcome });
  }
  warnOf(results, log);
  return results;
}

/** Says what somebody has to do something about. */
export function warnOf(results: readonly MirrorResult[], log: Pick<Log, "warning">): void {
  for (const { mirror, model, version, reasonCode, reason, hint } of results.filter(needsAttention)) {
    const what = version === null ? model : `${model} ${version}`;
    log.warning(`${what} is not mirrored to ${mirror} (${reasonCode}): ${reason} ${hint ?? ""}`.trim());
  }
}

/**
 * The Hub that the environment names.
 *
 * @throws PawlError `mirror.token-missing`
 */
export async function openModelHub(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<ModelHub> {
  const token = variables["HF_TOKEN"] ?? "";
  if (!token.startsWith("hf_")) {
    throw new PawlError("mirror.token-missing", {
      message: `HF_TOKEN is ${token === "" ? "not set" : "no token of the Hugging Face Hub: those begin with hf_"}.`,
    });
  }
  const endpoint = hubEndpoint({ options: new Map(), environment: variables });
  return await createModelHub({ endpoint, token });
}

async function mirrorOne(
  model: string,
  { repository: hubName, visibility, license, tags, datasets }: NonNullable<MirrorPolicy["hugging_face"]>,
  { repository, github, variables }: MirrorModelsOptions,
): Promise<readonly MirrorOutcome[]> {
  try {
    const hub = await openModelHub(variables);
    const state = await readModelState(model, github);
    const request = { state, repository, hubName, visibility, card: { license, tags, datasets } };
    return await mirrorModel(request, { releases: github.releases, hub });
  } catch (error) {
    if (error instanceof PawlError) return [toFailed(null, error)];
    throw error;
  }
}
