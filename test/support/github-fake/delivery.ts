import type { Deployment, Deployments } from "../../../src/ports/github/deployments.ts";
import type { Members } from "../../../src/ports/github/members.ts";
import type { Release, Releases } from "../../../src/ports/github/releases.ts";
import type { Workflows } from "../../../src/ports/github/workflows.ts";
import { createHash } from "node:crypto";
import { fakeSha, nextId, nextInstant, type FakeState } from "./fake-state.ts";
import { refuse, write } from "./fake-writes.ts";

/** The fake's {@link Releases}. */
export function fakeReleases(state: FakeState): Releases {
  const all = (): Release[] => [...state.releases.values()].sort((a, b) => b.id - a.id);
  const one = (id: number): Release => state.releases.get(id) ?? refuse(`404: no release ${id}`);
  return {
    list: async () => all(),
    findByTag: async (tag) => all().findLast((release) => release.tag === tag),
    create: (tag, content) =>
      write(state, "releases.create", [tag, content], () => {
        const id = nextId(state);
        const url = `${state.repository.url}/releases/tag/${encodeURIComponent(tag)}`;
        const release = { id, tag, ...content, prerelease: false, assets: [], url };
        state.releases.set(id, release);
        return release;
      }),
    update: (id, content) =>
      write(state, "releases.update", [id, content], () => {
        const release = { ...one(id), ...content };
        state.releases.set(id, release);
        return release;
      }),
    uploadAsset: (releaseId, asset) =>
      write(state, "releases.uploadAsset", [releaseId, asset.name], () => {
        const release = one(releaseId);
        if (release.assets.some((old) => old.name === asset.name))
          refuse(`422: already_exists ${asset.name}`);
        const digest = `sha256:${createHash("sha256").update(asset.bytes).digest("hex")}`;
        const added = {
          id: nextId(state),
          name: asset.name,
          sizeBytes: asset.bytes.byteLength,
          state: "uploaded",
          digest,
        };
        state.releases.set(releaseId, { ...release, assets: [...release.assets, added] });
        state.assets.set(added.id, asset.bytes);
        return added;
      }),
    downloadAsset: async (id) => state.assets.get(id) ?? refuse(`404: no asset ${id}`),
    removeAsset: (id) =>
      write(state, "releases.removeAsset", [id], () => {
        state.assets.delete(id);
        for (const release of all()) {
          state.releases.set(release.id, { ...release, assets: release.assets.filter((a) => a.id !== id) });
        }
      }),
    remove: (id) =>
      write(state, "releases.remove", [id], () => {
        state.releases.delete(id);
      }),
  };
}

/** The fake's {@link Deployments}. */
export function fakeDeployments(state: FakeState): Deployments {
  return {
    get: async (id) => state.deployments.get(id),
    list: async (environment) =>
      [...state.deployments.values()]
        .filter((d) => d.environment === environment)
        .sort((a, b) => b.id - a.id),
    protection: async (environment) => state.protections.get(environment),
    create: (request) =>
      write(state, "deployments.create", [request], () => {
        const id = nextId(state);
        const deployment: Deployment = {
          id,
          ...request,
          sha: state.tags.get(request.ref)?.commitSha ?? fakeSha(1),
          createdAt: nextInstant(state),
          url: `${state.repository.url}/deployments/${id}`,
        };
        state.deployments.set(id, deployment);
        return deployment;
      }),
    listStatuses: async (id) => [...(state.statuses.get(id) ?? [])].reverse(),
    createStatus: (deploymentId, status) =>
      write(state, "deployments.createStatus", [deploymentId, status], () => {
        if (!state.deployments.has(deploymentId)) refuse(`404: no deployment ${deploymentId}`);
        const { state: name, description, environmentUrl = "" } = status;
        const added = {
          id: nextId(state),
          state: name,
          description,
          environmentUrl,
          createdAt: nextInstant(state),
        };
        state.statuses.set(deploymentId, [...(state.statuses.get(deploymentId) ?? []), added]);
      }),
  };
}

