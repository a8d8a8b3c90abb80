import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Cut, sendBytes } from "./file-server.ts";
import { type Exchange, json, startExchanges } from "./http-exchange.ts";

/** A Hub with one data set repository, `acme/data`, as far as pushing and pulling objects goes. */
export interface HuggingFaceServer {
  readonly url: string;
  readonly token: string;
  /** Files of the branch `main`. */
  readonly files: Map<string, Buffer>;
  /** Titles of commits with the number of their operations. */
  readonly commits: { readonly title: string; readonly operations: number }[];
  /** `PUT` of large files and parts that arrived. */
  readonly uploads: string[];
  readonly requests: string[];
  /** The next requests whose path begins so get this status. */
  fail(start: string, status: number, times: number): void;
  /** The next download is cut. */
  cutNext(cut: Cut): void;
  sentBytes(): number;
  readonly close: () => Promise<void>;
}

const preuploadSchema = z.object({
  files: z.array(z.object({ path: z.string(), size: z.number(), sample: z.string() })),
});
const batchSchema = z.object({
  operation: z.literal("upload"),
  transfers: z.array(z.string()),
  objects: z.array(z.object({ oid: z.string(), size: z.number() })),
});
const completionSchema = z.object({
  oid: z.string(),
  parts: z.array(z.object({ partNumber: z.number(), etag: z.string() })),
});
const lineSchema = z.discriminatedUnion("key", [
  z.object({ key: z.literal("header"), value: z.object({ summary: z.string() }) }),
  z.object({
    key: z.literal("file"),
    value: z.object({ path: z.string(), content: z.string(), encoding: z.literal("base64") }),
  }),
  z.object({
    key: z.literal("lfsFile"),
    value: z.object({ path: z.string(), algo: z.literal("sha256"), size: z.number(), oid: z.string() }),
  }),
  z.object({ key: z.literal("deletedFile"), value: z.object({ path: z.string() }) }),
]);
type Line = z.infer<typeof lineSchema>;

/** Larger files are large ones, and from this size on they come in parts. */
const sizes = { large: 1024, parts: 512 * 1024, part: 256 * 1024 };
const pageLength = 50;

class Hub {
  readonly token = "hf_local";
  readonly files = new Map<string, Buffer>();
  readonly commits: { title: string; operations: number }[] = [];
  readonly uploads: string[] = [];
  readonly requests: string[] = [];
  readonly #large = new Map<string, Buffer>();
  readonly #parts = new Map<string, Buffer>();
  sent = 0;
  cut: Cut | undefined;
  failure = { start: "", status: 500, times: 0 };
  origin = "";

