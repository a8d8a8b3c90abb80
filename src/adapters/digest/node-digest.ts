import { createHash } from "node:crypto";
import type { Digest } from "../../ports/digest.ts";

/** Digests by Node's crypto. */
export const nodeDigest: Digest = {
  md5: (text) => createHash("md5").update(text).digest("hex"),
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
};
