import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { saveApp } from "./app-records.ts";
import { seedAccounts, type Seed } from "./accounts.ts";
import { acceptedHeader, checkOrganizationRights, checkRights } from "./auth/rights.ts";
import { createTokens, type Tokens } from "./auth/tokens.ts";
import type { RouteModule, SandboxContext } from "./context.ts";
import { createContext } from "./create-context.ts";
import { createEventBus } from "./events/event-bus.ts";
import { startWebhooks } from "./events/webhooks.ts";
import { tellOpenPushes } from "./git-http.ts";
import { isoSeconds } from "./git/parse-objects.ts";
import { ApiError, notFound } from "./http/api-error.ts";
import { createFaults, type Faults } from "./http/faults.ts";
import { createRateLimiter, defaultRateLimits, type RateLimits } from "./http/rate-limit.ts";
import { createRouteTable, type RouteMatch } from "./http/route-table.ts";
import { createApiServer, type ServerHooks } from "./http/server.ts";
import type { Actor, RepositoryRecord, TokenRecord } from "./records.ts";
import { idBehindOldName, movedPermanently, resolveRepositoryPath } from "./repository-names.ts";
import { createFaultRoutes } from "./resources/fault-routes.ts";
import { optionsOnSubject } from "./resources/issue-subject.ts";
import { coreModules } from "./resources/modules.ts";
import { openDocumentStore } from "./store/document-store.ts";

/** How a sandbox starts. */
export interface SandboxGitHubOptions {
  /** Where everything is kept; the same folder later brings it all back. Default: a new folder, removed on close. */
  readonly stateDirectory?: string;
  /** Accounts; the first user is the administrator. Default: one user `octocat`. */
  readonly users?: Seed["users"];
  readonly organisations?: readonly string[];
  /** The App. Default slug `pawl`. */
  readonly app?: Seed["app"];
  /** Port on 127.0.0.1. Default 0: any free one. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Route modules besides the core ones; workflow routes come this way. */
  readonly modules?: readonly RouteModule[];
  /** Rate limits that differ from {@link defaultRateLimits}. */
  readonly rateLimits?: Partial<RateLimits>;
}

