import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { Client } from "./client.ts";

const blobSchema = z.object({ size: z.number(), encoding: z.literal("base64"), content: z.string() });

/** Creates a ref unless it exists; what it points to then is not looked at. */
export async function createRef(client: Client, ref: string, sha: string): Promise<"created" | "exists"> {
  const route = "POST /repos/{owner}/{repo}/git/refs";
  const answer = await client.send(route, { ref, sha }, [422]);
  if (answer.status !== 422) return "created";
  const { message } = z.object({ message: z.string() }).catch({ message: "" }).parse(answer.data);
  if (/already exists/i.test(message)) return "exists";
  throw new PawlError("github.request-failed", {
    message: `GitHub refused ${route} for ${ref} (422): ${message}`,
  });
}

/** The text of a blob, in UTF-8. @throws PawlError `github.malformed-response` when it is cut */
export async function readBlob(client: Client, sha: string): Promise<string> {
  const blob = await client.request("GET /repos/{owner}/{repo}/git/blobs/{sha}", { sha }, blobSchema);
  return decodeContent(blob, `the blob ${sha}`);
}

/** The text in base64 content. @throws PawlError `github.malformed-response` when bytes are missing */
export function decodeContent(
  file: { readonly content: string; readonly size: number },
  what: string,
): string {
  const bytes = Buffer.from(file.content, "base64");
  if (bytes.byteLength === file.size) return bytes.toString("utf8");
  throw new PawlError("github.malformed-response", {
    message: `The content of ${what} has ${bytes.byteLength} of ${file.size} bytes`,
  });
}

/** A path or ref name for an address: each part encoded, slashes kept. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
