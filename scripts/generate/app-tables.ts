import { appPermissions, subscribedEvents } from "../../bot/app-manifest.ts";

/** The permissions and events of the bot's App, as the manifest asks for them. */
export function renderAppTables(): string {
  const rows = Object.entries(appPermissions).map(
    ([name, { access, why }]) => `| \`${name}\` | ${access} | ${why} |`,
  );
  const table = ["| permission | access | the bot needs it |", "|---|---|---|", ...rows].join("\n");
  const events = subscribedEvents.map((name) => `\`${name}\``).join(", ");
  return `${table}\n\nEvents: ${events}. Of its installations an App is told without asking.`;
}
