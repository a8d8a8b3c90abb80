import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3ServiceException,
  type ObjectCannedACL,
  type PutObjectCommandInput,
  type S3Client,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { PawlError } from "../../errors.ts";
import type { ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { forEachBounded } from "./for-each-bounded.ts";
import { jobsOf, type RemoteSpecification } from "./remote-specification.ts";
import { resumeDownload, type OpenPart } from "./resume-download.ts";
import { withRetries } from "./retry.ts";
import { createS3Client, endpointOf } from "./s3-client.ts";
import { isChanged, isNotFound, isPastTheEnd, s3Failure, type S3Place } from "./s3-failure.ts";

/** Larger objects go up in parts. */
const partBytes = 16 * 2 ** 20;
/** The service takes 10 000 parts. */
const maxParts = 9_000;
/** A larger object has the connection to itself: its parts go side by side. */
const largeBytes = 4 * partBytes;
/** From so many keys on a folder is listed instead of asking for each key. */
const keysPerListing = 8;

/** Objects in a bucket of any server that speaks S3: `s3://bucket/prefix`. */
export async function createS3Store(remote: RemoteSpecification): Promise<ObjectStore> {
  const { bucket, prefix } = parseUrl(remote);
  const client = await createS3Client(remote);
  const store = new S3Store(client, remote, { bucket, prefix });
  return {
    label: `s3://${[bucket, prefix].filter((part) => part !== "").join("/")}`,
    find: (keys) => store.find(keys),
    list: (start) => store.list(start),
    download: (transfers, onDone) =>
      store.each(transfers, async (transfer) => onDone(transfer, await store.download(transfer))),
    upload: (transfers, onDone) => store.upload(transfers, onDone),
    remove: (keys) => store.remove(keys),
    close: async () => client.destroy(),
  };
}

function parseUrl({ url, name }: RemoteSpecification): { readonly bucket: string; readonly prefix: string } {
  const [, bucket, prefix] = /^s3:\/\/([a-zA-Z0-9._-]{1,255})(?:\/(.*))?$/i.exec(url) ?? [];
  if (bucket === undefined) {
    throw new PawlError("dvc.invalid", {
      message: `The url of the remote ${name} is ${url}, and s3://bucket or s3://bucket/prefix is expected.`,
    });
  }
  return {
    bucket,
    prefix: (prefix ?? "")
      .split("/")
      .filter((part) => part !== "")
      .join("/"),
  };
}

class S3Store {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #place: S3Place;
  readonly #jobs: number;
  readonly #writing: Partial<PutObjectCommandInput>;
  #checked: Promise<void> | undefined;

  constructor(
    client: S3Client,
    remote: RemoteSpecification,
    { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  ) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix === "" ? "" : `${prefix}/`;
    this.#place = { bucket, endpoint: endpointOf(remote) ?? "AWS" };
    this.#jobs = jobsOf(remote, 16);
    this.#writing = writingOptions(remote);
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    const folders = Map.groupBy(new Set(keys), (key) => key.slice(0, key.lastIndexOf("/") + 1));
    const isWorthListing = ([folder, inside]: [string, string[]]): boolean =>
      folder !== "" && inside.length >= keysPerListing;
    const single = [...folders].filter((entry) => !isWorthListing(entry)).flatMap(([, inside]) => inside);
    await this.each([...folders].filter(isWorthListing), async ([folder, inside]) => {
      const wanted = new Set(inside);
      // As many pages as there are keys: then asking for each costs no more than to go on.
      const isWhole = await this.#walk(folder, inside.length, (key, sizeBytes) => {
        if (wanted.delete(key)) found.set(key, sizeBytes);
      });
      if (!isWhole) single.push(...wanted);
    });
    await this.each(single, async (key) => {
      const sizeBytes = await this.#head(key);
      if (sizeBytes !== undefined) found.set(key, sizeBytes);
    });
    return found;
  }

  async list(start: string): Promise<readonly string[]> {
    const keys = new Set<string>();
    await this.each([start], async () => {
      await this.#walk(start, Number.POSITIVE_INFINITY, (key) => keys.add(key));
    });
    return [...keys];
  }

  async download(transfer: ObjectTransfer): ReturnType<typeof resumeDownload> {
    const openPart: OpenPart = async (offset, etag) => {
      const command = new GetObjectCommand({
        Bucket: this.#bucket,
        Key: this.#prefix + transfer.key,
        ...(offset === 0 ? {} : { Range: `bytes=${offset}-` }),
        ...(etag === undefined ? {} : { IfMatch: etag }),
      });
      try {
        const { Body, ContentRange, ContentLength, ETag } = await this.#client.send(command);
        const [, from = "0", total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(ContentRange ?? "") ?? [];
        return {
          offset: Number(from),
          totalBytes: total === undefined ? ContentLength : Number(total),
          etag: ETag,
          body: Body as unknown as AsyncIterable<Uint8Array>, // in Node always a stream
        };
      } catch (error) {
        if (isNotFound(error)) return "missing";
        if (isChanged(error)) return "changed";
        if (isPastTheEnd(error)) return "past the end";
        throw s3Failure(error, `Reading ${this.#prefix}${transfer.key}`, this.#place);
      }
    };
    return resumeDownload(transfer, openPart);
  }

  async upload(
    transfers: readonly ObjectTransfer[],
    onDone: (transfer: ObjectTransfer) => Promise<void>,
  ): Promise<void> {
    const sized = await Promise.all(
      transfers.map(async (transfer) => ({ transfer, sizeBytes: (await stat(transfer.file)).size })),
    );
    await this.each(
      sized.filter(({ sizeBytes }) => sizeBytes <= largeBytes),
      async ({ transfer, sizeBytes }) => {
        await this.#put(transfer, sizeBytes);
        await onDone(transfer);
      },
    );
    for (const { transfer, sizeBytes } of sized.filter((one) => one.sizeBytes > largeBytes)) {
      await this.#putParts(transfer, sizeBytes);
      await onDone(transfer);
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += 1000) {
      const Objects = keys.slice(start, start + 1000).map((key) => ({ Key: this.#prefix + key }));
      const { Errors = [] } = await this.#try("Removing objects", () =>
        this.#client.send(
          new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }),
        ),
      );
      const [first] = Errors;
      if (first === undefined) continue;
      throw new PawlError("remote.failed", {
        message: `${Errors.length} objects of ${this.#bucket} were not removed: ${first.Key}: ${first.Code}`,
      });
    }
  }

  /** Works on items side by side, once the bucket is known to be there. */
  async each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    if (items.length === 0) return;
    this.#checked ??= this.#check();
    await this.#checked;
    await forEachBounded(items, this.#jobs, work);
  }

  /** A missing bucket would look like missing objects. */
  async #check(): Promise<void> {
    const command = new HeadBucketCommand({ Bucket: this.#bucket });
    await this.#try("Looking", async () => {
      try {
        await this.#client.send(command);
      } catch (error) {
        if (isNotFound(error)) throw missingBucket(this.#place);
        // Who may read objects need not be allowed to look at the bucket.
        const isForbidden = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;
        if (!isForbidden) throw error;
      }
    });
  }

  async #head(key: string): Promise<number | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + key });
    return this.#try(`Looking for ${this.#prefix}${key}`, async () => {
      try {
        return (await this.#client.send(command)).ContentLength;
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    });
  }

  /** Whether all pages were read. */
  async #walk(
    start: string,
    maxPages: number,
    take: (key: string, sizeBytes: number) => void,
  ): Promise<boolean> {
    const input = { Bucket: this.#bucket, Prefix: this.#prefix + start };
    return this.#try(`Listing ${this.#prefix}${start}`, async () => {
      let pages = 0;
      for await (const page of paginateListObjectsV2({ client: this.#client }, input)) {
        for (const { Key, Size } of page.Contents ?? []) {
          if (Key !== undefined) take(Key.slice(this.#prefix.length), Size ?? 0);
        }
        pages += 1;
        if (pages >= maxPages && page.IsTruncated === true) return false;
      }
      return true;
    });
  }

  async #put(transfer: ObjectTransfer, sizeBytes: number): Promise<void> {
    await this.#try(`Writing ${this.#prefix}${transfer.key}`, async () => {
      const Body = createReadStream(transfer.file);
      try {
        await this.#client.send(
          new PutObjectCommand({ ...this.#target(transfer), Body, ContentLength: sizeBytes }),
        );
      } finally {
        Body.destroy();
      }
    });
  }

  /** The parts are joined by the last request; a failure takes them back. */
  async #putParts(transfer: ObjectTransfer, sizeBytes: number): Promise<void> {
    await this.#try(`Writing ${this.#prefix}${transfer.key}`, async () => {
      const Body = createReadStream(transfer.file);
      try {
        await new Upload({
          client: this.#client,
          params: { ...this.#target(transfer), Body },
          partSize: Math.max(partBytes, Math.ceil(sizeBytes / maxParts)),
          queueSize: 4,
          leavePartsOnError: false,
        }).done();
      } finally {
        Body.destroy();
      }
    });
  }

  #target(transfer: ObjectTransfer): Pick<PutObjectCommandInput, "Bucket" | "Key"> {
    return { Bucket: this.#bucket, Key: this.#prefix + transfer.key, ...this.#writing };
  }

  async #try<T>(what: string, request: () => Promise<T>): Promise<T> {
    return withRetries(async () => {
      try {
        return await request();
      } catch (error) {
        throw s3Failure(error, what, this.#place);
      }
    });
  }
}

function missingBucket({ bucket, endpoint }: S3Place): PawlError {
  return new PawlError("remote.failed", {
    message: `There is no bucket ${bucket} at ${endpoint}.`,
    hint: "Create the bucket, or correct the url of the remote.",
  });
}

function writingOptions({ options }: RemoteSpecification): Partial<PutObjectCommandInput> {
  const given = {
    ServerSideEncryption: options.get("sse") as ServerSideEncryption | undefined, // the server judges it
    SSEKMSKeyId: options.get("sse_kms_key_id"),
    ACL: options.get("acl") as ObjectCannedACL | undefined, // the server judges it
    GrantRead: options.get("grant_read"),
    GrantReadACP: options.get("grant_read_acp"),
    GrantWriteACP: options.get("grant_write_acp"),
    GrantFullControl: options.get("grant_full_control"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
