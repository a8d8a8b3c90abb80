import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { type Exchange, json, startExchanges } from "./http-exchange.ts";

/** A commit: path → bytes. */
export type HubTree = ReadonlyMap<string, Buffer>;

/** A model repository of the test server. */
export interface HubModel {
  readonly name: string;
  isPrivate: boolean;
  readonly branches: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly commits: Map<string, HubTree>;
  /** Titles in the order of their commits, the one that creation makes left out. */
  readonly titles: string[];
}

/** What a request meets instead of the server: a status; `hang`; an answer that is lost, after the request was carried out. */
export type Trouble = number | "hang" | "lost" | { readonly body: string };

/** A Hub of model repositories, as far as `@huggingface/hub` and `huggingface_hub` of Python go for writing and reading them. */
export interface HuggingFaceModels {
  readonly url: string;
  readonly token: string;
  /** By `owner/name`. */
  readonly models: Map<string, HubModel>;
  /** `METHOD /path` of every request. */
  readonly requests: string[];
  /** Asked before each request, by `METHOD /path`. */
  trouble: (request: string) => Trouble | undefined;
  /** Makes a repository, as the web page would; `main` holds the files. */
  create(name: string, options?: { isPrivate?: boolean; files?: Record<string, string> }): HubModel;
  /** Text of a file at a branch or tag. */
  text(name: string, revision: string, path: string): string | undefined;
  readonly close: () => Promise<void>;
}

/** Files of at least this many bytes, and those of binary kinds, go into large file storage. */
const largeBytes = 10 * 1024 * 1024;
const large = /\.(onnx|parquet|bin)$/;

const createSchema = z.object({
  name: z.string(),
  organization: z.string().nullish(),
  type: z.string().default("model"),
  visibility: z.enum(["private", "public"]).optional(),
  private: z.boolean().optional(),
});
const preuploadSchema = z.object({ files: z.array(z.object({ path: z.string(), size: z.number() })) });
const batchSchema = z.object({ objects: z.array(z.object({ oid: z.string(), size: z.number() })) });
const header = z.object({ summary: z.string(), parentCommit: z.string().optional() });
const lineSchema = z.discriminatedUnion("key", [
  z.object({ key: z.literal("header"), value: header }),
  z.object({ key: z.literal("file"), value: z.object({ path: z.string(), content: z.string() }) }),
  z.object({ key: z.literal("lfsFile"), value: z.object({ path: z.string(), oid: z.string() }) }),
  z.object({ key: z.literal("deletedFile"), value: z.object({ path: z.string() }) }),
]);

class Hub {
  readonly token = "hf_local";
  readonly models = new Map<string, HubModel>();
  readonly requests: string[] = [];
  readonly #large = new Map<string, Buffer>();
  origin = "";
  trouble: (request: string) => Trouble | undefined = () => undefined;

  create(name: string, options: { isPrivate?: boolean; files?: Record<string, string> } = {}): HubModel {
    const { isPrivate = true, files = {} } = options;
    const model: HubModel = {
      name,
      isPrivate,
      branches: new Map(),
      tags: new Map(),
      commits: new Map(),
      titles: [],
    };
    this.models.set(name, model);
    const entries = Object.entries({ ".gitattributes": "*.onnx filter=lfs\n", ...files });
    commitTree(model, "main", new Map(entries.map(([path, text]) => [path, Buffer.from(text)])));
    return model;
  }

  answer(exchange: Exchange): void {
    const { request, response, url } = exchange;
    const named = `${request.method} ${url.pathname}`;
    this.requests.push(named);
    const trouble = this.trouble(named);
    if (trouble === "hang") return;
    if (typeof trouble === "number") return json(response, trouble, { error: `no, ${this.token}` });
    if (typeof trouble === "object") return void response.writeHead(200).end(trouble.body);
    if (trouble === "lost") {
      const { socket } = request;
      response.end = () => socket.destroy() as never;
    }
    if (url.pathname.startsWith("/storage/")) return this.#store(exchange);
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return json(response, 401, { error: "Invalid credentials" });
    if (url.pathname === "/api/repos/create") return this.#createRepository(exchange);
    if (url.pathname === "/api/validate-yaml") return json(response, 200, { errors: [], warnings: [] });
    const [, path = ""] = /^\/api\/models\/(.*)$/.exec(url.pathname) ?? [];
    if (path !== "") return this.#api(exchange, path);
    const [, lfs] = /^\/(.*)\.git\/info\/lfs\/objects\/batch$/.exec(url.pathname) ?? [];
    if (lfs !== undefined) return this.#batch(exchange);
    const [, name = "", revision = "", file = ""] =
      /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
    this.#resolve(exchange, name, decodeURIComponent(revision), decodeURIComponent(file));
  }

