import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Actor, RepositoryRecord, RoleName } from "../records.ts";

/** A JSON object as parsed, or as sent. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A request as route handlers see it. */
export interface ApiRequest {
  readonly method: string;
  /** Path without the `/api/v3` prefix, still percent-encoded. */
  readonly path: string;
  /** Absolute URL as the client asked it, prefix and query included. */
  readonly href: string;
  /** Decoded `:name` and `*name` parts of the pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Who asks. @throws {ApiError} 401 when nobody signed the request. */
  readonly actor: Actor;
  readonly isAnonymous: boolean;
  /** The repository of `/repos/:owner/:repo`; reading rights are checked already. @throws {ApiError} 404 elsewhere. */
  readonly repository: RepositoryRecord;
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  /** The whole body, gzip undone. @throws {ApiError} 413 over `maxBytes` (default 10 MiB). */
  bytes(maxBytes?: number): Promise<Buffer>;
  /** The body as an object; `{}` when empty. @throws {ApiError} 400 when it is not JSON. */
  json(): Promise<JsonObject>;
}

/** An answer. `body` is sent as JSON, `bytes` as they are; `"handled"` when the handler wrote it itself. */
export type ApiResponse =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly bytes?: Uint8Array | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | "handled";

/** Answers one request. */
export type Handler = (request: ApiRequest) => ApiResponse | Promise<ApiResponse>;

/** Who may call a route. */
export interface RouteOptions {
  /**
   * `<name>:read` or `<name>:write` with GitHub's permission names (`contents`, `issues`, `actions` …).
   * Apps and workflow tokens need that permission, users the role that goes with it.
   */
  readonly permission?: `${string}:${"read" | "write"}`;
  /**
   * Whether `pull_requests` of the same level does as well as `issues`: always, or only where `:issue_number` or
   * `:comment_id` is of a pull request.
   */
  readonly orPullRequests?: "always" | "on-pull-request";
  /** The permission that an App needs in the organisation of `:org`; what a user needs is the handler's to say. */
  readonly organizationPermission?: `${string}:${"read" | "write"}`;
  /** The route may change workflow files: then it needs `workflows:write`, too, which the handler checks. */
  readonly changesWorkflows?: true;
  /** The role that a user needs, where it is not the usual one of the permission. */
  readonly role?: RoleName;
  /** `app`: only with an App's JWT. `any`: also unsigned (default for reading public repositories). */
  readonly signedBy?: "app" | "any";
}

/** Takes routes. Patterns: `/repos/:owner/:repo/contents/*path`; `:x` is one segment, `*x` one or more. */
export interface Router {
  route(method: string, pattern: string, options: RouteOptions, handler: Handler): void;
}
