import { PawlError } from "../errors.ts";
import type { Deployment } from "../ports/github/deployments.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { RegistryTags } from "../ports/registry-tags.ts";
import { readDeploymentPayload } from "../registry/deployment-payload.ts";
import { listHolders, parseTimeSpan } from "../registry/holders.ts";
import { listEvents } from "../registry/registry-history.ts";
import type {
  ModelsAt,
  ModelsHistory,
  ModelsList,
  ModelsShow,
  RegistrySource,
} from "../registry/registry-report-schema.ts";
import { readRegistry, type ArtifactState, type TagRecord } from "../registry/registry-state.ts";
import { readTrailer } from "../registry/tag-trailers.ts";

/** What questions to the registry read. */
export interface ReadModelsPorts {
  readonly source: RegistrySource;
  readonly tags: RegistryTags;
  /** For the Deployments; without it they are not known. */
  readonly github?: Pick<GitHub, "deployments"> | undefined;
}

/**
 * The tags of a repository of GitHub. Two lists tell annotated tags from the others; a tag that came or went between the two
 * is none of the others: those are there, unmoved, before and after the annotated ones are read.
 */
export function tagsOnGitHub(github: Pick<GitHub, "gitData" | "commits">): RegistryTags {
  const listRefs = () => github.commits.listRefs("refs/tags/");
  return {
    read: async () => {
      const before = await listRefs();
      const annotated = await github.gitData.listTags("");
      const known = new Set(annotated.map((tag) => `refs/tags/${tag.name}`));
      const unknown = before.filter(({ name }) => !known.has(name));
      if (unknown.length === 0) return { annotated, others: [] };
      const after = new Map((await listRefs()).map(({ name, sha }) => [name, sha]));
      const others = unknown.filter(({ name, sha }) => after.get(name) === sha);
      return { annotated, others: others.map(({ name }) => name.slice("refs/tags/".length)) };
    },
  };
}

/** Every model in short, by name. */
export async function listModels({ source, tags }: ReadModelsPorts): Promise<ModelsList> {
  const states = [...readRegistry((await tags.read()).annotated).values()];
  const models = states
    .sort((a, b) => (a.artifact < b.artifact ? -1 : 1))
    .map((state) => ({
      model: state.artifact,
      version: state.versions[0]?.version ?? null,
      versions: state.versions.length,
      environments: Object.fromEntries(
        [...state.environments].map(([name, { current }]) => [name, current?.version ?? null]),
      ),
      deprecated: state.isDeprecated,
      updatedAt: state.lastTaggedAt ?? "",
    }));
  return { schema: "pawl.models-list/1", source, models };
}

/** One model. @throws PawlError `registry.model-unknown` */
export async function showModel(model: string, { source, tags }: ReadModelsPorts): Promise<ModelsShow> {
  const state = requireModel((await tags.read()).annotated, model);
  const environments = [...state.environments].map(([environment, { current, history }]) => ({
    environment,
    version: current?.version ?? null,
    tag: current?.tag ?? null,
    assignedAt: current?.assignedAt ?? null,
    requestedBy: (current && readTrailer(current.message, "Requested-by")) ?? null,
    assignments: history.length,
  }));
  const versions = state.versions.map(({ version, tag, commitSha: commit, registeredAt }) => ({
    version,
    tag,
    commit,
    registeredAt,
    environments: environments
      .filter((held) => held.version === version)
      .map(({ environment }) => environment),
  }));
  const { isDeprecated: deprecated } = state;
  return { schema: "pawl.models-show/1", source, model, deprecated, versions, environments };
}

/** Events, newest first: of one model, or of all. @throws PawlError `registry.model-unknown` */
export async function modelHistory(
  model: string | undefined,
  { source, tags }: ReadModelsPorts,
): Promise<ModelsHistory> {
  const { annotated } = await tags.read();
  if (model !== undefined) requireModel(annotated, model);
  return { schema: "pawl.models-history/1", source, events: [...listEvents(annotated, model)] };
}

/** A question for a day or an instant. */
export interface HoldersRequest {
  /** `2026-11-20`: the whole day in UTC; or an instant such as `2026-11-20T10:00:00Z`. */
  readonly date: string;
  readonly model?: string | undefined;
  readonly environment?: string | undefined;
}

/**
 * Which version held each environment then, by which tag, and who put it there.
 *
 * @throws PawlError `usage.invalid` for what is no date; `registry.model-unknown`
 */
export async function modelsAt(request: HoldersRequest, ports: ReadModelsPorts): Promise<ModelsAt> {
  const span = parseTimeSpan(request.date);
  if (span === undefined) {
    throw new PawlError("usage.invalid", {
      message: `${JSON.stringify(request.date.slice(0, 40))} is no date.`,
      hint: "Write a day such as 2026-11-20, or an instant such as 2026-11-20T10:00:00Z.",
    });
  }
  const { annotated } = await ports.tags.read();
  if (request.model !== undefined) requireModel(annotated, request.model);
  const holders: ModelsAt["holders"] = [];
  const deployments = new Map<string, readonly Deployment[]>();
  for (const holder of listHolders(annotated, span, request)) {
    const { environment } = holder;
    const known = deployments.get(environment) ?? (await ports.github?.deployments.list(environment)) ?? [];
    deployments.set(environment, known);
    holders.push({ ...holder, deployment: await describeDeployment(holder.tag, known, ports) });
  }
  const [from, to] = [span.fromMs, span.toMs].map((ms) => new Date(ms).toISOString());
  return { schema: "pawl.models-at/1", source: ports.source, from: from ?? "", to: to ?? "", holders };
}

/** The Deployment of an assignment: the one with the least id when several bear its tag. */
async function describeDeployment(
  tag: string,
  known: readonly Deployment[],
  { github }: ReadModelsPorts,
): Promise<ModelsAt["holders"][number]["deployment"]> {
  const found = known
    .filter(({ payload }) => readDeploymentPayload(payload)?.tag === tag)
    .sort((a, b) => a.id - b.id)[0];
  if (found === undefined || github === undefined) return null;
  const [newest] = await github.deployments.listStatuses(found.id);
  return { id: found.id, url: found.url, state: newest?.state ?? null };
}

function requireModel(tags: readonly TagRecord[], model: string): ArtifactState {
  const registry = readRegistry(tags);
  const state = registry.get(model);
  if (state !== undefined) return state;
  const known = [...registry.keys()].sort().slice(0, 10).join(", ");
  throw new PawlError("registry.model-unknown", {
    message: `No tag names a model ${JSON.stringify(model.slice(0, 100))}; known are: ${known || "none"}.`,
  });
}
