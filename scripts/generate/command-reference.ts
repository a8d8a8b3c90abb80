import type { Command } from "../../bot/commands/command.ts";
import { usageOf } from "../../bot/commands/usage.ts";
import { describePlaces, describeWords, needs } from "../../bot/views/help.ts";
import { header, table } from "./reference.ts";

/** `docs/reference/commands.md`: the records of the bot's commands. */
export function renderCommandReference(commands: readonly Command[]): string {
  const rows = commands.map((command) => [
    `[\`/ml ${command.name}\`](#ml-${command.name})`,
    command.description,
    needs(command),
    describePlaces(command),
  ]);
  const parts = commands.map(renderPart);
  return `${header}# Commands\n\n${table(["command", "does", "needs", "counts on"], rows)}\n\n${parts.join("\n")}`;
}

function renderPart(command: Command): string {
  const words = describeWords(command);
  const lines = [
    `## /ml ${command.name}`,
    "",
    `\`/ml ${usageOf(command)}\``,
    "",
    command.description,
    "",
    ...(words.length === 0 ? [] : [...words, ""]),
    "```text",
    ...command.examples,
    "```",
    "",
  ];
  return lines.join("\n");
}
