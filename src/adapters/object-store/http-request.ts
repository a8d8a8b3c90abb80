import { Agent as HttpAgent, request as requestPlain, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestSecure } from "node:https";
import { PawlError } from "../../errors.ts";
import { PassingFailure } from "./retry.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** How a server is asked. */
export interface HttpSettings {
  /** Sent to the origin of the first URL only. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Until a connection stands. */
  readonly connectTimeoutMs: number;
  /** Without a byte. */
  readonly idleTimeoutMs: number;
  /** Whose certificates are trusted. */
  readonly tls: TlsSettings;
  /** `HTTP_PROXY` and its kin. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An answer; its body is read or destroyed by the caller. */
export type HttpAnswer = IncomingMessage & { readonly statusCode: number };

/** Asks for a URL; the method is HEAD or GET. */
export interface HttpClient {
  /** @throws PawlError `remote.failed` when there is no answer, or a redirect that is not followed. */
  ask(method: "HEAD" | "GET", url: string, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  /** Ends connections. */
  close(): void;
}

const maxRedirects = 5;

/** A client that keeps connections, follows a few redirects, and shows credentials to one origin only. */
export function createHttpClient(settings: HttpSettings): HttpClient {
  const proxyEnv = settings.environment;
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, proxyEnv }),
    "https:": new HttpsAgent({ keepAlive: true, proxyEnv, ...settings.tls }),
  };
  return {
    ask: async (method, url, headers = {}) => {
      let target = new URL(url);
      const first = target.origin;
      for (let hop = 0; hop <= maxRedirects; hop += 1) {
        const own = target.origin === first ? settings.credentials : {};
        const answer = await askOnce({ method, target, headers: { ...headers, ...own } }, settings, agents);
        const { location } = answer.headers;
        if (![301, 302, 303, 307, 308].includes(answer.statusCode) || location === undefined) return answer;
        answer.destroy();
        target = nextTarget(target, location);
      }
      throw new PawlError("remote.failed", {
        message: `${plain(new URL(url))} was redirected more than ${maxRedirects} times.`,
      });
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** A URL without what may be secret in it: user, password and query. */
export function plain(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function nextTarget(from: URL, location: string): URL {
  const next = URL.parse(location, from.href);
  const isSafe = next?.protocol === from.protocol || next?.protocol === "https:";
  if (next !== null && isSafe) return next;
  throw new PawlError("remote.failed", {
    message: `${plain(from)} was redirected to ${next === null ? "no URL" : next.protocol}, which is not followed.`,
  });
}

interface Question {
  readonly method: string;
  readonly target: URL;
  readonly headers: Readonly<Record<string, string>>;
}

function askOnce(
  { method, target, headers }: Question,
  settings: HttpSettings,
  agents: Readonly<Record<"http:" | "https:", HttpAgent>>,
): Promise<HttpAnswer> {
  const isSecure = target.protocol === "https:";
  const start = isSecure ? requestSecure : requestPlain;
  const agent = agents[isSecure ? "https:" : "http:"];
  // Compressed bytes could not be gone on with.
  const all = { "user-agent": "pawl", "accept-encoding": "identity", ...headers };
  return new Promise((resolve, reject) => {
    const request = start(target, { method, headers: all, agent, timeout: settings.idleTimeoutMs });
    const slow = setTimeout(() => {
      request.destroy(
        new PassingFailure(`${target.origin} was not reached within ${settings.connectTimeoutMs} ms.`),
      );
    }, settings.connectTimeoutMs);
    request.once("socket", (socket) => {
      if (socket.connecting) socket.once(isSecure ? "secureConnect" : "connect", () => clearTimeout(slow));
      else clearTimeout(slow);
    });
    request.once("timeout", () => {
      request.destroy(new PassingFailure(`${plain(target)}: no byte within ${settings.idleTimeoutMs} ms.`));
    });
    request.once("error", (cause) => reject(asFailure(cause, target)));
    request.once("close", () => clearTimeout(slow));
    request.once("response", (answer) => resolve(answer as HttpAnswer)); // a response has a status
    request.end();
  });
}

const certificateCodes = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/;

function asFailure(cause: Error, target: URL): PawlError {
  if (cause instanceof PawlError) return cause;
  const code = "code" in cause ? String(cause.code) : "";
  const message = `${target.origin} did not answer: ${cause.message || code}`;
  if (!certificateCodes.test(code)) return new PassingFailure(message, cause);
  return new PawlError("remote.failed", {
    message,
    cause,
    hint: "Set ssl_verify to the file with the certificates of its issuer.",
  });
}
