import { z } from "zod";

const bytes = z.number().int().nonnegative();
const count = z.number().int().nonnegative();
const md5 = z.string().regex(/^[0-9a-f]{32}(\.dir)?$/);
const hash = z.enum(["md5", "legacy"]).describe("`legacy`: kept as by DVC 2.");

const refSchema = z.strictObject({
  kind: z.enum(["workspace", "branch", "tag", "release", "commit", "project"]),
  name: z.string(),
  commit: z.string().optional(),
});
const needSchema = z.strictObject({ ref: refSchema, objects: count, bytes });
const itemSchema = z.strictObject({ md5, hash });

const storeSchema = z.strictObject({
  store: z.string().describe("`cache`, or the remote's name."),
  decision: z.enum(["planned", "removed", "refused"]),
  reasonCode: z.enum(["gc.done", "gc.refs-lose-data", "gc.directories-unknown"]),
  remove: z
    .array(itemSchema.extend({ sizeBytes: bytes }))
    .describe("Objects that no kept ref needs, directories first."),
  keptObjects: count,
  keptBytes: bytes,
  needs: z.array(needSchema).describe("What each kept ref needs of the store."),
  losing: z.array(needSchema).describe("Refs that lose objects which nothing else keeps."),
  unknown: z
    .array(z.strictObject({ ref: refSchema, md5 }))
    .describe("Directories that a kept ref needs and whose files are not known."),
  runs: z
    .array(
      z.strictObject({
        name: z.string(),
        sizeBytes: bytes,
        changedMs: z.number(),
        outs: z.array(itemSchema),
      }),
    )
    .describe("Records of the run cache whose outputs are gone."),
  leftovers: z
    .array(z.strictObject({ path: z.string(), sizeBytes: bytes, changedMs: z.number() }))
    .describe("Temporary files older than a day."),
});

/** What `pawl gc --json` prints: one report for each store that was looked at. */
export const gcReportSchema = z.strictObject({
  schema: z.literal("pawl.gc/1"),
  stores: z.array(storeSchema),
});
