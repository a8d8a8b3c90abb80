import { PawlError } from "../../errors.ts";
import type { FoundModel, ModelMirror } from "../../ports/experiment-tracking.ts";
import type { ArtifactState, RegisteredVersion } from "../../registry/registry-state.ts";
import { cleanModelName, environmentAlias } from "../../runs/tracked-names.ts";

/** What became of the versions and aliases. */
export interface VersionsExport {
  readonly created: number;
  readonly present: number;
  /** Versions that were deregistered since: they get a tag. */
  readonly deregistered: number;
  readonly aliasesSet: number;
  readonly aliasesRemoved: number;
}

/** What a version is registered with. */
export interface VersionLinks {
  /** `https://github.com`. */
  readonly serverUrl: string;
  /** `owner/name`: Releases are in it. */
  readonly repository: string;
  /** The tracking server's id of the run that registered a version. */
  readonly runOf: (model: string, version: string) => string | undefined;
}

/** Tags that say what is ours. */
const modelTag = "pawl.model";
const versionTag = "pawl.version";
const deregisteredTag = "pawl.deregistered";

/**
 * Brings a registered model of the tracking server to what the registry says: versions, oldest first, each found by its
 * tag; one alias an environment; tags for deregistration and deprecation. A second call changes nothing.
 *
 * @throws PawlError `mlflow.name-taken` when the server has a model of that name that does not carry our tag.
 */
export async function exportVersions(
  state: ArtifactState,
  links: VersionLinks,
  mirror: ModelMirror,
): Promise<VersionsExport> {
  const name = cleanModelName(state.artifact);
  const model = await openModel(name, state.artifact, mirror);
  const numbers = new Map<string, string>();
  let deregistered = 0;
  const registered = new Set(state.versions.map(({ version }) => version));
  for (const { number, tags } of await mirror.listVersions(name)) {
    const version = tags.get(versionTag);
    if (version === undefined) continue;
    numbers.set(version, number);
    const isGone = !registered.has(version);
    if (isGone === (tags.get(deregisteredTag) === "true")) continue;
    await mirror.setVersionTag(name, number, { key: deregisteredTag, value: String(isGone) });
    if (isGone) deregistered += 1;
  }
  const missing = state.versions.filter(({ version }) => !numbers.has(version)).toReversed();
  for (const version of missing) {
    const made = await mirror.createVersion(name, describeVersion(state.artifact, version, links));
    numbers.set(version.version, made);
  }
  await markDeprecation(name, model, state, mirror);
  const aliases = await setAliases({ name, model, state, numbers }, mirror);
  const present = state.versions.length - missing.length;
  return { created: missing.length, present, deregistered, ...aliases };
}

async function openModel(name: string, artifact: string, mirror: ModelMirror): Promise<FoundModel> {
  const found = await mirror.findModel(name);
  if (found === undefined) {
    await mirror.createModel(name, [{ key: modelTag, value: artifact }]);
    return { tags: new Map(), aliases: new Map() };
  }
  if (found.tags.get(modelTag) === artifact) return found;
  throw new PawlError("mlflow.name-taken", {
    message: `The server has a registered model ${name} that is not Pawl's ${artifact}: its tag ${modelTag} is ${JSON.stringify(found.tags.get(modelTag) ?? null)}.`,
  });
}

/**
 * The source is `github-release://owner/name/tag`, as remotes have it: MLflow 3 refuses https sources, since its server would
 * fetch what they name.
 */
function describeVersion(
  artifact: string,
  { version, tag, commitSha }: RegisteredVersion,
  { serverUrl, repository, runOf }: VersionLinks,
): Parameters<ModelMirror["createVersion"]>[1] {
  const release = `${serverUrl}/${repository}/releases/tag/${encodeURIComponent(tag)}`;
  const tags = [
    { key: versionTag, value: version },
    { key: "pawl.tag", value: tag },
    { key: "pawl.commit", value: commitSha },
    { key: "pawl.release", value: release },
  ];
  const source = `github-release://${repository}/${encodeURIComponent(tag)}`;
  return { source, description: release, runId: runOf(artifact, version), tags };
}

async function markDeprecation(
  name: string,
  model: FoundModel,
  { isDeprecated }: ArtifactState,
  mirror: ModelMirror,
): Promise<void> {
  const key = "pawl.deprecated";
  if ((model.tags.get(key) === "true") === isDeprecated) return;
  await mirror.setModelTag(name, { key, value: String(isDeprecated) });
}

interface Aliases {
  readonly name: string;
  readonly model: FoundModel;
  readonly state: ArtifactState;
  /** Version → the server's number. */
  readonly numbers: ReadonlyMap<string, string>;
}

/** Aliases of other names than those of our environments are left alone. */
async function setAliases(
  { name, model, state, numbers }: Aliases,
  mirror: ModelMirror,
): Promise<Pick<VersionsExport, "aliasesSet" | "aliasesRemoved">> {
  const counts = { aliasesSet: 0, aliasesRemoved: 0 };
  for (const [environment, { current }] of state.environments) {
    const alias = environmentAlias(environment);
    const before = model.aliases.get(alias);
    const wanted = numbers.get(current?.version ?? "");
    if (wanted === before) continue;
    if (wanted === undefined) {
      await mirror.removeAlias(name, alias);
      counts.aliasesRemoved += 1;
      continue;
    }
    await mirror.setAlias(name, alias, wanted);
    counts.aliasesSet += 1;
  }
  return counts;
}
