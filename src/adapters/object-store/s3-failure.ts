import { S3ServiceException } from "@aws-sdk/client-s3";
import { PawlError } from "../../errors.ts";
import { PassingFailure } from "./retry.ts";

/** What a request was about. */
export interface S3Place {
  readonly bucket: string;
  /** `AWS`, or the URL of the server. */
  readonly endpoint: string;
}

const hints: Readonly<Record<string, string>> = {
  NoSuchBucket: "Create the bucket, or correct the url of the remote.",
  AccessDenied: "Check the rights of the credentials; docs/guides/remotes.md says where they come from.",
  InvalidAccessKeyId:
    "Check access_key_id or the profile; docs/guides/remotes.md says where credentials come from.",
  SignatureDoesNotMatch: "Check secret_access_key and the clock of this machine.",
  CredentialsProviderError: "docs/guides/remotes.md says where credentials come from.",
};

/** An error of the SDK in Pawl's words: with bucket, key and server, without the request, which holds credentials. */
export function s3Failure(error: unknown, what: string, { bucket, endpoint }: S3Place): PawlError {
  if (error instanceof PawlError) return error;
  const name = error instanceof Error ? error.name : "";
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const shown = status === undefined ? said : `${status} ${name}: ${said}`;
  const message = `${what} in the bucket ${bucket} of ${endpoint} failed: ${shown}`;
  const isPassing =
    status === undefined ? isConnectionError(error) : status >= 500 || status === 429 || status === 408;
  if (isPassing) return new PassingFailure(message);
  const hint = hints[name] ?? (status === 403 ? hints["AccessDenied"] : undefined);
  return new PawlError("remote.failed", { message, ...(hint === undefined ? {} : { hint }) });
}

/** Whether the server said that the object is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof S3ServiceException && ["NotFound", "NoSuchKey"].includes(error.name);
}

/** Whether the object behind a name is another than that of the mark. */
export function isChanged(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}

/** Whether a range begins behind the object's end. */
export function isPastTheEnd(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
}

function isConnectionError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const name = error instanceof Error ? error.name : "";
  return typeof code === "string" || name === "TimeoutError" || name === "AbortError";
}
