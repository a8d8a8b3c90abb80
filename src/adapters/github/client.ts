import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { sizeOfAnswer, type ConditionalReads } from "./conditional-reads.ts";
import { guardFetch, trustedOrigins, type Fetch } from "./guarded-fetch.ts";
import { readBody } from "./read-body.ts";
import { refusedRequest } from "./refused-request.ts";
import { noContentLimits, RequestGate } from "./request-gate.ts";
import { wellFormed } from "./well-formed.ts";

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
  /** Keeps GitHub's limits; one for all clients of an installation. Default: one of this client's own that only pauses. */
  readonly gate?: RequestGate;
  /** Remembers answers, so that reading them again costs no limit. Default: nothing is remembered. */
  readonly reads?: ConditionalReads;
  /** Told of every request that was answered, or was not. */
  readonly observer?: (request: ObservedRequest) => void;
}

/** One request, as metrics count it. */
export interface ObservedRequest {
  /** With its placeholders, such as `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly durationMs: number;
  /** Requests that the primary limit leaves, where the answer told. */
  readonly remaining: number | undefined;
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

/** A query, which is a read; a mutation has a third word. */
const graphql = "POST /graphql";
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
 * out by reading. Reads are repeated a few times after a server error or a body that breaks off, honouring a bounded
 * `Retry-After`; any request once after a token was refused, as that did nothing. Every answer's
 * shape is checked, so that a cut body is an error and never an empty list. Bodies are never logged.
 */
export class Client {
  readonly owner: string;
  readonly repo: string;
  readonly #octokit: Octokit;
  /** Below it is `/graphql`: on an Enterprise Server that is not the base of REST. */
  readonly #graphqlBaseUrl: string;
  /** Its token ends after an hour, and when the App is removed or suspended. */
  readonly #isInstallation: boolean;
  readonly #timeoutMs: number;
  readonly #wait: (durationMs: number) => Promise<void>;
  readonly #gate: RequestGate;
  readonly #reads: ConditionalReads | undefined;
  readonly #observe: (request: ObservedRequest) => void;

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
    this.#gate = options.gate ?? new RequestGate({ wait: this.#wait, limits: noContentLimits });
    this.#reads = options.reads;
    this.#observe = options.observer ?? (() => undefined);
    const { auth } = options;
    this.#isInstallation = auth !== undefined && "appId" in auth && auth.installationId !== undefined;
    this.#octokit = createOctokit(options);
    this.#graphqlBaseUrl = baseOf(options.apiUrl).replace(/\/v3$/, "");
  }

  /** Sends a request and checks the answer's shape. @throws PawlError `github.request-failed`, `github.malformed-response` */
  async request<T>(route: string, parameters: Parameters, schema: z.ZodType<T>): Promise<T> {
    return this.check(schema, (await this.send(route, parameters)).data, route);
  }

  /** As {@link request}, but 404, and 410 of what was deleted, is `undefined`. */
  async find<T>(route: string, parameters: Parameters, schema: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.send(route, parameters, [404, 410]);
    return answer.status === 404 || answer.status === 410
      ? undefined
      : this.check(schema, answer.data, route);
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

  /**
   * Sends a request when the gate lets it pass; statuses of `accepted` are answers and not errors.
   * @throws PawlError `github.rate-limited` when it was not sent; `github.request-failed`
   */
  async send(route: string, parameters: Parameters, accepted: readonly number[] = []): Promise<Answer> {
    const attempts = route.startsWith("GET ") || route === graphql ? maxReadAttempts : 1;
    let resumeMs = 0;
    let mayRenew = this.#isInstallation;
    for (let attempt = 1; ; attempt += 1) {
      await this.#gate.enter(route, resumeMs);
      try {
        const answer = await this.#once(route, parameters);
        if (attempt === attempts || !isCut(answer, parameters)) return answer;
        await this.#wait(300 * attempt);
      } catch (error) {
        if (error instanceof PawlError) throw error;
        const refusal = refusalSchema.safeParse(error).data;
        const pausedUntilMs = this.#learn(refusal);
        if (refusal?.status === 401 && mayRenew) {
          mayRenew = false;
          await this.#renewToken(route);
          attempt -= 1;
          continue;
        }
        if (refusal !== undefined && accepted.includes(refusal.status)) {
          return toAnswer(refusal.status, refusal.response);
        }
        const delayMs = attempt < attempts ? retryDelayMs(refusal, attempt) : undefined;
        if (delayMs === undefined) throw refusedRequest({ route, error, refusal, retryAtMs: pausedUntilMs });
        await this.#wait(delayMs);
        resumeMs = pausedUntilMs ?? 0;
      }
    }
  }

  /** A token that GitHub does not take has done nothing, so that a write may be sent again with a new one. */
  async #renewToken(route: string): Promise<void> {
    try {
      await this.#octokit.auth({ type: "installation", refresh: true });
    } catch (error) {
      const refusal = refusalSchema.safeParse(error).data;
      throw refusedRequest({
        route: `a new token for ${route}`,
        error,
        refusal,
        retryAtMs: this.#learn(refusal),
      });
    }
  }

