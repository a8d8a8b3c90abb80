import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** The md5 of a file's bytes, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest("hex");
}

/** The md5 of a text file with line ends as DVC 2 hashed them: `\r\n` becomes `\n`, unless the file looks binary. */
export function hashLegacy(content: Buffer): string {
  const isText = !content.subarray(0, 512).includes(0);
  const bytes = isText ? Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1") : content;
  return createHash("md5").update(bytes).digest("hex");
}
