import type { Policy } from "../../src/config/schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { Role } from "../../src/ports/github/members.ts";
import type { ParsedCommand } from "../parse-commands.ts";
import type { BotContext } from "../reconcile/context.ts";
import type { Asker } from "../requests.ts";

/** A command in its place: who asks, where, and by which policy. */
export interface CommandEvent {
  readonly command: ParsedCommand;
  readonly asker: Asker;
  readonly issueNumber: number;
  /** `undefined` when the comment is on an issue. */
  readonly pull: PullRequest | undefined;
  readonly labels: readonly string[];
  /** Of the default branch. */
  readonly policy: Policy;
}

/** What came of a command. `text` is Markdown, safe to post. */
export interface CommandResult {
  readonly outcome: "done" | "refused";
  readonly reasonCode: string;
  readonly text: string;
}

/** One slash command: help, permission check and docs come from this record. */
export interface Command {
  readonly name: string;
  /** After `/ml`: the name and its arguments. */
  readonly usage: string;
  /** One sentence. */
  readonly description: string;
  /** The least role that may use it at all; `handle` may ask for more. */
  readonly permission: Role;
  readonly examples: readonly string[];
  readonly handle: (event: CommandEvent, context: BotContext) => Promise<CommandResult>;
}
