import { commit, createBranch, createRepo, deleteBranch, HubApiError, pathsInfo } from "@huggingface/hub";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { HubCommit, HubFile, HubRepository, ModelHub } from "../../ports/model-hub.ts";
import { hubFailure } from "../object-store/hub-failure.ts";
import { type Patience, withRetries } from "../object-store/retry.ts";
import { boundedFetch, readBoundedText } from "./bounded-fetch.ts";

/** Where the Hub is, and as whom it is asked. */
export interface HubAccess {
  /** `https://huggingface.co`, without a slash at the end. */
  readonly endpoint: string;
  readonly token: string;
  readonly patience?: Patience;
  /** Until an answer has come whole; an upload of a large file has longer. Default one minute. */
  readonly timeoutMs?: number;
}

/** What every call of the library takes. */
interface HubCall {
  readonly hubUrl: string;
  readonly accessToken: string;
  readonly fetch: typeof fetch;
  readonly repo: { readonly type: "model"; readonly name: string };
}

const refList = z.array(
  z.looseObject({ name: z.string().max(300), targetCommit: z.string().regex(/^[0-9a-f]{40}$/) }),
);
const refsSchema = z.looseObject({ branches: refList, tags: refList });
const infoSchema = z.looseObject({ id: z.string(), private: z.boolean() });
const fileSchema = z.looseObject({
  path: z.string(),
  size: z.number().int().nonnegative(),
  oid: z.string().optional(),
  lfs: z.looseObject({ oid: z.string() }).optional(),
});

const access = "Set HF_TOKEN to a token that may write the repository, in the step's environment.";
const hints: Readonly<Record<number, string>> = {
  400: "Read the Hub's answer above: it refuses front matter or names that are not to its rules.",
  401: access,
  403: access,
};
const moved: readonly unknown[] = [409, 412];

/** {@link ModelHub} by the API of the Hugging Face Hub: `@huggingface/hub`, and for references and tags, which it lacks, REST. */
export function createHuggingFaceHub(access: HubAccess): ModelHub {
  const hub = new HuggingFaceHub(access);
  return {
    find: (name) => hub.find(name),
    create: (name, visibility) => hub.create(name, visibility),
    readText: (name, revision, path) => hub.readText(name, revision, path),
    findFiles: (name, revision, paths) => hub.findFiles(name, revision, paths),
    commit: (name, wanted) => hub.commit(name, wanted),
    createBranch: (name, branch, commitId) => hub.createBranch(name, branch, commitId),
    removeBranch: (name, branch) => hub.removeBranch(name, branch),
    createTag: (name, tag, commitId) => hub.createTag(name, tag, commitId),
  };
}

class HuggingFaceHub {
  readonly #access: HubAccess;
  readonly #send: typeof fetch;

  constructor(access: HubAccess) {
    this.#access = access;
    this.#send = boundedFetch(access.timeoutMs ?? 60_000);
  }

