import { z } from "zod";
import { PawlError } from "../errors.ts";
import { checkSchema } from "../yaml/check-schema.ts";
import { renderProblems } from "../yaml/problem.ts";
import { readDocument } from "../yaml/read-document.ts";

/** Where the policy is in a repository. */
export const gcPolicyPath = ".dvc/pawl-gc.yml";

/** A larger file is refused. UTF-16 units. */
const maxLength = 64 * 1024;

const keepSchema = z.strictObject({
  workspace: z.literal("always").default("always").describe("Data of the work tree is always kept."),
  branches: z
    .literal("all")
    .default("all")
    .describe("Data of every branch, local or fetched, is always kept."),
  tags: z.literal("all").default("all").describe("Data of every tag is always kept."),
  releases: z.literal("all").default("all").describe("Data of every Release is always kept."),
  commits: z
    .strictObject({
      newer_than: z
        .string()
        .regex(/^[1-9][0-9]{0,4}d$/, { error: "a number of days such as 90d" })
        .describe("Commits of this age or younger, on any branch or tag."),
    })
    .optional(),
  runs: z
    .strictObject({
      newest: z.number().int().min(0).describe("Results of the newest runs of the run cache."),
    })
    .optional(),
});

/** `.dvc/pawl-gc.yml`: what garbage collection keeps beyond the floor, which it cannot lower. */
export const gcPolicySchema = z.strictObject({ keep: keepSchema.prefault({}) });

/** What garbage collection keeps, as data. */
export type GcPolicy = z.infer<typeof gcPolicySchema>;

/**
 * Reads a policy; an empty file keeps the floor.
 *
 * @throws PawlError `config.invalid` with everything that is wrong, with lines.
 */
export function parseGcPolicy(text: string, file: string = gcPolicyPath): GcPolicy {
  if (text.trim() === "") return gcPolicySchema.parse({});
  const read = readDocument(text, { file, maxLength });
  const checked = read.document === undefined ? read : checkSchema(read.document, gcPolicySchema);
  if (checked.problems !== undefined) {
    throw new PawlError("config.invalid", {
      message: renderProblems(checked.problems),
      hint: "Correct the lines above; docs/guides/garbage.md lists what is allowed.",
    });
  }
  return "value" in checked && checked.value !== undefined ? checked.value : gcPolicySchema.parse({});
}
