import { setTimeout as sleep } from "node:timers/promises";
import { PawlError } from "../../errors.ts";

/** How many writes that make content GitHub takes from one installation before it answers with a secondary limit. */
export interface ContentLimits {
  /** In any 60 seconds. */
  readonly perMinute: number;
  /** In any 3600 seconds. */
  readonly perHour: number;
}

/** GitHub's numbers: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api, secondary limits. */
export const gitHubContentLimits: ContentLimits = { perMinute: 80, perHour: 500 };

/** Only pauses: for a process that writes little, and for a GitHub that has no such limits. */
export const noContentLimits: ContentLimits = {
  perMinute: Number.POSITIVE_INFINITY,
  perHour: Number.POSITIVE_INFINITY,
};

/** What a gate needs; everything has a default. Times in milliseconds. */
export interface GateOptions {
  readonly limits?: ContentLimits;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly wait?: (durationMs: number) => Promise<void>;
  /** Longest time that a request waits at the gate; where it would be longer it fails at once, with the time to come back. */
  readonly maxWaitMs?: number;
  /** Told when all requests are stopped until a time. */
  readonly onPause?: (untilMs: number) => void;
}

/** How urgent a request is: reads are never held back for their number; of the writes, those that gate come first. */
export type Urgency = "read" | "gate" | "cosmetic";

/** An answer's status and headers. */
export interface LimitAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** GitHub asks for a minute where a secondary limit names no time. */
const unnamedPauseMs = 60_000;
const longestPauseMs = 2 * hourMs;
/** The part of a window that writes which only show something leave to those that gate. */
const reserved = 0.1;

/**
 * The one gate before GitHub of all requests of an installation.
 *
 * Writes are counted in two sliding windows, so that neither limit is ever passed in any minute or hour. Any answer
 * that says that a limit is used up (429; 403 with `Retry-After`, with no requests remaining, or with the words of a
 * secondary limit) stops all requests, of all repositories of the installation, until the time that GitHub names.
 */
export class RequestGate {
  readonly #limits: ContentLimits;
  readonly #now: () => number;
  readonly #wait: (durationMs: number) => Promise<void>;
  readonly #maxWaitMs: number;
  readonly #onPause: (untilMs: number) => void;
  /** Times of the writes of the last hour, oldest first. */
  readonly #writes: number[] = [];
  #gatesWaiting = 0;
  #pausedUntilMs = 0;

  constructor(options: GateOptions = {}) {
    this.#limits = options.limits ?? gitHubContentLimits;
    this.#now = options.now ?? Date.now;
    this.#wait = options.wait ?? ((durationMs) => sleep(durationMs));
    this.#maxWaitMs = options.maxWaitMs ?? 30_000;
    this.#onPause = options.onPause ?? (() => undefined);
  }

