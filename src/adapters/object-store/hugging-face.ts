import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { commit, HubApiError, listFiles, pathsInfo, type CommitOperation } from "@huggingface/hub";
import { PawlError } from "../../errors.ts";
import type { ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { downloadOverHttp, openHttpPlace } from "./http.ts";
import { hubFailure } from "./hub-failure.ts";
import { hubEndpoint, parseHubUrl, type HubFolder } from "./hub-url.ts";
import { bearerOptions, type RemoteSpecification } from "./remote-specification.ts";
import { withRetries } from "./retry.ts";

/** What every call of the library takes. */
interface HubAccess {
  readonly hubUrl: string;
  readonly accessToken?: string;
}

/** So many files go into one commit at most. */
const maxFiles = 1000;
/** A file that the Hub keeps in git is part of the commit's request; such files together stay below this. */
const maxInlineBytes = 64 * 2 ** 20;
/** The Hub puts larger files into its large file storage. */
const inlineFileBytes = 10 * 2 ** 20;
const pathsPerQuestion = 500;

/** Objects in a data set repository of a Hugging Face Hub; DVC reads them through its HTTP remote. */
export async function createHuggingFaceStore(remote: RemoteSpecification): Promise<ObjectStore> {
  const endpoint = hubEndpoint(remote);
  const place = parseHubUrl(remote.url, endpoint);
  if (place === undefined) {
    throw new PawlError("dvc.invalid", {
      message: `The url of the remote ${remote.name} is ${remote.url}, and hf://datasets/owner/name@revision/folder is expected.`,
    });
  }
  const token = tokenOf(remote);
  const access: HubAccess = { hubUrl: endpoint, ...(token === undefined ? {} : { accessToken: token }) };
  const hub = new HubStore(place, access);
  const http = openHttpPlace(httpRemote(remote, place, access));
  return {
    label: `hf://datasets/${place.repository}@${place.revision}${place.folder === "" ? "" : `/${place.folder}`}`,
    find: (keys) => hub.find(keys),
    list: (prefix) => hub.list(prefix),
    download: (transfers, onDone) => downloadOverHttp(http, transfers, onDone),
    upload: (transfers, onDone) => hub.upload(transfers, onDone),
    remove: (keys) => hub.remove(keys),
    close: async () => http.client.close(),
  };
}

function tokenOf({ name, options, environment }: RemoteSpecification): string | undefined {
  // DVC's HTTP remote has the token as the password of a header of its own.
  const own = options.get("token") ?? options.get("password")?.replace(/^Bearer /i, "");
  const token = own || environment["HF_TOKEN"] || environment["HUGGING_FACE_HUB_TOKEN"] || undefined;
  if (token === undefined || token.startsWith("hf_")) return token;
  throw new PawlError("dvc.invalid", {
    message: `The token for the remote ${name} is none of the Hugging Face Hub's: those begin with hf_.`,
    hint: "Set HF_TOKEN, or the option token in .dvc/config.local.",
  });
}

function httpRemote(remote: RemoteSpecification, place: HubFolder, access: HubAccess): RemoteSpecification {
  const revision = encodeURIComponent(place.revision);
  const url = [access.hubUrl, "datasets", place.repository, "resolve", revision, place.folder]
    .filter((part) => part !== "")
    .join("/");
  const kept = [...remote.options].filter(([name]) => !["auth", "user", "password"].includes(name));
  return { ...remote, url, options: new Map([...kept, ...bearerOptions(access.accessToken)]) };
}

const access = "Set HF_TOKEN to a token that may read, and to push write, the data set.";
const hints: Readonly<Record<number, string>> = {
  401: access,
  403: access,
  404: "Create the data set repository, or correct the url of the remote; a private one needs HF_TOKEN.",
};

class HubStore {
  readonly #place: HubFolder;
  readonly #common: HubAccess & { readonly repo: { readonly type: "dataset"; readonly name: string } };

  constructor(place: HubFolder, access: HubAccess) {
    this.#place = place;
    this.#common = { ...access, repo: { type: "dataset", name: place.repository } };
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    const unique = [...new Set(keys)];
    for (let start = 0; start < unique.length; start += pathsPerQuestion) {
      const asked = unique.slice(start, start + pathsPerQuestion);
      const paths = new Map(asked.map((key) => [this.#path(key), key]));
      const revision = this.#place.revision;
      const infos = await this.#try("Looking for objects", () =>
        pathsInfo({ ...this.#common, paths: [...paths.keys()], revision }),
      );
      for (const { path, type, size } of infos) {
        const key = paths.get(path);
        if (key !== undefined && type === "file") found.set(key, size);
      }
    }
    return found;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const path = this.#path(prefix.slice(0, prefix.lastIndexOf("/") + 1)).replace(/\/$/, "");
    const within = this.#place.folder === "" ? 0 : this.#place.folder.length + 1;
    return this.#try(`Listing ${path}`, async () => {
      const keys: string[] = [];
      const revision = this.#place.revision;
      try {
        for await (const entry of listFiles({ ...this.#common, recursive: true, path, revision })) {
          const key = entry.path.slice(within);
          if (entry.type === "file" && key.startsWith(prefix)) keys.push(key);
        }
      } catch (error) {
        // A folder that is not there yet; a repository that is not there says so when it is written to.
        if (!(error instanceof HubApiError) || error.statusCode !== 404 || path === "") throw error;
        await this.#requireRepository();
      }
      return keys;
    });
  }

  /** A few hundred files a commit: each is seen whole or not at all. */
  async upload(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer) => Promise<void>,
  ): Promise<void> {
    for (const batch of await batches(transfers)) {
      const operations = batch.map(({ key, file }): CommitOperation => {
        return { operation: "addOrUpdate", path: this.#path(key), content: pathToFileURL(file) };
      });
      await this.#commit(`Add ${batch.length} objects`, operations);
      for (const transfer of batch) await onDone(transfer);
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    const there = [...(await this.find(keys)).keys()];
    for (let start = 0; start < there.length; start += maxFiles) {
      const operations = there
        .slice(start, start + maxFiles)
        .map((key): CommitOperation => ({ operation: "delete", path: this.#path(key) }));
      await this.#commit(`Remove ${operations.length} objects`, operations);
    }
  }

  async #commit(title: string, operations: CommitOperation[]): Promise<void> {
    const branch = this.#place.revision;
    await this.#try(title, () =>
      // The newer protocol of the Hub for large files is left aside: the Hub takes both.
      commit({ ...this.#common, title, operations, branch, useXet: false }),
    );
  }

  async #requireRepository(): Promise<void> {
    const revision = this.#place.revision;
    for await (const _ of listFiles({ ...this.#common, revision })) return;
  }

  #path(key: string): string {
    return this.#place.folder === "" ? key : `${this.#place.folder}/${key}`;
  }

  #try<T>(what: string, request: () => Promise<T>): Promise<T> {
    return withRetries(async () => {
      try {
        return await request();
      } catch (error) {
        const where = `${what} in the data set ${this.#place.repository} of ${this.#common.hubUrl}`;
        throw hubFailure(error, where, hints);
      }
    });
  }
}

async function batches(
  transfers: readonly ObjectTransfer[],
): Promise<readonly (readonly ObjectTransfer[])[]> {
  const done: ObjectTransfer[][] = [];
  let current: ObjectTransfer[] = [];
  let inline = 0;
  for (const transfer of transfers) {
    const { size } = await stat(transfer.file);
    const own = size <= inlineFileBytes ? size : 0;
    if (current.length >= maxFiles || (inline + own > maxInlineBytes && current.length > 0)) {
      done.push(current);
      [current, inline] = [[], 0];
    }
    current.push(transfer);
    inline += own;
  }
  return current.length > 0 ? [...done, current] : done;
}