  #createRepository({ response, body }: Exchange): void {
    const { name, organization, ...wanted } = createSchema.parse(JSON.parse(body.toString("utf8")));
    const id = `${organization ?? "me"}/${name}`;
    if (this.models.has(id)) return json(response, 409, { error: "You already created this model repo" });
    this.create(id, { isPrivate: wanted.private ?? wanted.visibility === "private" });
    json(response, 200, { url: `${this.origin}/${id}`, id, name: id });
  }

  #api({ request, response, body }: Exchange, path: string): void {
    const [owner = "", short = "", verb = "", given = ""] = path.split("/");
    const id = `${owner}/${short}`;
    const model = this.models.get(id);
    if (model === undefined)
      return json(response, 404, { error: "Repository not found" }, { "x-error-code": "RepoNotFound" });
    const revision = decodeURIComponent(given);
    if (verb === "" || verb === "revision") return this.#info(response, model, id, revision || "main");
    if (verb === "tree") return listTree(response, treeOf(model, revision));
    if (verb === "refs") {
      const list = (refs: ReadonlyMap<string, string>, kind: string): unknown =>
        [...refs].map(([name, targetCommit]) => ({ name, ref: `refs/${kind}/${name}`, targetCommit }));
      return json(response, 200, {
        branches: list(model.branches, "heads"),
        tags: list(model.tags, "tags"),
        converts: [],
      });
    }
    const text = body.toString("utf8");
    if (verb === "commit") return this.#commit(response, model, revision, text);
    const parsed: unknown =
      text === "" || /urlencoded/.test(request.headers["content-type"] ?? "") ? {} : JSON.parse(text);
    if (verb === "branch" && request.method === "DELETE")
      return json(response, model.branches.delete(revision) ? 200 : 404, {});
    if (verb === "branch") return createBranch(response, model, revision, parsed);
    if (verb === "tag") return createTag(response, model, revision, parsed);
    if (verb === "preupload") return preupload(response, preuploadSchema.parse(parsed));
    if (verb === "paths-info") {
      const asked = /urlencoded/.test(request.headers["content-type"] ?? "")
        ? new URLSearchParams(text).getAll("paths")
        : z.object({ paths: z.array(z.string()) }).parse(parsed).paths;
      return listTree(response, treeOf(model, revision), asked);
    }
    json(response, 404, { error: `nothing at ${path}` });
  }

  #info(response: ServerResponse, model: HubModel, id: string, revision: string): void {
    const tree = treeOf(model, revision);
    const siblings = [...(tree?.keys() ?? [])].map((rfilename) => ({ rfilename }));
    const sha = shaOf(model, revision);
    if (sha === undefined) return json(response, 404, { error: "Invalid rev id" });
    json(response, 200, { _id: "1", id, modelId: id, private: model.isPrivate, sha, siblings, tags: [] });
  }

  #batch({ response, body }: Exchange): void {
    const { objects } = batchSchema.parse(JSON.parse(body.toString("utf8")));
    const answers = objects.map(({ oid, size }) => {
      const href = `${this.origin}/storage/${oid}?signature=secret-signature`;
      return this.#large.has(oid) ? { oid, size } : { oid, size, actions: { upload: { href } } };
    });
    json(response, 200, { transfer: "basic", objects: answers });
  }

  #store({ request, response, url, body }: Exchange): void {
    const oid = url.pathname.slice("/storage/".length);
    if (request.method !== "PUT") return sendFile(request, response, this.#large.get(oid) ?? Buffer.alloc(0));
    if (createHash("sha256").update(body).digest("hex") !== oid)
      return json(response, 400, { error: "other bytes" });
    this.#large.set(oid, body);
    response.writeHead(200).end();
  }

  #commit(response: ServerResponse, model: HubModel, branch: string, text: string): void {
    const lines = text
      .trim()
      .split("\n")
      .map((line) => lineSchema.parse(JSON.parse(line)));
    const head = model.branches.get(branch);
    if (head === undefined) return json(response, 404, { error: "Invalid rev id" });
    const tree = new Map(model.commits.get(head));
    let title = "";
    for (const { key, value } of lines) {
      if (key === "header") {
        if (value.parentCommit !== undefined && value.parentCommit !== head)
          return json(response, 412, { error: "A commit has happened since. Please refresh and try again." });
        title = value.summary;
      } else if (key === "file") tree.set(value.path, Buffer.from(value.content, "base64"));
      else if (key === "deletedFile") {
        if (!tree.delete(value.path)) return json(response, 400, { error: `${value.path} is not there` });
      } else {
        const bytes = this.#large.get(value.oid);
        if (bytes === undefined) return json(response, 400, { error: "a large file was not uploaded" });
        tree.set(value.path, bytes);
      }
    }
    const commitOid = commitTree(model, branch, tree);
    model.titles.push(title);
    json(response, 200, {
      success: true,
      commitOid,
      commitUrl: `${this.origin}/${model.name}/commit/${commitOid}`,
      hookOutput: "",
    });
  }

  #resolve({ request, response }: Exchange, name: string, revision: string, path: string): void {
    const model = this.models.get(name);
    const sha = model && shaOf(model, revision);
    const bytes = model?.commits.get(sha ?? "")?.get(path);
    if (bytes === undefined)
      return json(response, 404, { error: "Entry not found" }, { "x-error-code": "EntryNotFound" });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const common = { "x-repo-commit": sha ?? "", "accept-ranges": "bytes" };
    if (!this.#large.has(sha256))
      return sendFile(request, response, bytes, { ...common, etag: `"${blobId(bytes)}"` });
    // As on the Hub the bytes lie on another host, which is sent no token.
    const storage = `${this.origin.replace("127.0.0.1", "localhost")}/storage`;
    const linked = { "x-linked-size": String(bytes.length), "x-linked-etag": `"${sha256}"` };
    response
      .writeHead(302, {
        ...common,
        ...linked,
        location: `${storage}/${sha256}`,
        "content-length": "0",
      })
      .end();
  }
}