  answer(exchange: Exchange): void {
    const { request, response, url, body } = exchange;
    this.requests.push(`${request.method} ${url.pathname}`);
    if (this.failure.times > 0 && url.pathname.startsWith(this.failure.start)) {
      this.failure.times -= 1;
      return json(response, this.failure.status, { error: "no" });
    }
    if (url.pathname.startsWith("/storage/")) return this.#store(exchange);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return json(response, 401, { error: "Invalid credentials" });
    }
    const [, , rest] = /^(\/api)?\/datasets\/acme\/data(.*)$/.exec(url.pathname) ?? [];
    if (rest === undefined) return json(response, 404, { error: "Repository not found" });
    if (rest.startsWith("/resolve/main/")) return this.#resolve(exchange, rest.slice(14));
    if (rest.startsWith("/tree/main")) return this.#tree(exchange, decodeURIComponent(rest.slice(11)));
    const given: unknown = rest.startsWith("/commit/")
      ? body.toString("utf8")
      : JSON.parse(body.toString("utf8"));
    if (rest === "/preupload/main") return this.#preupload(response, preuploadSchema.parse(given));
    if (rest === ".git/info/lfs/objects/batch") return this.#batch(response, batchSchema.parse(given));
    if (rest === "/commit/main") return this.#commit(response, z.string().parse(given));
    if (rest === "/paths-info/main") return this.#pathsInfo(response, given);
    json(response, 404, { error: `nothing at ${url.pathname}` });
  }

  #preupload(response: ServerResponse, { files }: z.infer<typeof preuploadSchema>): void {
    const modes = files.map(({ path, size }) => ({
      path,
      uploadMode: size > sizes.large ? "lfs" : "regular",
      shouldIgnore: false,
    }));
    json(response, 200, { files: modes });
  }

  #batch(response: ServerResponse, { objects }: z.infer<typeof batchSchema>): void {
    const answers = objects.map(({ oid, size }) => {
      if (this.#large.has(oid)) return { oid, size };
      const href = `${this.origin}/storage/${oid}?signature=secret-signature`;
      if (size <= sizes.parts) return { oid, size, actions: { upload: { href } } };
      const count = Math.ceil(size / sizes.part);
      const parts = Array.from({ length: count }, (_, index) => {
        const number = String(index + 1).padStart(5, "0");
        return [number, `${this.origin}/storage/${oid}/${number}?signature=secret-signature`];
      });
      const header = { chunk_size: String(sizes.part), ...Object.fromEntries(parts) };
      return { oid, size, actions: { upload: { href, header } } };
    });
    json(response, 200, { transfer: "basic", objects: answers });
  }

  #store({ request, response, url, body }: Exchange): void {
    const name = url.pathname.slice("/storage/".length);
    if (request.method === "GET" || request.method === "HEAD") {
      const bytes = this.#large.get(name) ?? Buffer.alloc(0);
      this.sent += sendBytes(request, response, bytes, this.cut);
      this.cut = undefined;
      return;
    }
    if (request.method === "PUT") {
      this.uploads.push(name);
      const isPart = name.includes("/");
      const hash = createHash("sha256").update(body).digest("hex");
      if (!isPart && hash !== name) return json(response, 400, { error: "other bytes" });
      (isPart ? this.#parts : this.#large).set(name, body);
      response.writeHead(200, { etag: `"${hash}"` }).end();
      return;
    }
    const { oid, parts } = completionSchema.parse(JSON.parse(body.toString("utf8")));
    const whole = Buffer.concat(
      parts.map(
        ({ partNumber }) =>
          this.#parts.get(`${oid}/${String(partNumber).padStart(5, "0")}`) ?? Buffer.alloc(0),
      ),
    );
    this.#large.set(oid, whole);
    json(response, 200, {});
  }

  #commit(response: ServerResponse, text: string): void {
    const lines = text.split("\n").map((line) => lineSchema.parse(JSON.parse(line)));
    const unknown = lines.find((line) => line.key === "lfsFile" && !this.#large.has(line.value.oid));
    if (unknown !== undefined) return json(response, 400, { error: "a large file was not uploaded" });
    for (const line of lines) this.#apply(line);
    const [header] = lines;
    const title = header?.key === "header" ? header.value.summary : "";
    this.commits.push({ title, operations: lines.length - 1 });
    json(response, 200, { success: true, commitOid: "0".repeat(40), commitUrl: this.origin, hookOutput: "" });
  }

  #apply(line: Line): void {
    if (line.key === "file") this.files.set(line.value.path, Buffer.from(line.value.content, "base64"));
    if (line.key === "lfsFile") {
      this.files.set(line.value.path, this.#large.get(line.value.oid) ?? Buffer.alloc(0));
    }
    if (line.key === "deletedFile") this.files.delete(line.value.path);
  }

  #pathsInfo(response: ServerResponse, given: unknown): void {
    const { paths } = z.object({ paths: z.array(z.string()) }).parse(given);
    const found = paths.flatMap((path) => {
      const bytes = this.files.get(path);
      return bytes === undefined ? [] : [{ type: "file", path, size: bytes.length, oid: "0".repeat(40) }];
    });
    json(response, 200, found);
  }

  #tree({ response, url }: Exchange, path: string): void {
    const below = [...this.files]
      .filter(([name]) => path === "" || name.startsWith(`${path}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (below.length === 0 && path !== "") return json(response, 404, { error: "Entry not found" });
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const page = below.slice(start, start + pageLength);
    const next = new URL(url);
    next.searchParams.set("cursor", String(start + pageLength));
    const link = start + pageLength < below.length ? { link: `<${next.href}>; rel="next"` } : {};
    const entries = page.map(([name, bytes]) => ({ type: "file", path: name, size: bytes.length }));
    json(response, 200, entries, link);
  }

  /** Large files lie at another address, which needs no token. */
  #resolve({ request, response }: Exchange, path: string): void {
    const bytes = this.files.get(decodeURIComponent(path));
    if (bytes === undefined) {
      return json(response, 404, { error: "Entry not found" }, { "x-error-code": "EntryNotFound" });
    }
    const oid = createHash("sha256").update(bytes).digest("hex");
    if (!this.#large.has(oid)) {
      this.sent += sendBytes(request, response, bytes, this.cut);
      this.cut = undefined;
      return;
    }
    response.writeHead(302, { location: `/storage/${oid}`, "x-linked-size": bytes.length }).end();
  }
}

/** Starts the Hub on this machine. */
export async function startHuggingFaceServer(): Promise<HuggingFaceServer> {
  const hub = new Hub();
  const listening = await startExchanges(hub);
  const { token, files, commits, uploads, requests } = hub;
  return {
    ...listening,
    token,
    files,
    commits,
    uploads,
    requests,
    fail: (start, status, times) => {
      hub.failure = { start, status, times };
    },
    cutNext: (cut) => {
      hub.cut = cut;
    },
    sentBytes: () => hub.sent,
  };
}
