import type { GitRepository } from "./git/git-repository.ts";
import type { JsonObject, Router } from "./http/messages.ts";
import type { RateLimiter } from "./http/rate-limit.ts";
import type { Actor, AppRecord, Permissions, RepositoryRecord, RoleName, UserRecord } from "./records.ts";
import type { DocumentStore } from "./store/document-store.ts";

/** A change as it is told to {@link SandboxContext.emit}. */
export interface EventDraft {
  /** GitHub's event name: `push`, `pull_request`, `check_run` … */
  readonly event: string;
  readonly action?: string;
  readonly repository: RepositoryRecord | null;
  /** The event's own members; `action`, `repository`, `organization` and `sender` are added. */
  readonly payload: JsonObject;
  readonly actor: Actor;
  /** False for a change that only webhooks are told. */
  readonly startsWorkflows?: boolean;
}

/** A change that webhooks and workflows may react to. */
export interface SandboxEvent {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly repository: RepositoryRecord | null;
  /** The complete payload, as a webhook or `GITHUB_EVENT_PATH` has it (no `installation`). */
  readonly payload: JsonObject;
  readonly actor: Actor;
  /** False when a workflow's token made the change; always true for the two dispatch events. */
  readonly startsWorkflows: boolean;
}

/** Everything that a route module may use. */
export interface SandboxContext {
  /** Origin such as `http://127.0.0.1:41234`, no slash at the end. REST, pages and git all live here. */
  readonly url: string;
  readonly stateDirectory: string;
  readonly store: DocumentStore;
  /** The App that the sandbox begins with. */
  readonly app: AppRecord;
  /** Every App, the first one included. */
  apps(): readonly AppRecord[];
  /** Current time. */
  now(): Date;
  /** Current time as GitHub writes it: ISO 8601, whole seconds, `Z`. */
  timestamp(): string;
  /** What a client has left; `undefined` for who does not sign. */
  rateLimits(actor: Actor | undefined): ReturnType<RateLimiter["stateOf"]>;
  git(repository: RepositoryRecord): GitRepository;
  /** Tells subscribers at once, in order, and queues webhook deliveries. Never waits for them. */
  emit(draft: EventDraft): SandboxEvent;
  /** Calls `listener` for each event; returns how to stop. */
  onEvent(listener: (event: SandboxEvent) => void): () => void;
  findUser(login: string): UserRecord | undefined;
  userById(id: number): UserRecord | undefined;
  findRepository(owner: string, name: string): RepositoryRecord | undefined;
  repositoryById(id: number): RepositoryRecord | undefined;
  /** The role of a user in a repository, by ownership, collaborators and teams. */
  roleOf(user: UserRecord, repository: RepositoryRecord): RoleName;
  /** The actor that a workflow acts as: `github-actions[bot]`. */
  jobActor(repository: RepositoryRecord): Actor;
  /** Makes the `GITHUB_TOKEN` of one job; it ends with {@link SandboxContext.revokeToken} or after 24 hours. */
  issueJobToken(request: {
    readonly repository: RepositoryRecord;
    readonly permissions: Permissions;
    readonly runId: number;
  }): string;
  revokeToken(token: string): void;
  /** Remembers work that goes on after an answer, so that `idle()` waits for it. */
  track(work: Promise<unknown>): void;
  /** Runs when the sandbox closes, newest first. */
  onClose(stop: () => void | Promise<void>): void;
}

/** Adds routes of one resource. */
export type RouteModule = (app: Router, context: SandboxContext) => void;
