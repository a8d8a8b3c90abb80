import type { Role } from "../../src/ports/github/members.ts";
import { hasRole } from "../permission.ts";
import { escapeText } from "../../src/report/escape.ts";

/** What help shows of a command. */
export interface HelpEntry {
  readonly usage: string;
  readonly description: string;
  readonly permission: Role;
  readonly examples: readonly string[];
}

/** The table of commands for one person. */
export function renderHelp(
  entries: readonly HelpEntry[],
  asker: { readonly login: string; readonly role: Role },
): string {
  const rows = entries.map((entry) => {
    const mark = hasRole(asker.role, entry.permission) ? "✅" : "❌";
    return `| \`/ml ${entry.usage.replaceAll("|", "\\|")}\` | ${entry.description} | ${entry.permission} ${mark} |`;
  });
  const examples = entries.flatMap((entry) => entry.examples.slice(0, 2));
  return [
    `Commands for ${escapeText(asker.login)} (${asker.role}):`,
    "",
    "| Command | Does | Needs |",
    "|---|---|---|",
    ...rows,
    "",
    "Each stands alone on a line, at most five in a comment. Examples:",
    "```",
    ...examples,
    "```",
  ].join("\n");
}