  /** Until when nothing is sent; milliseconds since 1970, in the past when requests flow. */
  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /**
   * Resolves when the request may be sent, and counts it.
   * @param notBeforeMs a time that the caller has waited for already
   * @throws PawlError `github.rate-limited` when it would wait too long; its `retryAtMs` says when to come back
   */
  async enter(route: string, notBeforeMs = 0): Promise<void> {
    const urgency = urgencyOf(route);
    const startedMs = this.#now();
    let atMs = Math.max(startedMs, notBeforeMs);
    if (urgency === "gate") this.#gatesWaiting += 1;
    try {
      for (;;) {
        const waitMs = this.#waitMs(urgency, atMs);
        if (waitMs === 0) break;
        if (atMs + waitMs - startedMs > this.#maxWaitMs) throw limited(route, atMs + waitMs, waitMs);
        await this.#wait(waitMs);
        atMs = Math.max(this.#now(), atMs + waitMs);
      }
    } finally {
      if (urgency === "gate") this.#gatesWaiting -= 1;
    }
    if (urgency !== "read" && this.#limits.perHour !== Number.POSITIVE_INFINITY) this.#writes.push(atMs);
  }

  /** Learns from an answer; the time until which all requests are stopped by it, or `undefined`. */
  observe(answer: LimitAnswer): number | undefined {
    const durationMs = pauseOf(answer, this.#now());
    if (durationMs === undefined) return undefined;
    const untilMs = this.#now() + Math.min(durationMs, longestPauseMs);
    if (untilMs > this.#pausedUntilMs) {
      this.#pausedUntilMs = untilMs;
      this.#onPause(untilMs);
    }
    return untilMs;
  }

  #waitMs(urgency: Urgency, atMs: number): number {
    const pausedMs = Math.max(0, this.#pausedUntilMs - atMs);
    if (urgency === "read") return pausedMs;
    while ((this.#writes[0] ?? atMs) < atMs - hourMs) this.#writes.shift();
    const { perMinute, perHour } = this.#limits;
    const share = (limit: number): number =>
      urgency === "gate" ? limit : limit - Math.ceil(limit * reserved) - this.#gatesWaiting;
    return Math.max(
      pausedMs,
      waitForPlace(this.#writes, share(perMinute), { atMs, windowMs: minuteMs }),
      waitForPlace(this.#writes, share(perHour), { atMs, windowMs: hourMs }),
    );
  }
}

/** Time until less than `limit` of the ascending `times` lie in the window that ends then. */
function waitForPlace(
  times: readonly number[],
  limit: number,
  { atMs, windowMs }: { readonly atMs: number; readonly windowMs: number },
): number {
  if (limit === Number.POSITIVE_INFINITY) return 0;
  if (limit <= 0) return windowMs;
  const blocking = times.at(-limit);
  return blocking === undefined ? 0 : Math.max(0, blocking + windowMs - atMs);
}

const cosmetic = /\/(?:comments|labels|reactions|issues|milestones)(?:\/|$|\?)|\/issues\/\{number\}/;
const gitObjects = /\/git\/(?:blobs|trees|commits|tags)(?:\?|$)/;

/**
 * How urgent a route is. Git objects show nowhere and count as reads; comments, labels and issues only show something, and so do
 * the mutations of GraphQL, of which a third word tells: `POST /graphql mutation`.
 */
export function urgencyOf(route: string): Urgency {
  const [method = "", path = "", operation] = route.split(" ", 3);
  if (path === "/graphql" && operation === "mutation") return "cosmetic";
  if (method === "GET" || method === "HEAD" || path === "/graphql") return "read";
  if (method === "POST" && gitObjects.test(path)) return "read";
  return cosmetic.test(path) ? "cosmetic" : "gate";
}

/** How long an answer stops all requests, in milliseconds; `undefined` when it does not. */
function pauseOf({ status, headers, message = "" }: LimitAnswer, nowMs: number): number | undefined {
  const isRefusal = status === 429 || status === 403;
  const afterSeconds = numberOf(headers["retry-after"]);
  if (isRefusal && afterSeconds !== undefined) return Math.max(0, afterSeconds * 1000);
  const resetSeconds = numberOf(headers["x-ratelimit-reset"]);
  const resource = headers["x-ratelimit-resource"] ?? "core";
  const isUsedUp = numberOf(headers["x-ratelimit-remaining"]) === 0 && resource === "core";
  if (isUsedUp && resetSeconds !== undefined) return Math.max(0, resetSeconds * 1000 - nowMs);
  return status === 429 || (status === 403 && /secondary rate limit/i.test(message))
    ? unnamedPauseMs
    : undefined;
}

function numberOf(header: unknown): number | undefined {
  const value = typeof header === "string" && header !== "" ? Number(header) : header;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function limited(route: string, retryAtMs: number, waitMs: number): PawlError {
  const seconds = Math.ceil(waitMs / 1000);
  return new PawlError("github.rate-limited", {
    message: `${route} was not sent: GitHub's limits have no place for it for another ${seconds} s`,
    retryAtMs,
    isRefusal: true,
  });
}
