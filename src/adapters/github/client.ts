import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { guardFetch, trustedOrigins, type Fetch } from "./guarded-fetch.ts";
import { readBody } from "./read-body.ts";

/** Who we are to GitHub: the token of a workflow or a person, an App's installation, or without one the App itself. */
export type GitHubAuth =
  | { readonly token: string }
  | { readonly appId: number; readonly privateKey: string; readonly installationId?: number };

/** What a client needs. */
export interface ClientOptions {
  /** Base of the API, for instance `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Without it the client is anonymous. */
  readonly auth?: GitHubAuth;
  readonly fetch?: Fetch;
  /** Limit of one request, body included, in milliseconds. Default 20 000. */
  readonly timeoutMs?: number;
  /** Waits between attempts of a GET; tests pass their own. Milliseconds. */
  readonly wait?: (durationMs: number) => Promise<void>;
}

/** Parameters of a request: values for the route's placeholders, then query (GET) or body. */
export type Parameters = Readonly<Record<string, unknown>>;

/** An answer before its shape is known. */
export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly link: string | undefined;
}

/** What octokit throws when there was an answer, or none (then without `response`). */
const refusalSchema = z.object({
  name: z.literal("HttpError"),
  status: z.number(),
  response: z.object({ data: z.unknown(), headers: z.record(z.string(), z.unknown()) }).optional(),
});
type Refusal = z.infer<typeof refusalSchema>;

const maxReadAttempts = 3;
const maxPages = 200;
const maxRetryAfterSeconds = 30;
const noLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * The one way to the GitHub API. Writes are never repeated: whether a lost answer was applied is the caller's to find
 * out by reading. Reads are repeated a few times after a server error, honouring a bounded `Retry-After`. Every answer's
 * shape is checked, so that a cut body is an error and never an empty list. Bodies are never logged.
 */
export class Client {
  readonly owner: string;
  readonly repo: string;
  readonly #octokit: Octokit;
  readonly #timeoutMs: number;
  readonly #wait: (durationMs: number) => Promise<void>;

  constructor(options: ClientOptions) {
    const [owner, repo, ...rest] = options.repository.split("/");
    if (!owner || !repo || rest.length > 0) {
      throw new PawlError("input.invalid", {
        message: `"${options.repository}" is not a repository name of the form owner/name`,
      });
    }
    this.owner = owner;
    this.repo = repo;
    this.#timeoutMs = options.timeoutMs ?? 20_000;
    this.#wait = options.wait ?? ((durationMs) => sleep(durationMs));
    this.#octokit = createOctokit(options);
  }

  /** Sends a request and checks the answer's shape. @throws PawlError `github.request-failed`, `github.malformed-response` */
  async request<T>(route: string, parameters: Parameters, schema: z.ZodType<T>): Promise<T> {
    return this.check(schema, (await this.send(route, parameters)).data, route);
  }

  /** As {@link request}, but 404 is `undefined`. */
  async find<T>(route: string, parameters: Parameters, schema: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.send(route, parameters, [404]);
    return answer.status === 404 ? undefined : this.check(schema, answer.data, route);
  }

  /**
   * All pages of a list. `key` names the member that holds the items when the answer is an object.
   * @throws PawlError `github.malformed-response` when any page is cut, or there are more than 200 pages
   */
  async list<T>(
    route: string,
    parameters: Parameters,
    item: z.ZodType<T>,
    key?: string,
  ): Promise<readonly T[]> {
    const items: T[] = [];
    let answer = await this.send(route, { per_page: 100, ...parameters });
    for (let count = 1; count <= maxPages; count += 1) {
      items.push(...this.check(z.array(item), member(answer.data, key), route));
      const next = nextPage(answer.link);
      if (next === undefined) return items;
      answer = await this.send(`GET ${next}`, {});
    }
    throw malformed(route, `more than ${maxPages} pages`);
  }

  /** The data of an answer in its shape. @throws PawlError `github.malformed-response` */
  check<T>(schema: z.ZodType<T>, data: unknown, route: string): T {
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw malformed(route, `${issue?.path.join(".") || "the answer"}: ${issue?.message ?? "wrong shape"}`);
  }

