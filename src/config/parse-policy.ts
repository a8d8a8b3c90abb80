import { checkSchema } from "../yaml/check-schema.ts";
import type { Problem } from "../yaml/problem.ts";
import { readDocument, type YamlDocument } from "../yaml/read-document.ts";
import { checkRules } from "./policy-rules.ts";
import { policySchema, type Policy } from "./schema.ts";

/** Where the policy is in a repository. */
export const policyPath = ".github/pawl.yml";

/** The policy, or everything that is wrong with it. */
export type ParsedPolicy =
  | {
      readonly policy: Policy;
      /** Where a value is in the file. */
      locate(...place: Parameters<YamlDocument["locate"]>): ReturnType<YamlDocument["locate"]>;
      readonly problems?: never;
    }
  | { readonly policy?: never; readonly problems: readonly Problem[] };

/** A larger file is refused unread: parsing takes longer than its length grows. UTF-16 units. */
const maxLength = 64 * 1024;

/**
 * Reads the text of a policy; defaults are filled in.
 *
 * @param file name to report, usually {@link policyPath}.
 * @example
 * parsePolicy("version: 1\nmodels: {}\n", ".github/pawl.yml").policy?.version; // 1
 */
export function parsePolicy(text: string, file: string = policyPath): ParsedPolicy {
  const read = readDocument(text, { file, maxLength });
  if (read.problems !== undefined) return { problems: read.problems };
  const checked = checkSchema(read.document, policySchema);
  if (checked.problems !== undefined) return { problems: checked.problems };
  const { document } = read;
  const problems = checkRules(checked.value, document);
  if (problems.length > 0) return { problems };
  return { policy: checked.value, locate: (path, what) => document.locate(path, what) };
}
