import { escapeText } from "../../src/report/escape.ts";
import type { ConfigProblem } from "../reconcile/lint-head.ts";

/** Problems that are written out. */
const maxShown = 30;

/** The result of a check of the configuration, each problem with a link to its line at the commit. */
export function renderConfigProblems(
  { files, problems }: { readonly files: readonly string[]; readonly problems: readonly ConfigProblem[] },
  { url, sha }: { readonly url: string; readonly sha: string },
): string {
  const at = `\`${sha.slice(0, 7)}\``;
  if (files.length === 0)
    return `❌ There is neither \`.github/pawl.yml\` nor \`dvc.yaml\` at ${at}. (\`config.missing\`)`;
  if (problems.length === 0) return `✅ Valid at ${at}: ${files.join(", ")}. (\`config.valid\`)`;
  const lines = problems.slice(0, maxShown).map(({ path, line, message }) => {
    // The place is in the link already.
    const text = message.replace(/^[^\n:]{1,200}:\d+:\d+: /, "");
    return `- [${path}, line ${line}](${url}/blob/${sha}/${path}#L${line}): ${escapeText(text, 400)}`;
  });
  const more = problems.length > maxShown ? [`- and ${problems.length - maxShown} more`] : [];
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`❌ ${count} at ${at}: (\`config.invalid\`)`, "", ...lines, ...more].join("\n");
}
