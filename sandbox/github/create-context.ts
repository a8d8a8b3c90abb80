import { join } from "node:path";
import { actionsAppId } from "./accounts.ts";
import { findRole } from "./auth/roles.ts";
import type { Tokens } from "./auth/tokens.ts";
import type { SandboxContext } from "./context.ts";
import type { EventBus } from "./events/event-bus.ts";
import type { RateLimiter } from "./http/rate-limit.ts";
import { GitRepository } from "./git/git-repository.ts";
import { isoSeconds } from "./git/parse-objects.ts";
import type { Actor, AppRecord, RepositoryRecord, UserRecord } from "./records.ts";
import type { DocumentStore } from "./store/document-store.ts";

/** What a context is made of. */
export interface ContextParts {
  readonly store: DocumentStore;
  readonly stateDirectory: string;
  readonly now: () => Date;
  readonly tokens: Tokens;
  readonly bus: EventBus;
  readonly limiter: RateLimiter;
  /** Known once the server listens. */
  readonly url: () => string;
}

/** A context and how to end what it started. */
export interface OwnedContext {
  readonly context: SandboxContext;
  /** Resolves when no tracked work is left. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const dayMs = 86_400_000;

type Lookups = Pick<
  SandboxContext,
  "findUser" | "userById" | "findRepository" | "repositoryById" | "git" | "roleOf"
>;

function createLookups({ store, stateDirectory }: ContextParts, opened: Map<number, GitRepository>): Lookups {
  const users = store.collection<UserRecord>("users");
  const repositories = store.collection<RepositoryRecord>("repositories");
  return {
    findUser: (login) => users.get("", login.toLowerCase()),
    userById: (id) => users.all().find((user) => user.id === id),
    findRepository: (owner, name) => {
      const fullName = `${owner}/${name}`.toLowerCase();
      return repositories.all().find((repository) => repository.fullName.toLowerCase() === fullName);
    },
    repositoryById: (id) => repositories.get("", id),
    git: ({ id }) => {
      const git = opened.get(id) ?? new GitRepository(join(stateDirectory, "git", `${id}.git`));
      opened.set(id, git);
      return git;
    },
    roleOf: (user, repository) => findRole(store, user, repository),
  };
}

function createJobTokens(
  { tokens, now }: ContextParts,
  lookups: Lookups,
): Pick<SandboxContext, "jobActor" | "issueJobToken" | "revokeToken"> {
  const bot = (): UserRecord => {
    const user = lookups.findUser("github-actions[bot]");
    if (!user) throw new Error("the sandbox has lost its github-actions[bot]");
    return user;
  };
  return {
    jobActor: (repository): Actor => {
      const none = { installationId: null, runId: null };
      const repositoryIds = [repository.id];
      return { kind: "job", user: bot(), permissions: {}, repositoryIds, appId: actionsAppId, ...none };
    },
    issueJobToken: ({ repository, permissions, runId }) =>
      tokens.issue({
        kind: "job",
        userId: bot().id,
        appId: actionsAppId,
        installationId: null,
        permissions,
        repositoryIds: [repository.id],
        runId,
        expiresAt: now().getTime() + dayMs,
      }).token,
    revokeToken: (token) => {
      tokens.revoke(token);
    },
  };
}

/** Puts the parts together. */
export function createContext(parts: ContextParts): OwnedContext {
  const { store, bus, limiter, now, stateDirectory } = parts;
  const opened = new Map<number, GitRepository>();
  const lookups = createLookups(parts, opened);
  const work = new Set<Promise<unknown>>();
  const stops: (() => void | Promise<void>)[] = [];
  const apps = store.collection<AppRecord>("apps");
  const context: SandboxContext = {
    ...lookups,
    ...createJobTokens(parts, lookups),
    get url(): string {
      return parts.url();
    },
    stateDirectory,
    store,
    get app(): AppRecord {
      const app = apps.get("", "app");
      if (!app) throw new Error("the sandbox has no App");
      return app;
    },
    apps: () => apps.all(),
    now,
    rateLimits: (actor) => limiter.stateOf(actor),
    timestamp: () => isoSeconds(now()),
    emit: (draft) => bus.emit(context, draft),
    onEvent: (listener) => bus.subscribe(listener),
    track: (promise) => {
      const settled = promise.catch(() => undefined).finally(() => work.delete(settled));
      work.add(settled);
    },
    onClose: (stop) => {
      stops.unshift(stop);
    },
  };
  const idle = async (): Promise<void> => {
    while (work.size > 0) await Promise.all(work);
  };
  return {
    context,
    idle,
    close: async () => {
      for (const stop of stops) await stop();
      await idle();
      for (const git of opened.values()) git.close();
    },
  };
}
