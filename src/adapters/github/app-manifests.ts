import { z } from "zod";
import { Client } from "./client.ts";
import type { Fetch } from "./guarded-fetch.ts";

/** An App that GitHub made from a manifest, with its credentials. */
export interface ConvertedApp {
  readonly id: number;
  readonly slug: string;
  /** Its page on GitHub. */
  readonly pageUrl: string;
  /** PEM. */
  readonly privateKey: string;
  /** `null` when the App was made without a webhook. */
  readonly webhookSecret: string | null;
}

const convertedSchema = z
  .object({
    id: z.number().int().positive(),
    slug: z.string().regex(/^[\w-]{1,100}$/),
    html_url: z.url({ protocol: /^https?$/ }),
    pem: z.string().includes("PRIVATE KEY").max(20_000),
    webhook_secret: z.string().max(1000).nullable(),
  })
  .transform((raw): ConvertedApp => ({
    id: raw.id,
    slug: raw.slug,
    pageUrl: raw.html_url,
    privateKey: raw.pem,
    webhookSecret: raw.webhook_secret,
  }));

/**
 * Exchanges the code that GitHub's manifest flow gave for the App; a code counts once and for an hour.
 *
 * @returns `undefined` when GitHub does not know the code, or not any more
 * @throws PawlError `github.request-failed`, `github.malformed-response`
 */
export async function convertAppManifest(request: {
  readonly apiUrl: string;
  readonly code: string;
  readonly fetch?: Fetch;
}): Promise<ConvertedApp | undefined> {
  const { apiUrl, code, fetch } = request;
  const client = new Client({ apiUrl, repository: "any/any", ...(fetch === undefined ? {} : { fetch }) });
  const route = "POST /app-manifests/{code}/conversions";
  const { status, data } = await client.send(route, { code }, [404, 422]);
  return status < 300 ? client.check(convertedSchema, data, route) : undefined;
}