  /** Sends a request; statuses of `accepted` are answers and not errors. */
  async send(route: string, parameters: Parameters, accepted: readonly number[] = []): Promise<Answer> {
    const attempts = route.startsWith("GET ") ? maxReadAttempts : 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(route, parameters);
      } catch (error) {
        if (error instanceof PawlError) throw error;
        const refusal = refusalSchema.safeParse(error).data;
        if (refusal !== undefined && accepted.includes(refusal.status)) {
          return toAnswer(refusal.status, refusal.response);
        }
        const delayMs = attempt < attempts ? retryDelayMs(refusal, attempt) : undefined;
        if (delayMs === undefined) throw failed(route, error, refusal);
        await this.#wait(delayMs);
      }
    }
  }

  /** The bytes behind a route, through redirects to other hosts (without our credentials there). */
  async download(route: string, parameters: Parameters, maxBytes: number): Promise<Uint8Array> {
    const request = { parseSuccessResponseBody: false };
    const answer = await this.send(route, { ...parameters, request });
    return readBody(answer.data, maxBytes, route);
  }

  async #once(route: string, parameters: Parameters): Promise<Answer> {
    const place = route.includes("{owner}") ? { owner: this.owner, repo: this.repo } : {};
    const request = { ...Object(parameters["request"]), signal: AbortSignal.timeout(this.#timeoutMs) };
    const response = await this.#octokit.request(route, { ...place, ...wellFormed(parameters), request });
    return toAnswer(response.status, response);
  }
}

function createOctokit(options: ClientOptions): Octokit {
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const base = {
    baseUrl: options.apiUrl.replace(/(?<!\/)\/+$/, ""),
    userAgent: "pawl",
    log: noLog,
    request: { fetch: guardFetch(fetch, trustedOrigins(options.apiUrl)), log: noLog },
  };
  const { auth } = options;
  if (auth === undefined) return new Octokit(base);
  if ("token" in auth) return new Octokit({ ...base, auth: auth.token });
  return new Octokit({ ...base, authStrategy: createAppAuth, auth: { ...auth, log: noLog } });
}

/** Lone surrogates become U+FFFD: GitHub refuses a body that holds one, each time anew. */
function wellFormed(parameters: Parameters): Parameters {
  const repair = (value: unknown): unknown => {
    if (typeof value === "string") return value.toWellFormed();
    if (Array.isArray(value)) return value.map(repair);
    const isPlain = Object.prototype.toString.call(value) === "[object Object]";
    return isPlain ? wellFormed({ ...Object(value) }) : value;
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, repair(value)]));
}

function toAnswer(status: number, response: { data: unknown; headers: unknown } | undefined): Answer {
  const headers = z.object({ link: z.string().optional() }).safeParse(response?.headers);
  return { status, data: response?.data, link: headers.data?.link };
}

function member(data: unknown, key: string | undefined): unknown {
  if (key === undefined) return data;
  return z.record(z.string(), z.unknown()).safeParse(data).data?.[key];
}

/** The address of the next page in a `Link` header (RFC 8288), or `undefined`. */
export function nextPage(link: string | undefined): string | undefined {
  return link?.match(/<([^<>]{1,2000})>;[^,<>]{0,100}rel="next"/)?.[1];
}

/** Milliseconds until the next attempt; `undefined` when another one would not help. */
function retryDelayMs(refusal: Refusal | undefined, attempt: number): number | undefined {
  if (refusal === undefined) return 300 * attempt;
  const { status, response } = refusal;
  const after = Number(response?.headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(after)) return after <= maxRetryAfterSeconds ? after * 1000 : undefined;
  return (status >= 500 && status !== 501) || status === 429 ? 300 * 3 ** (attempt - 1) : undefined;
}

function failed(route: string, error: unknown, refusal: Refusal | undefined): PawlError {
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  // octokit gives status 500 to a request that got no answer.
  const message =
    refusal?.response === undefined
      ? `No answer from GitHub to ${route}: ${text}`
      : `GitHub refused ${route} (${refusal.status}): ${text}`;
  // octokit's own error holds the request with its credentials, so it is no cause.
  return new PawlError("github.request-failed", {
    message,
    cause: refusal === undefined ? error : undefined,
  });
}

function malformed(route: string, what: string): PawlError {
  return new PawlError("github.malformed-response", {
    message: `GitHub's answer to ${route} is malformed: ${what}`,
  });
}