function preupload(response: ServerResponse, { files }: z.infer<typeof preuploadSchema>): void {
  const modes = files.map(({ path, size }) => ({
    path,
    uploadMode: size >= largeBytes || large.test(path) ? "lfs" : "regular",
    shouldIgnore: false,
  }));
  json(response, 200, { files: modes });
}

function createBranch(response: ServerResponse, model: HubModel, branch: string, given: unknown): void {
  const { startingPoint = "main" } = z.object({ startingPoint: z.string().optional() }).parse(given);
  const sha = shaOf(model, startingPoint);
  if (sha === undefined) return json(response, 404, { error: "Invalid rev id" });
  if (model.branches.has(branch)) return json(response, 409, { error: "Reference already exists" });
  model.branches.set(branch, sha);
  json(response, 200, {});
}

function createTag(response: ServerResponse, model: HubModel, revision: string, given: unknown): void {
  const { tag } = z.object({ tag: z.string() }).parse(given);
  const sha = shaOf(model, revision);
  if (sha === undefined) return json(response, 404, { error: "Invalid rev id" });
  if (model.tags.has(tag)) return json(response, 409, { error: "Tag reference exists already" });
  model.tags.set(tag, sha);
  json(response, 200, {});
}

/** Files of a tree, those of `paths` alone when they are given. */
function listTree(response: ServerResponse, tree: HubTree | undefined, paths?: readonly string[]): void {
  if (tree === undefined) return json(response, 404, { error: "Invalid rev id" });
  const found = [...tree].filter(([path]) => paths?.includes(path) ?? true);
  const entries = found.map(([path, bytes]) => {
    const oid = createHash("sha256").update(bytes).digest("hex");
    const lfs = large.test(path) ? { lfs: { oid, size: bytes.length, pointerSize: 130 } } : {};
    return { type: "file", path, size: bytes.length, oid: blobId(bytes), ...lfs };
  });
  json(response, 200, entries);
}

function shaOf({ branches, tags, commits }: HubModel, revision: string): string | undefined {
  return branches.get(revision) ?? tags.get(revision) ?? (commits.has(revision) ? revision : undefined);
}

function treeOf(model: HubModel, revision: string): HubTree | undefined {
  return model.commits.get(shaOf(model, revision) ?? "");
}

function commitTree(model: HubModel, branch: string, tree: HubTree): string {
  const hash = createHash("sha1").update(`${model.commits.size}`);
  for (const [path, bytes] of tree) hash.update(path).update(bytes);
  const sha = hash.digest("hex");
  model.commits.set(sha, tree);
  model.branches.set(branch, sha);
  return sha;
}

function blobId(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { ...headers, "content-length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Starts a Hub of model repositories on this machine. */
export async function startHuggingFaceModels(): Promise<HuggingFaceModels> {
  const hub = new Hub();
  const listening = await startExchanges(hub);
  return Object.assign(hub, {
    ...listening,
    text: (name: string, revision: string, path: string) => {
      const model = hub.models.get(name);
      return model && treeOf(model, revision)?.get(path)?.toString("utf8");
    },
  });
}