  /** Until when an answer stops all requests. */
  #learn(refusal: Refusal | undefined): number | undefined {
    if (refusal?.response === undefined) return undefined;
    const { status, response } = refusal;
    const { message = "" } = z.object({ message: z.string().optional() }).catch({}).parse(response.data);
    return this.#gate.observe({ status, headers: response.headers, message });
  }

  /** The bytes behind a route, through redirects to other hosts (without our credentials there). */
  async download(route: string, parameters: Parameters, maxBytes: number): Promise<Uint8Array> {
    const request = { parseSuccessResponseBody: false };
    const answer = await this.send(route, { ...parameters, request });
    return readBody(answer.data, maxBytes, route);
  }

  async #once(route: string, parameters: Parameters): Promise<Answer> {
    const place = route.includes("{owner}") ? { owner: this.owner, repo: this.repo } : {};
    const options = parameters["request"];
    const reads = route.startsWith("GET ") && options === undefined ? this.#reads : undefined;
    const name = `${route} ${JSON.stringify({ ...place, ...parameters })}`;
    const known = reads?.find(name);
    const request = { ...Object(options), signal: AbortSignal.timeout(this.#timeoutMs) };
    const headers = known === undefined ? {} : { headers: { "if-none-match": known.etag } };
    const base = route.startsWith(graphql) ? { baseUrl: this.#graphqlBaseUrl } : {};
    const sent = { ...place, ...wellFormed(parameters), ...headers, ...base, request };
    try {
      const address = route.split(" ", 2).join(" ");
      const answer = await this.#observed(route, () => this.#octokit.request(address, sent));
      this.#gate.observe(answer);
      const etag = answer.headers["etag"];
      const { data, link } = toAnswer(answer.status, answer);
      if (typeof etag === "string" && typeof data !== "string")
        reads?.keep(name, { etag, data, link }, sizeOfAnswer(answer));
      return { status: answer.status, data, link };
    } catch (error) {
      const isSame = known !== undefined && refusalSchema.safeParse(error).data?.status === 304;
      if (!isSame) throw error;
      return { status: 200, data: known.data, link: known.link };
    }
  }

  async #observed<T extends { readonly status: number; readonly headers: Headers }>(
    route: string,
    send: () => Promise<T>,
  ): Promise<T> {
    const startedMs = performance.now();
    const tell = (status: number, headers: Headers | undefined): void => {
      const remaining = Number(headers?.["x-ratelimit-remaining"] ?? Number.NaN);
      const durationMs = performance.now() - startedMs;
      const name = route.replace(/https?:\/\/\S{1,2000}/, "{next}");
      this.#observe({ route: name, status, durationMs, remaining: toCount(remaining) });
    };
    try {
      const answer = await send();
      tell(answer.status, answer.headers);
      return answer;
    } catch (error) {
      const refusal = refusalSchema.safeParse(error).data;
      tell(refusal?.response === undefined ? 0 : refusal.status, refusal?.response?.headers);
      throw error;
    }
  }
}

type Headers = Readonly<Record<string, unknown>>;

/** octokit gives the text of a body that breaks off; GitHub sends no text to who asks for the usual form. */
function isCut({ data, status }: Answer, parameters: Parameters): boolean {
  return typeof data === "string" && status === 200 && parameters["request"] === undefined;
}

function toCount(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function baseOf(apiUrl: string): string {
  return apiUrl.replace(/(?<!\/)\/+$/, "");
}

function createOctokit(options: ClientOptions): Octokit {
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const base = {
    baseUrl: baseOf(options.apiUrl),
    userAgent: "pawl",
    log: noLog,
    request: { fetch: guardFetch(fetch, trustedOrigins(options.apiUrl)), log: noLog },
  };
  const { auth } = options;
  if (auth === undefined) return new Octokit(base);
  if ("token" in auth) return new Octokit({ ...base, auth: auth.token });
  return new Octokit({ ...base, authStrategy: createAppAuth, auth: { ...auth, log: noLog } });
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

function malformed(route: string, what: string): PawlError {
  return new PawlError("github.malformed-response", {
    message: `GitHub's answer to ${route} is malformed: ${what}`,
  });
}
