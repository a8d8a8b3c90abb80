import type { CommandArgument, CommandOption, Grammar } from "./command.ts";

const name = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

/** Grammars that several commands share. */
export const grammars = {
  model: { pattern: new RegExp(`^${name}$`), says: "a model's name" },
  /** The version may be left out. */
  modelVersion: {
    pattern: new RegExp(`^(?:${name})?(?:@v\\d{1,6}\\.\\d{1,6}\\.\\d{1,6})?$`),
    says: "a model's name, with @vX.Y.Z for one version",
  },
  version: { pattern: /^v\d{1,6}\.\d{1,6}\.\d{1,6}$/, says: "a version such as v1.2.0" },
  environment: { pattern: new RegExp(`^${name}$`), says: "an environment's name" },
  sha: { pattern: /^[0-9a-f]{7,40}$/, says: "the first 7 to 40 digits of a commit" },
  duration: { pattern: /^[1-9]\d{0,3}(?:m|h|d)$/, says: "a duration such as 30m, 12h or 7d" },
  reason: { pattern: /^[^\n]{3,300}$/, says: "3 to 300 characters in quotes" },
} as const satisfies Record<string, Grammar>;

/** `[model]`, as most commands have it. */
export const modelArgument: CommandArgument = {
  name: "model",
  description: "A model of the policy; may be left out when only one can be meant.",
  grammar: grammars.model,
};

/** `--reason "…"`. */
export function reasonOption(isRequired: boolean): CommandOption {
  return {
    name: "reason",
    description: "Why; kept with what was done.",
    value: { name: '"…"', grammar: grammars.reason },
    isRequired,
  };
}