/** A running sandbox. */
export interface SandboxGitHub {
  /** REST origin, for `GITHUB_API_URL`; `/api/v3` below it answers too. */
  readonly url: string;
  /** Origin of clone addresses: `<gitUrl>/<owner>/<name>.git`. */
  readonly gitUrl: string;
  /** Token of the first user. */
  readonly adminToken: string;
  readonly app: {
    readonly id: number;
    readonly slug: string;
    readonly privateKey: string;
    readonly webhookSecret: string;
  };
  readonly context: SandboxContext;
  /** Switches that make it fail. */
  readonly faults: Faults;
  /** Every route that it answers: `GET /repos/:owner/:repo` and so on, in order of registration. */
  readonly operations: readonly string[];
  /** The token of a seeded user. @throws when the user is unknown. */
  tokenOf(login: string): string;
  /** Sends the App's webhooks there from now on; `null` stops them. */
  setAppWebhook(url: string | null): void;
  /** Resolves when all queued webhook deliveries and tracked work are done. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

function createGate(
  context: SandboxContext,
  tokens: Tokens,
): Pick<ServerHooks, "authenticate" | "authorize" | "accepted" | "resolvePath"> {
  const check = (match: RouteMatch, actor: Actor | undefined, repository: RepositoryRecord): void => {
    if (match.options.signedBy === "app") return;
    const options = optionsOnSubject(context, match, repository);
    checkRights(actor, options, repository, (user, of) => context.roleOf(user, of));
  };
  const authorize: ServerHooks["authorize"] = (match, actor, { method, path, search }) => {
    const { owner, repo } = match.params;
    if (match.options.signedBy === "app" && actor?.kind !== "app") {
      throw new ApiError(401, "A JSON web token could not be decoded");
    }
    if (match.params["org"] !== undefined) {
      checkOrganizationRights(actor, match.options, context.findUser(match.params["org"]));
    }
    if (owner === undefined || repo === undefined) return undefined;
    const repository = context.findRepository(owner, repo);
    if (repository) {
      check(match, actor, repository);
      return repository;
    }
    const moved = context.repositoryById(idBehindOldName(context.store, owner, repo) ?? -1);
    if (!moved) throw notFound();
    check(match, actor, moved);
    const rest = path
      .split("/")
      .slice(4)
      .map((part) => `/${part}`);
    throw movedPermanently(method, `${context.url}/repositories/${moved.id}${rest.join("")}${search}`);
  };
  const resolvePath = (path: string): string => {
    const found = resolveRepositoryPath(path, (id) => context.repositoryById(id));
    if (found === undefined) throw notFound();
    return found;
  };
  const accepted: ServerHooks["accepted"] = ({ options }, actor) =>
    actor?.kind === "installation" || actor?.kind === "job" ? acceptedHeader(options) : undefined;
  return { authenticate: (headers) => tokens.authenticate(headers), authorize, accepted, resolvePath };
}

function issueUserTokens(context: SandboxContext, tokens: Tokens, users: Seed["users"]): Map<string, string> {
  const none = { appId: null, installationId: null, permissions: null, repositoryIds: null, runId: null };
  return new Map(
    users.map(({ login, token }) => {
      const userId = context.findUser(login)?.id ?? 0;
      const known = context.store
        .collection<TokenRecord>("tokens")
        .list("")
        .find((record) => record.kind === "user" && record.userId === userId);
      const chosen = token ?? known?.token;
      const issued = tokens.issue({
        kind: "user",
        userId,
        expiresAt: null,
        ...none,
        ...(chosen === undefined ? {} : { token: chosen }),
      });
      return [login, issued.token];
    }),
  );
}

async function listen(server: ReturnType<typeof createApiServer>, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function prepareState(
  options: SandboxGitHubOptions,
): Promise<{ directory: string; isTemporary: boolean }> {
  const isTemporary = options.stateDirectory === undefined;
  const directory = options.stateDirectory ?? (await mkdtemp(join(tmpdir(), "pawl-sandbox-")));
  await mkdir(join(directory, "git"), { recursive: true });
  return { directory, isTemporary };
}

/** Starts a GitHub on this machine, on 127.0.0.1 only. What it opened is closed again when it cannot start. */
export async function startSandboxGitHub(options: SandboxGitHubOptions = {}): Promise<SandboxGitHub> {
  const { directory, isTemporary } = await prepareState(options);
  const ends: (() => void | Promise<void>)[] = [];
  if (isTemporary) ends.push(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await startIn(directory, { ...options, ends, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface StartOptions extends SandboxGitHubOptions {
  /** How to undo what was started; the newest is undone first. */
  readonly ends: (() => void | Promise<void>)[];
  readonly close: () => Promise<void>;
}

async function startIn(directory: string, { ends, close, ...options }: StartOptions): Promise<SandboxGitHub> {
  const store = openDocumentStore(join(directory, "sandbox.sqlite"));
  ends.push(() => store.close());
  const now = options.now ?? (() => new Date());
  const { users = [{ login: "octocat" }], organisations = [], app = { slug: "pawl" } } = options;
  await seedAccounts(store, { users, organisations, app }, isoSeconds(now()));
  let url = "";
  const tokens = createTokens({
    store,
    now,
    apps: () => context.apps(),
    userById: (id) => context.userById(id),
  });
  const limiter = createRateLimiter({ ...defaultRateLimits, ...options.rateLimits }, now);
  const faults = createFaults();
  const parts = { store, limiter, stateDirectory: directory, now, tokens, bus: createEventBus() };
  const owned = createContext({ ...parts, url: () => url });
  const { context } = owned;
  ends.push(() => owned.close());
  const routes = createRouteTable();
  const webhooks = startWebhooks(context, faults);
  const fallback = coreModules(routes, { context, tokens, webhooks });
  createFaultRoutes(faults, () => userTokens.get(users[0]?.login ?? "") ?? "")(routes, context);
  for (const add of options.modules ?? []) add(routes, context);
  const server = createApiServer(routes, { ...createGate(context, tokens), fallback, limiter, faults });
  url = await listen(server, options.port ?? 0);
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const userTokens = issueUserTokens(context, tokens, users);
  await tellOpenPushes(context);
  const { operations } = routes;
  return describeSandbox({ context, url, faults, operations, userTokens, idle: () => owned.idle(), close });
}

type Facts = "context" | "url" | "faults" | "operations" | "idle" | "close";

interface Running extends Pick<SandboxGitHub, Facts> {
  readonly userTokens: ReadonlyMap<string, string>;
}

function describeSandbox({ userTokens, ...running }: Running): SandboxGitHub {
  const { context, url } = running;
  const tokenOf = (login: string): string => {
    const token = userTokens.get(login);
    if (token === undefined) throw new Error(`the sandbox has no user ${login} with a token`);
    return token;
  };
  const { id, slug, privateKey, webhookSecret } = context.app;
  return {
    ...running,
    gitUrl: url,
    adminToken: tokenOf([...userTokens.keys()][0] ?? ""),
    app: { id, slug, privateKey, webhookSecret },
    tokenOf,
    setAppWebhook: (webhookUrl) => {
      saveApp(context, { ...context.app, webhookUrl });
    },
  };
}
