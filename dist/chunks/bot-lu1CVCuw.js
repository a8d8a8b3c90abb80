import { t as findDoorEntry } from "./door-entry-Bstc5c4s.js";
//#region src/cli/bot.ts
function addBotCommand(program) {
	program.command("bot").description("run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings").option("--setup", "without an App yet, make one in the browser first; the link is written to the terminal").action(async () => {
		await import(findDoorEntry("bot-server", "bot/main.ts").href);
	});
}
//#endregion
export { addBotCommand };
