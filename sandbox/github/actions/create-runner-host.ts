import type { HostRepository, JobRecord, RunnerHost, RunRecord } from "../../runner/host.ts";
import type { JsonObject } from "../../runner/json.ts";
import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord, TokenRecord } from "../records.ts";
import { renderRepository } from "../render/repository.ts";
import { renderUser } from "../render/user.ts";
import { environmentScope, type EnvironmentRecord } from "../resources/deployment-records.ts";
import { actionsService, type ActionsService } from "./actions-service.ts";
import { needsForkApproval } from "./fork-approval.ts";

const runtimeTokenHours = 24;

function describe(context: SandboxContext, repository: RepositoryRecord): HostRepository {
  const { id, name, fullName, defaultBranch, ownerId, ownerLogin: owner } = repository;
  const git = context.git(repository);
  return {
    id,
    name,
    fullName,
    defaultBranch,
    ownerId,
    owner,
    gitDirectory: git.directory,
    resolveRef: async (ref) => (await git.statObject(`${ref}^{commit}`))?.sha,
  };
}

/**
 * The server address that steps see. `@actions/artifact` takes any other host than github.com, *.ghe.com and
 * *.localhost for a GitHub Enterprise Server and refuses to upload. git and browsers take *.localhost to loopback.
 */
function serverUrl(url: string): string {
  return url.replace("//127.0.0.1", "//github.localhost");
}

/** A token in the form that the artifact client decodes: its `scp` names run and job. */
function runtimeToken({ context }: ActionsService, run: RunRecord, job: JobRecord): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const expiresAt = context.now().getTime() + runtimeTokenHours * 3_600_000;
  const claims = {
    scp: `Actions.Results:${run.backendId}:${job.backendId}`,
    exp: Math.floor(expiresAt / 1000),
  };
  const repository = context.repositoryById(run.repositoryId);
  if (repository === undefined) throw new RangeError(`repository ${run.repositoryId} does not exist`);
  const base = context.issueJobToken({ repository, permissions: {}, runId: run.id });
  // Four parts, not three: the server reads three parts as the JWT of an App.
  const token = `${encode({ alg: "none" })}.${encode(claims)}.sandbox.${base}`;
  const tokens = context.store.collection<TokenRecord>("tokens");
  const record = tokens.get("", base);
  if (record !== undefined) tokens.put("", token, { ...record, token });
  context.revokeToken(base);
  return token;
}

function environmentScopes(
  { context }: ActionsService,
  repositoryId: number,
  name?: string,
): readonly string[] {
  const environments = context.store.collection<EnvironmentRecord>("environments");
  const found = name === undefined ? undefined : environments.get(repositoryId, name);
  return found ? [environmentScope(found)] : [];
}

function secretValues(service: ActionsService, scopes: readonly (number | string)[]): Record<string, string> {
  const secrets = scopes.flatMap((scope) => service.store.secrets.list(scope));
  return Object.fromEntries(secrets.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));
}

function createValues(
  service: ActionsService,
): Pick<RunnerHost, "variablesOf" | "secretsOf" | "environmentSecretsOf"> {
  return {
    variablesOf: (id, environment) => {
      const scopes = [id, ...environmentScopes(service, id, environment)];
      const variables = scopes.flatMap((scope) => service.store.variables.list(scope));
      return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    },
    secretsOf: (id) => secretValues(service, [id]),
    environmentSecretsOf: (id, name) => secretValues(service, environmentScopes(service, id, name)),
  };
}

function completePayload(context: SandboxContext, repositoryId: number, actorId: number): JsonObject {
  const repository = context.repositoryById(repositoryId);
  const actor = context.userById(actorId);
  // What the renderers make is JSON.
  return {
    ...(repository === undefined ? {} : { repository: renderRepository(context, repository) as JsonObject }),
    ...(actor === undefined ? {} : { sender: renderUser(context.url, actor) as JsonObject }),
  };
}

function repositoryLookups(
  context: SandboxContext,
): Pick<RunnerHost, "findRepository" | "repositoryById" | "loginOf"> {
  return {
    findRepository: (fullName) => {
      const [owner = "", name = ""] = fullName.split("/");
      const found = context.findRepository(owner, name);
      return found === undefined ? undefined : describe(context, found);
    },
    repositoryById: (id) => {
      const found = context.repositoryById(id);
      return found === undefined ? undefined : describe(context, found);
    },
    loginOf: (userId) => context.userById(userId)?.login ?? "ghost",
  };
}

/** Gives the runner what it needs of a sandbox. */
export function createRunnerHost(context: SandboxContext): RunnerHost {
  const service = actionsService(context);
  return {
    ...repositoryLookups(context),
    get urls() {
      const { url } = context;
      return { api: url, server: serverUrl(url), graphql: `${url}/graphql`, results: url, git: url };
    },
    ledger: service.ledger,
    artifacts: service.artifacts,
    caches: service.caches,
    environments: service.environments,
    needsApproval: (run) => needsForkApproval(context, run),
    timestamp: () => context.timestamp(),
    ...createValues(service),
    issueToken: (run, permissions) => {
      const repository = context.repositoryById(run.repositoryId);
      if (repository === undefined) throw new RangeError(`repository ${run.repositoryId} does not exist`);
      return context.issueJobToken({ repository, permissions, runId: run.id });
    },
    revokeToken: (token) => context.revokeToken(token),
    runtimeToken: (run, job) => runtimeToken(service, run, job),
    completePayload: (repositoryId, actorId, payload) => ({
      ...payload,
      ...completePayload(context, repositoryId, actorId),
    }),
    onEvent: (listener) =>
      context.onEvent(({ event, action, repository, payload, actor, startsWorkflows }) => {
        if (repository === null || !startsWorkflows) return;
        listener({
          event,
          action,
          repositoryId: repository.id,
          payload: payload as JsonObject,
          actorId: actor.user.id,
        });
      }),
  };
}
