import { z } from "zod";

/** `pawl.pointer/1`: the asset of a model of 2 GiB or more, which no Release takes. */
export const modelPointerSchema = z.strictObject({
  schema: z.literal("pawl.pointer/1"),
  path: z.string().describe("Of the artifact, in the repository; `dvc pull` at the tag brings it."),
  object: z.string().describe("Name of the object below the address of the DVC remote of the tagged commit."),
  md5: z.string().regex(/^[0-9a-f]{32}$/),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("Of the file's bytes."),
  sizeBytes: z.number().int().positive(),
});

/** Where the bytes of a large model are. */
export type ModelPointer = z.infer<typeof modelPointerSchema>;
