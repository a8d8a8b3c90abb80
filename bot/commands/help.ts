import { renderHelp } from "../views/help.ts";
import type { Command } from "./command.ts";

/** `/ml help`, over the records of the other commands. */
export function createHelpCommand(others: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    usage: "help [command]",
    description: "Shows the commands and whether you may use them here.",
    permission: "read",
    examples: ["/ml help", "/ml help promote"],
    handle: async ({ asker, command }) => {
      const all = [...others, help];
      const named = all.filter((entry) => command.args.length === 0 || command.args.includes(entry.name));
      const text = renderHelp(named.length === 0 ? all : named, asker);
      return { outcome: "done", reasonCode: "help", text };
    },
  };
  return help;
}
