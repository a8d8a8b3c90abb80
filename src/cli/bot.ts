import type { Command } from "commander";
import { existsSync } from "node:fs";

/** The bundle beside this one when built, the source otherwise. A computed address: `src` knows nothing of `bot`. */
const entries = ["./bot-server.js", "../../bot/main.ts"];

/** Adds `pawl bot`: the bot as a server, set up by environment variables, until stopped. */
export function addBotCommand(program: Command): void {
  program
    .command("bot")
    .description(
      "run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings",
    )
    .action(async () => {
      const found = entries.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
      if (found !== undefined) await import(found.href);
    });
}
