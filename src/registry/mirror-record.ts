import { z } from "zod";
import { parseJson } from "../parse-json.ts";

/** The file of a mirror repository that says what is in it. */
export const mirrorRecordFile = "pawl.json";

const fileName = z.string().regex(/^[A-Za-z0-9_][\w.-]{0,150}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** `pawl.mirror/1`: one version as a mirror holds it. Equal versions make equal records. */
export const mirrorRecordSchema = z.strictObject({
  schema: z.literal("pawl.mirror/1"),
  repository: z.string().max(300).describe("`owner/name` on GitHub: whose model it is."),
  model: z.string().max(200),
  version: z.string().max(100),
  tag: z.string().max(300).describe("The registration's tag on GitHub."),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  release: z.string().max(2000).describe("Address of the Release."),
  manifest: digest.describe("sha256 of `manifest.json` of the Release."),
  files: z
    .array(z.strictObject({ path: fileName, sizeBytes: z.number().int(), sha256: digest }))
    .max(100)
    .describe("The others of the version, in order of their paths."),
});

/** What a mirror repository says that it holds. */
export type MirrorRecord = z.infer<typeof mirrorRecordSchema>;

/** The record in a text; `undefined` when it is none. */
export function parseMirrorRecord(text: string): MirrorRecord | undefined {
  return mirrorRecordSchema.safeParse(parseJson(text)).data;
}
