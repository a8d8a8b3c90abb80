import type { Actor } from "../records.ts";
import { ApiError } from "./api-error.ts";

/** How much a sandbox answers before it refuses, as GitHub does. Each member has GitHub's own number as its default. */
export interface RateLimits {
  /** Requests an hour of a user or an installation: 5000. */
  readonly core: number;
  /** Requests an hour of all `GITHUB_TOKEN`s of one repository: 1000. */
  readonly job: number;
  /** Requests an hour of everybody who does not sign: 60. */
  readonly anonymous: number;
  /** Requests a minute to `/search`: 30, 10 unsigned. */
  readonly search: number;
  /** Secondary limit: requests at the same moment, 100. */
  readonly concurrent: number;
  /** Secondary limit: requests a minute that make content (not GET or HEAD), 80 by GitHub's rule of thumb. */
  readonly writesPerMinute: number;
}

/** GitHub's numbers, but no secondary limit on writes: a demo writes faster than a team does. */
export const defaultRateLimits: RateLimits = {
  core: 5000,
  job: 1000,
  anonymous: 60,
  search: 30,
  concurrent: 100,
  writesPerMinute: Number.POSITIVE_INFINITY,
};

/** One request under the limits. */
export interface CountedRequest {
  /** The `x-ratelimit-*` headers; counts the request unless it was answered with 304. */
  headers(status: number): Record<string, string>;
  /** To be called once when the answer is out. */
  leave(): void;
}

/** The state of one primary limit. */
export interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** Counts requests per client. */
export interface RateLimiter {
  /** @throws {ApiError} 403 with GitHub's words and headers when a limit is used up. */
  enter(actor: Actor | undefined, method: string, path: string): CountedRequest;
  /** The limits of a client, as `/rate_limit` shows them; looking counts nothing. */
  stateOf(actor: Actor | undefined): { readonly core: RateState; readonly search: RateState };
}

interface Window {
  used: number;
  /** Milliseconds since 1970. */
  endsAt: number;
}

type Resource = "core" | "search";

const windowMs = { core: 3_600_000, search: 60_000 } as const;

function clientOf(actor: Actor | undefined): string {
  if (!actor) return "anonymous";
  if (actor.kind === "job") return `job ${actor.repositoryIds?.join(",") ?? ""}`;
  if (actor.kind === "installation") return `installation ${actor.installationId ?? ""}`;
  return `user ${actor.user.id}`;
}

function limitOf(limits: RateLimits, actor: Actor | undefined, resource: Resource): number {
  if (resource === "search") return actor ? limits.search : Math.ceil(limits.search / 3);
  if (!actor) return limits.anonymous;
  return actor.kind === "job" ? limits.job : limits.core;
}

function headersOf(resource: Resource, state: RateState): Record<string, string> {
  return {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-used": String(state.used),
    "x-ratelimit-resource": resource,
    "x-ratelimit-reset": String(state.reset),
  };
}

function exceeded(actor: Actor | undefined, headers: Record<string, string>): ApiError {
  const who = actor ? `user ID ${actor.user.id}` : "127.0.0.1";
  return new ApiError(403, `API rate limit exceeded for ${who}.`, {}, headers);
}

/** 403 of GitHub's secondary limit: the client has to wait `retryAfterSeconds`. */
export function secondaryLimit(retryAfterSeconds = 60): ApiError {
  return new ApiError(
    403,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    {
      documentation_url:
        "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits",
    },
    { "retry-after": String(retryAfterSeconds) },
  );
}

/** Limits counted in memory: a restart begins with full ones. */
export function createRateLimiter(limits: RateLimits, now: () => Date): RateLimiter {
  const windows = new Map<string, Window>();
  const running = new Map<string, number>();
  const writes = new Map<string, readonly number[]>();
  const windowOf = (client: string, resource: Resource): Window => {
    const key = `${resource} ${client}`;
    const at = now().getTime();
    const open = windows.get(key);
    if (open && open.endsAt > at) return open;
    const fresh = { used: 0, endsAt: at + windowMs[resource] };
    windows.set(key, fresh);
    return fresh;
  };
  const stateOf = (actor: Actor | undefined, resource: Resource): RateState => {
    const limit = limitOf(limits, actor, resource);
    const { used, endsAt } = windowOf(clientOf(actor), resource);
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAt / 1000) };
  };
  const checkSecondary = (client: string, method: string): void => {
    if ((running.get(client) ?? 0) >= limits.concurrent) throw secondaryLimit();
    if (method === "GET" || method === "HEAD" || limits.writesPerMinute === Number.POSITIVE_INFINITY) return;
    const at = now().getTime();
    const recent = (writes.get(client) ?? []).filter((time) => time > at - 60_000);
    const first = recent[0];
    if (first !== undefined && recent.length >= limits.writesPerMinute) {
      throw secondaryLimit(Math.ceil((first + 60_000 - at) / 1000));
    }
    writes.set(client, [...recent, at]);
  };
  return {
    enter: (actor, method, path) => {
      const resource: Resource = path.startsWith("/search/") ? "search" : "core";
      const client = clientOf(actor);
      const isFree = path === "/rate_limit";
      const state = stateOf(actor, resource);
      if (!isFree && state.remaining === 0) throw exceeded(actor, headersOf(resource, state));
      checkSecondary(client, method);
      running.set(client, (running.get(client) ?? 0) + 1);
      return {
        headers: (status) => {
          if (status !== 304 && !isFree) windowOf(client, resource).used += 1;
          return headersOf(resource, stateOf(actor, resource));
        },
        leave: () => {
          running.set(client, (running.get(client) ?? 1) - 1);
        },
      };
    },
    stateOf: (actor) => ({ core: stateOf(actor, "core"), search: stateOf(actor, "search") }),
  };
}