/** The fake's {@link Workflows}. */
export function fakeWorkflows(state: FakeState): Workflows {
  return {
    getRun: async (id) => state.runs.get(id),
    listRuns: async ({ event, headSha, branch, status, createdSince }) =>
      [...state.runs.values()]
        .filter((run) => event === undefined || run.event === event)
        .filter((run) => headSha === undefined || run.headSha === headSha)
        .filter((run) => branch === undefined || run.headBranch === branch)
        .filter((run) => status === undefined || run.status === status || run.conclusion === status)
        .filter((run) => createdSince === undefined || new Date(run.createdAt) >= new Date(createdSince))
        .sort((a, b) => b.id - a.id),
    listJobs: async (runId) => state.jobs.get(runId) ?? [],
    listArtifacts: async (runId) =>
      [...state.artifacts.values()].filter((artifact) => artifact.runId === runId),
    downloadArtifact: async (id, maxBytes) => {
      const bytes = state.artifacts.get(id)?.bytes ?? refuse(`404: no artifact ${id}`);
      return bytes.byteLength > maxBytes ? refuse(`artifact ${id} is longer than ${maxBytes} bytes`) : bytes;
    },
    dispatch: (workflow, ref, inputs) =>
      write(state, "workflows.dispatch", [workflow, ref, inputs], () => {
        state.dispatches.push({ workflow, ref, inputs });
        return addDispatchedRun(state, { workflow, ref, inputs });
      }),
    cancel: async (id) => {
      const run = state.runs.get(id) ?? refuse(`404: no run ${id}`);
      if (run.status === "completed") return "completed";
      return write(state, "workflows.cancel", [id], () => {
        state.runs.set(id, { ...run, status: "completed", conclusion: "cancelled" });
        return "cancelled" as const;
      });
    },
    rerun: async (id) => {
      const run = state.runs.get(id);
      if (run?.status !== "completed") return "refused";
      return write(state, "workflows.rerun", [id], () => {
        const waited = run.conclusion === "action_required";
        const attempt = (run.attempt ?? 1) + (waited ? 0 : 1);
        state.runs.set(id, { ...run, attempt, status: "queued", conclusion: null });
        return "started" as const;
      });
    },
  };
}

/** The fake's {@link Members}. */
export function fakeMembers(state: FakeState): Members {
  return {
    roleOf: async (login) => state.roles.get(login) ?? "none",
    isInTeam: async (login, team) => state.teams.get(team)?.includes(login) ?? false,
    self: async () => ({ login: state.self.login, appId: state.self.appId }),
    repository: async () => state.repository,
  };
}

/** The run that a dispatch starts; its title is what `run-name` of the templates makes of the inputs. */
function addDispatchedRun(
  state: FakeState,
  { workflow, ref, inputs }: FakeState["dispatches"][number],
): { readonly id: number; readonly url: string } {
  const id = nextId(state);
  const { verb = "", model = "", issue = "", deployment = "", run = "{}" } = inputs;
  const asked = JSON.parse(run) as Readonly<Record<string, string>>;
  const titles: Readonly<Record<string, string>> = {
    deploy: `deploy #${deployment}`,
    retrain: `retrain ${model} #${issue}`,
    run: `run ${asked["step"]} ${asked["pull"]} ${asked["sha"]} ${asked["request"]}`,
  };
  const url = `${state.repository.url}/actions/runs/${id}`;
  state.runs.set(id, {
    id,
    name: "pawl",
    displayTitle: titles[verb] ?? verb,
    path: `.github/workflows/${workflow}`,
    event: "workflow_dispatch",
    headSha: state.refs.get(`refs/heads/${ref}`) ?? fakeSha(1),
    headBranch: ref,
    headRepositoryId: state.repository.id,
    status: "queued",
    conclusion: null,
    createdAt: nextInstant(state),
    url,
  });
  return { id, url };
}
