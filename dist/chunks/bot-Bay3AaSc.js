import { t as findDoorEntry } from "./door-entry-BQ3c2xPq.js";
//#region src/cli/bot.ts
function addBotCommand(program) {
	program.command("bot").description("run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings").action(async () => {
		await import(findDoorEntry("bot-server", "bot/main.ts").href);
	});
}
//#endregion
export { addBotCommand };
