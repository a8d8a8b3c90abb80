import { existsSync } from "node:fs";
//#region src/cli/bot.ts
const entries = ["./bot-server.js", "../../bot/main.ts"];
function addBotCommand(program) {
	program.command("bot").description("run the bot as a server for a GitHub App, until stopped; docs/guides/bot.md lists its settings").action(async () => {
		const found = entries.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
		if (found !== void 0) await import(found.href);
	});
}
//#endregion
export { addBotCommand };
