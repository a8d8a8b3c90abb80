import { hash } from "node:crypto";
import type { Digest } from "../../ports/digest.ts";

/** Digests by Node's crypto. */
export const nodeDigest: Digest = {
  md5: (text) => hash("md5", text),
  sha256: (content) => hash("sha256", content),
};
