import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PawlError } from "../../src/errors.ts";
import { pagesOf } from "../app-manifest.ts";
import { isLoopback } from "../loopback.ts";
import { requireWritable, type AppCredentials } from "./credentials-file.ts";
import { createSetupAccess, type Session, type SetupAccess } from "./setup-access.ts";
import { finishSetup, showForm, showManifest, type SetupOptions } from "./setup-flow.ts";
import { renderRefusal } from "./setup-pages.ts";

/** Where the set-up listens, and what it needs. */
export interface SetupServerOptions extends SetupOptions {
  readonly host: string;
  readonly port: number;
  readonly now: () => number;
}

/** A set-up that waits for a person. */
export interface SetupServer {
  /** For the terminal: whoever has one of them may set the bot up. */
  readonly links: readonly string[];
  /** Resolves when the credentials are on disk and the port is free again. */
  readonly done: Promise<AppCredentials>;
  /** Gives up. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly page: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly made?: AppCredentials;
}

interface Parts {
  readonly options: SetupServerOptions;
  readonly access: SetupAccess;
  readonly onMade: (made: AppCredentials) => void;
}

const maxFormBytes = 16_384;
const cookieName = "pawl-setup";

/**
 * Serves `/setup` until the App is made, for browsers that came by a link of the terminal. A connection from this machine
 * counts for nothing: behind a proxy every visitor is one. Where the bot is comes from its settings, never from a request.
 *
 * @throws PawlError `input.invalid` for a place that browsers reach unencrypted only; `file.write-failed`
 */
export async function startSetup(options: SetupServerOptions): Promise<SetupServer> {
  requirePrivate(options);
  await requireWritable(options.credentialsPath);
  let onMade: Parts["onMade"] = () => undefined;
  const made = new Promise<AppCredentials>((resolve) => (onMade = resolve));
  const server = createServer();
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 1000;
  server.maxConnections = 64;
  await listen(server, options);
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      // A browser keeps connections for later; the bot needs the port now.
      const late = setTimeout(() => server.closeAllConnections(), 1000);
      server.close(() => {
        clearTimeout(late);
        resolve();
      });
      server.closeIdleConnections();
    });
  const access = createSetupAccess(basesOf(options, port), options.now);
  server.on("request", (request, response) => {
    void handle(request, response, { options, access, onMade });
  });
  return { links: access.links, close, done: made.then((credentials) => close().then(() => credentials)) };
}

/** The origins of the links: the public one, and that of this machine. */
function basesOf({ host, publicUrl }: SetupServerOptions, port: number): readonly string[] {
  const isAny = host === "0.0.0.0" || host === "::";
  const local = `http://${isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
  return [...(publicUrl === undefined ? [] : [publicUrl]), ...(isAny || isLoopback(host) ? [local] : [])];
}

/** @throws PawlError `input.invalid` when the link's token would travel unencrypted */
function requirePrivate(options: SetupServerOptions): void {
  if (basesOf(options, 0).length > 0) return;
  throw new PawlError("input.invalid", {
    message: `The set-up would be reached unencrypted at ${options.host}`,
    hint: "Set PAWL_PUBLIC_URL to the https address of the bot, or HOST=127.0.0.1 and come by an SSH tunnel.",
  });
}

function listen(server: Server, { port, host }: SetupServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const reply = await answer(request, parts).catch(() => refuse(500, "Something went wrong."));
  if (response.destroyed) return;
  const isJson = reply.page.startsWith("{");
  response.writeHead(reply.status, {
    "content-type": isJson ? "application/json" : "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(reply.page),
    connection: "close",
    ...(isJson ? {} : guards(parts.options.apiUrl)),
    ...reply.headers,
  });
  response.end(reply.page, () => {
    if (reply.made !== undefined) parts.onMade(reply.made);
  });
}

/** Pages without scripts, frames and traces. Signing in to GitHub may lead the form on to a company's own page. */
function guards(apiUrl: string): Readonly<Record<string, string>> {
  const forms = ["'self'", "https:", pagesOf(apiUrl)].join(" ");
  return {
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action ${forms}`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    // The address of the link holds its token.
    "referrer-policy": "strict-origin",
  };
}

async function answer(request: IncomingMessage, parts: Parts): Promise<Answer> {
  const url = new URL(`http://bot${request.url?.startsWith("/") === true ? request.url : "/"}`);
  const route = `${request.method ?? ""} ${url.pathname}`;
  if (route === "GET /healthz") return { status: 200, page: '{"ok":true}' };
  if (route === "GET /readyz") return { status: 503, page: '{"ready":false}' };
  if (route === "POST /" || route === "POST /api/github/webhooks") {
    return { status: 503, page: '{"error":"not ready"}' };
  }
  if (!["GET /setup", "POST /setup", "GET /setup/callback"].includes(route)) {
    return { status: 404, page: '{"error":"not found"}' };
  }
  const token = url.searchParams.get("token");
  if (route === "GET /setup" && token !== null) return enter(token, parts.access);
  const session = parts.access.sessionOf(readCookie(request));
  if (session === undefined) return refuse(403, "Open the link that the bot wrote to its terminal.");
  if (route === "GET /setup") return showForm(parts.options);
  if (route === "GET /setup/callback") return finishSetup(url.searchParams, session, parts);
  if (!isFrom(request, session)) return refuse(403, "This form belongs to another page.");
  const fields = await readForm(request);
  return fields === undefined ? refuse(413, "The form is too large.") : showManifest(fields, session, parts);
}

/** The token leaves the address bar at once; the cookie comes back from GitHub's page, and goes to no other site. */
function enter(token: string, access: SetupAccess): Answer {
  const entered = access.enter(token);
  if (entered === undefined)
    return refuse(403, "The link counts no more. Take the one that the bot wrote last.");
  const secure = entered.session.base.startsWith("https:") ? "; Secure" : "";
  const cookie = `${cookieName}=${entered.cookie}; Path=/setup; HttpOnly; SameSite=Lax; Max-Age=3600${secure}`;
  return { status: 303, page: "", headers: { location: "/setup", "set-cookie": cookie } };
}

function refuse(status: number, text: string): Answer {
  return { status, page: renderRefusal("The set-up of the Pawl bot", text, false) };
}

function readCookie(request: IncomingMessage): string {
  const parts = (request.headers.cookie ?? "").slice(0, 8000).split(";");
  const found = parts.map((part) => part.trim()).find((part) => part.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1) ?? "";
}

/** Browsers say where a form comes from. */
function isFrom({ headers }: IncomingMessage, session: Session): boolean {
  return headers.origin === undefined || headers.origin === session.base;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > maxFormBytes) return undefined;
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