  find(name: string): Promise<HubRepository | undefined> {
    return this.#try(`Looking for the model ${name}`, async () => {
      const info = await this.#read(`/api/models/${name}`, infoSchema);
      if (info !== undefined) requireName(info.id, name);
      const refs = info && (await this.#read(`/api/models/${name}/refs`, refsSchema));
      return info && refs && toRepository(info, refs);
    });
  }

  create(name: string, visibility: "private" | "public"): Promise<void> {
    return this.#try(`Creating the model ${name}`, () =>
      unless(409, createRepo({ ...this.#common(name), visibility })),
    );
  }

  readText(name: string, revision: string, path: string): Promise<string | undefined> {
    const place = `/${name}/resolve/${encodeURIComponent(revision)}/${encodeURIComponent(path)}`;
    return this.#try(`Reading ${path} of the model ${name}`, () => unlessGone(this.#ask(place)));
  }

  findFiles(name: string, revision: string, paths: readonly string[]): Promise<readonly HubFile[]> {
    return this.#try(`Looking at the files of the model ${name}`, async () =>
      toFiles(await pathsInfo({ ...this.#common(name), revision, paths: [...paths] })),
    );
  }

  commit(name: string, wanted: HubCommit): Promise<"done" | "moved"> {
    return this.#try(`A commit to the model ${name}`, () => commitFiles(this.#common(name), wanted));
  }

  createBranch(name: string, branch: string, revision: string): Promise<void> {
    return this.#try(`Creating the branch ${branch} of the model ${name}`, () =>
      unless(409, createBranch({ ...this.#common(name), branch, revision })),
    );
  }

  removeBranch(name: string, branch: string): Promise<void> {
    return this.#try(`Removing the branch ${branch} of the model ${name}`, () =>
      unless(404, deleteBranch({ ...this.#common(name), branch })),
    );
  }

  createTag(name: string, tag: string, commitId: string): Promise<void> {
    const path = `/api/models/${name}/tag/${encodeURIComponent(commitId)}`;
    return this.#try(`Creating the tag ${tag} of the model ${name}`, () =>
      unless(409, this.#ask(path, JSON.stringify({ tag }))),
    );
  }

  #common(name: string): HubCall {
    const { endpoint: hubUrl, token: accessToken } = this.#access;
    return { hubUrl, accessToken, fetch: this.#send, repo: { type: "model", name } };
  }

  async #ask(path: string, body?: string): Promise<string | undefined> {
    const { endpoint, token } = this.#access;
    const authorization = `Bearer ${token}`;
    const init =
      body === undefined
        ? { headers: { authorization } }
        : { method: "POST", headers: { authorization, "content-type": "application/json" }, body };
    return await readBoundedText(this.#send, `${endpoint}${path}`, init);
  }

  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const text = await unlessGone(this.#ask(path));
    return text === undefined ? undefined : parseAnswer(text, schema, path);
  }

  #try<T>(what: string, request: () => Promise<T>): Promise<T> {
    const { endpoint, token, patience } = this.#access;
    return withRetries(async () => {
      try {
        return await request();
      } catch (error) {
        throw withoutToken(hubFailure(error, `${what} on ${endpoint}`, hints), token);
      }
    }, patience);
  }
}

async function commitFiles(
  common: HubCall,
  { branch, parent, title, files, removed }: HubCommit,
): Promise<"done" | "moved"> {
  const operations = [
    ...removed.map((path) => ({ operation: "delete" as const, path })),
    ...files.map(({ path, bytes }) => ({
      operation: "addOrUpdate" as const,
      path,
      content: new Blob([new Uint8Array(bytes)]),
    })),
  ];
  try {
    // The newer protocol of the Hub for large files is left aside: the Hub takes both.
    await commit({ ...common, branch, parentCommit: parent, title, operations, useXet: false });
    return "done";
  } catch (error) {
    if (error instanceof HubApiError && moved.includes(error.statusCode)) return "moved";
    throw error;
  }
}

/** What a request ends with; nothing when the Hub answers with the status. */
async function unless<T>(status: number, request: Promise<T>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof HubApiError) || error.statusCode !== status) throw error;
  }
}

async function unlessGone(request: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof HubApiError && error.statusCode === 404) return undefined;
    throw error;
  }
}

/** A repository that was renamed is answered for under its old name: nothing is sent where the policy does not say. */
function requireName(id: string, name: string): void {
  if (id.toLowerCase() === name.toLowerCase()) return;
  throw new PawlError("remote.failed", {
    message: `The model ${name} is answered for by ${JSON.stringify(id.slice(0, 200))}.`,
    hint: "If it was renamed, write its new name into registry.mirror.hugging_face.repository.",
  });
}

function toRepository(
  info: z.infer<typeof infoSchema>,
  { branches, tags }: z.infer<typeof refsSchema>,
): HubRepository {
  const toMap = (refs: z.infer<typeof refList>): ReadonlyMap<string, string> =>
    new Map(refs.map(({ name, targetCommit }) => [name, targetCommit]));
  return { isPrivate: info.private, branches: toMap(branches), tags: toMap(tags) };
}

function toFiles(answer: unknown): readonly HubFile[] {
  const parsed = z.array(fileSchema).safeParse(answer);
  if (!parsed.success) throw malformed("paths-info");
  return parsed.data.map(({ path, size, oid, lfs }) => ({
    path,
    sizeBytes: size,
    sha256: lfs?.oid,
    blobId: lfs === undefined ? oid : undefined,
  }));
}

function parseAnswer<T>(text: string, schema: z.ZodType<T>, path: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw malformed(path);
  }
}

function malformed(path: string): PawlError {
  return new PawlError("remote.failed", {
    message: `${path} answered what the Hub does not.`,
    hint: "Check that HF_ENDPOINT is the address of a Hugging Face Hub.",
  });
}

function withoutToken(error: PawlError, token: string): PawlError {
  error.message = error.message.replaceAll(token, "***");
  return error;
}
