import { renderHelp } from "../views/help.ts";
import type { Command } from "./command.ts";

/** `/ml help`, over the records of the other commands. */
export function createHelpCommand(others: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    description: "Shows the commands and whether you may use them here.",
    permission: "read",
    arguments: [
      {
        name: "command",
        description: "One command, with its arguments and options.",
        grammar: { pattern: /^[a-z-]{1,20}$/, says: "a command's name" },
      },
    ],
    places: { on: ["pull request", "issue", "drift issue"] },
    examples: ["/ml help", "/ml help promote"],
    handle: async (event, { github }) => {
      const all = [help, ...others];
      const { id: repositoryId } = await github.members.repository();
      const named = all.find((entry) => entry.name === event.command.args[0]);
      const text = renderHelp(named === undefined ? all : [named], { ...event, repositoryId });
      return { outcome: "done", reasonCode: "help", text };
    },
  };
  return help;
}
