import type { Policy } from "../../src/config/schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { Role } from "../../src/ports/github/members.ts";
import type { BotContext } from "../reconcile/context.ts";
import type { Asker } from "../requests.ts";

/** A command whose words were read by its record: every value keeps to the record's grammar. */
export interface ParsedCommand {
  readonly name: string;
  /** In the order of the record's arguments; those that were left out are not there. */
  readonly args: readonly string[];
  /** Option → value; a flag that is set has the value `true`. */
  readonly options: Readonly<Record<string, string>>;
  /** Options that may be given several times: option → values, in order. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The line as it was typed, for messages. */
  readonly line: string;
}

/** A command in its place: who asks, where, and by which policy. */
export interface CommandEvent {
  readonly command: ParsedCommand;
  readonly asker: Asker;
  readonly issueNumber: number;
  /** `undefined` when the comment is on an issue. */
  readonly pull: PullRequest | undefined;
  readonly place: Place;
  readonly labels: readonly string[];
  /** When the comment was posted, ISO 8601, by GitHub's clock. */
  readonly askedAt: string;
  /** Of the default branch. */
  readonly policy: Policy;
}

/** What came of a command. `text` is Markdown, safe to post. `dispatched`: a workflow run was started for it. */
export interface CommandResult {
  readonly outcome: "done" | "dispatched" | "refused";
  readonly reasonCode: string;
  readonly text: string;
}

/** What values of an argument or option look like: a closed list, or a pattern for the whole value and its words. */
export type Grammar =
  | { readonly values: readonly string[] }
  /** `pattern` is anchored at both ends; `says` completes "must be …". */
  | { readonly pattern: RegExp; readonly says: string };

/** An argument: a word after the command's name. */
export interface CommandArgument {
  /** As usage shows it, such as `model`. */
  readonly name: string;
  readonly description: string;
  readonly grammar: Grammar;
  readonly isRequired?: boolean;
}

/** An option: `--name value`, `--name=value`, or `--name` alone for a flag. */
export interface CommandOption {
  /** Without the dashes. */
  readonly name: string;
  readonly description: string;
  /** Without it the option is a flag. */
  readonly value?: { readonly name: string; readonly grammar: Grammar };
  readonly isRequired?: boolean;
  /** May be given several times: its values are in `lists`. */
  readonly isRepeatable?: boolean;
}

/** The kinds of things that bear comments. A drift issue is one that the monitor opened. */
export type Place = "pull request" | "issue" | "drift issue";

/** How a pull request stands. */
export type PullState = "open" | "draft" | "merged" | "closed";

/** Where a command counts. */
export interface CommandPlaces {
  readonly on: readonly Place[];
  /** States of a pull request in which it counts; without it every state: only help, status and rollback are so. */
  readonly pull?: readonly PullState[];
  /** Pull requests whose branch is in another repository: without it they are like all others. */
  readonly fork?: "only";
}

/** A use of a command that needs more than the command itself. */
export interface SpecialUse {
  /** As help shows it, such as `--force` or `drift retrain`. */
  readonly use: string;
  readonly permission: Role;
  readonly matches: (command: ParsedCommand) => boolean;
  /** `true`: the author of the pull request may not use it so, whatever their role. */
  readonly excludesAuthor?: boolean;
}

/** One slash command: parsing, help, docs, permission check and the matrix of tests come from this record. */
export interface Command {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** The least role that may use it at all; `special` and `handle` may ask for more. */
  readonly permission: Role;
  /** Uses that need more, the first that matches counts. */
  readonly special?: readonly SpecialUse[];
  /** `true`: the author of the pull request may not use it on it, whatever their role. */
  readonly excludesAuthor?: boolean;
  /** What `handle` looks at besides the role, for help: "or who started the run". */
  readonly alsoNeeds?: string;
  readonly arguments?: readonly CommandArgument[];
  readonly options?: readonly CommandOption[];
  readonly places: CommandPlaces;
  /** Complete lines; each must be read by this record. */
  readonly examples: readonly string[];
  readonly handle: (event: CommandEvent, context: BotContext) => Promise<CommandResult>;
}
