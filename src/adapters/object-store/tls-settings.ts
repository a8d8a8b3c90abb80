import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { RemoteSpecification } from "./remote-specification.ts";

/** Whose certificates a client trusts, as Node takes it. */
export interface TlsSettings {
  readonly rejectUnauthorized?: boolean;
  readonly ca?: Buffer;
}

/** What `ssl_verify` says: true, false, or a file of certificates. @throws PawlError `file.missing` */
export function tlsOf({ options, home }: RemoteSpecification): TlsSettings {
  const verify = options.get("ssl_verify");
  if (verify === undefined || /^true$/i.test(verify)) return {};
  if (/^false$/i.test(verify)) return { rejectUnauthorized: false };
  try {
    return { ca: readFileSync(resolve(home, verify)) };
  } catch (cause) {
    throw new PawlError("file.missing", {
      message: `The certificates of ssl_verify cannot be read: ${String(cause)}`,
      cause,
    });
  }
}
