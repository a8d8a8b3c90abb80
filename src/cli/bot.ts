import type { Command } from "commander";
import { findDoorEntry } from "./door-entry.ts";

/** Adds `pawl bot`: the bot as a server, set up by environment variables, until stopped. */
export function addBotCommand(program: Command): void {
  program
    .command("bot")
    .description(
      "run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings",
    )
    .option(
      "--setup",
      "without an App yet, make one in the browser first; the link is written to the terminal",
    )
    // A computed address: `src` knows nothing of `bot`.
    .action(async () => {
      await import(findDoorEntry("bot-server", "bot/main.ts").href);
    });
}
