import { Readable } from "node:stream";
import { PawlError } from "../../errors.ts";
import type { ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { forEachBounded } from "./for-each-bounded.ts";
import { createHttpClient, plain, type HttpAnswer, type HttpClient } from "./http-request.ts";
import { jobsOf, numberOption, type RemoteSpecification } from "./remote-specification.ts";
import { resumeDownload, type OpenPart } from "./resume-download.ts";
import { PassingFailure, withRetries } from "./retry.ts";
import { tlsOf } from "./tls-settings.ts";

/** A place on a web server that objects are read from. */
export interface HttpPlace {
  /** The URL that keys are below of; its query stays behind each. */
  readonly base: URL;
  readonly client: HttpClient;
  readonly jobs: number;
}

/** Objects on a web server: `https://host/path`. They can only be read, and not listed. */
export async function createHttpStore(remote: RemoteSpecification): Promise<ObjectStore> {
  const place = openHttpPlace(remote);
  const label = plain(place.base);
  const refuse = async (): Promise<never> => {
    throw new PawlError("remote.read-only", { message: `${label} can only be read: it is a web server.` });
  };
  return {
    label,
    find: (keys) => findOverHttp(place, keys),
    list: async () => [],
    download: (transfers, onDone) => downloadOverHttp(place, transfers, onDone),
    upload: refuse,
    remove: refuse,
    close: async () => place.client.close(),
  };
}

/** The place that a remote of http or https describes. @throws PawlError `remote.unsupported`; `dvc.invalid` */
export function openHttpPlace(remote: RemoteSpecification): HttpPlace {
  const base = URL.parse(remote.url);
  if (base === null) {
    throw new PawlError("dvc.invalid", { message: `The url of the remote ${remote.name} is not a URL.` });
  }
  const credentials = credentialsOf(remote, base);
  base.username = "";
  base.password = "";
  const client = createHttpClient({
    credentials,
    connectTimeoutMs: (numberOption(remote, "connect_timeout") ?? 20) * 1000,
    idleTimeoutMs: (numberOption(remote, "read_timeout") ?? 60) * 1000,
    tls: tlsOf(remote),
    environment: remote.environment,
  });
  return { base, client, jobs: jobsOf(remote, 16) };
}

function credentialsOf({ name, options }: RemoteSpecification, base: URL): Readonly<Record<string, string>> {
  const kind = options.get("auth")?.toLowerCase() ?? (base.username === "" ? "none" : "basic");
  if (kind === "none") return {};
  if (kind === "digest") {
    throw new PawlError("remote.unsupported", {
      message: `The remote ${name} asks for auth = digest, which Pawl does not speak.`,
      hint: "Use basic over https, or custom with a token.",
    });
  }
  const password = options.get("password") ?? decodeURIComponent(base.password);
  if (password === "") {
    throw new PawlError("remote.unsupported", {
      message: `The remote ${name} has auth = ${kind} and no password.`,
      hint: `Set it where git does not see it: pawl remote modify --local ${name} password …`,
    });
  }
  if (kind === "custom") return { [options.get("custom_auth_header") ?? "authorization"]: password };
  const user = options.get("user") ?? decodeURIComponent(base.username);
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

function urlOf({ base }: HttpPlace, key: string): string {
  const url = new URL(base);
  const path = key.split("/").map((part) => encodeURIComponent(part));
  url.pathname = `${base.pathname.replace(/\/$/, "")}/${path.join("/")}`;
  return url.href;
}

/** Which keys are there, with their sizes. @throws PawlError `remote.failed` */
export async function findOverHttp(
  place: HttpPlace,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  await forEachBounded(new Set(keys), place.jobs, async (key) => {
    const sizeBytes = await withRetries(() => sizeOf(place, key));
    if (sizeBytes !== undefined) found.set(key, sizeBytes);
  });
  return found;
}

async function sizeOf(place: HttpPlace, key: string): Promise<number | undefined> {
  const url = urlOf(place, key);
  let answer = await place.client.ask("HEAD", url);
  answer.resume();
  const needsGet = [405, 501].includes(answer.statusCode) || isWithoutLength(answer);
  if (needsGet) {
    answer = await place.client.ask("GET", url, { range: "bytes=0-0" });
    answer.destroy();
  }
  if (answer.statusCode === 404 || answer.statusCode === 410) return undefined;
  // An empty object has no first byte.
  if (answer.statusCode === 416) return 0;
  requireGood(answer, url);
  const [, total] = /^bytes \d+-\d+\/(\d+)$/.exec(answer.headers["content-range"] ?? "") ?? [];
  return Number(total ?? answer.headers["content-length"] ?? 0);
}

function isWithoutLength({ statusCode, headers }: HttpAnswer): boolean {
  return statusCode === 200 && headers["content-length"] === undefined;
}

/** Writes objects to files, several side by side. @throws PawlError `remote.failed` */
export async function downloadOverHttp(
  place: HttpPlace,
  transfers: readonly ObjectTransfer[],
  onDone: Parameters<ObjectStore["download"]>[1],
): Promise<void> {
  await forEachBounded(transfers, place.jobs, async (transfer) => {
    const outcome = await resumeDownload(transfer, openPartAt(place, transfer.key));
    await onDone(transfer, outcome);
  });
}

/** How the bytes of one object are asked for. */
export function openPartAt(
  place: HttpPlace,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): OpenPart {
  const url = urlOf(place, key);
  return async (offset, etag) => {
    // A weak mark does not stand for the very bytes.
    const condition = etag === undefined || etag.startsWith("W/") ? {} : { "if-range": etag };
    const range = offset === 0 ? {} : { range: `bytes=${offset}-`, ...condition };
    const answer = await place.client.ask("GET", url, { ...headers, ...range });
    const { statusCode, headers: said } = answer;
    if (statusCode === 404 || statusCode === 410 || statusCode === 416) {
      answer.resume();
      if (statusCode !== 416) return "missing";
      const isAtTheEnd = said["content-range"] === `bytes */${offset}`;
      return isAtTheEnd ? { offset, totalBytes: offset, etag, body: Readable.from([]) } : "past the end";
    }
    requireGood(answer, url);
    const [, from = "0", total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(said["content-range"] ?? "") ?? [];
    const length = said["content-length"];
    const ownTotal = length === undefined ? undefined : Number(length);
    return {
      offset: Number(from),
      totalBytes: total === undefined ? ownTotal : Number(total),
      etag: said.etag,
      body: answer,
    };
  };
}

/** @throws PawlError `remote.failed` for a status that is no success; another try may help after a server error. */
function requireGood(answer: HttpAnswer, url: string): void {
  const { statusCode } = answer;
  if (statusCode === 200 || statusCode === 206) return;
  answer.destroy();
  const message = `${plain(new URL(url))} answered ${statusCode} ${answer.statusMessage ?? ""}`.trimEnd();
  if (statusCode >= 500 || statusCode === 429 || statusCode === 408) throw new PassingFailure(message);
  const isRefused = statusCode === 401 || statusCode === 403;
  throw new PawlError("remote.failed", {
    message,
    ...(isRefused ? { hint: "Check auth, user and password of the remote: docs/guides/remotes.md." } : {}),
  });
}
