import { z } from "zod";

/** Longest text of a field, UTF-16 code units. */
export const mostText = 2000;

/** A short text. */
export const shortText = z.string().max(mostText);
/** A commit's id. */
export const sha = z.string().regex(/^[0-9a-f]{40}$/);
/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();
/** `sha256:<hex>`, `md5:<hex>` or `md5:<hex>.dir` as DVC has it for a folder. */
export const contentDigest = z.string().regex(/^(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}(\.dir)?)$/);
/** A name of a model or an environment. */
export const entityName = z.string().min(1).max(200);

/**
 * The natural key: what the record is about, so that a second attempt at the same finds the first. Printable ASCII
 * without blanks, parts separated by `/`.
 */
export const naturalKey = z.string().regex(/^[\x21-\x7e]{1,400}$/);

/** Who did it, as GitHub's API names them; never what a commit or a comment claims. */
export const actor = z.object({
  id: z.number().int().nonnegative().nullable().describe("GitHub's numeric id; null on a laptop."),
  login: z.string().min(1).max(100),
  type: z.enum(["User", "Bot", "Organization", "local"]),
  role: z
    .enum(["none", "read", "triage", "write", "maintain", "admin"])
    .nullable()
    .describe("The live role in the repository when it was decided; null when nobody asked."),
});

/** Who did it. */
export type RecordActor = z.infer<typeof actor>;
