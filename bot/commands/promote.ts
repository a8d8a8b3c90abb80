import type { VersionTarget } from "../../src/registry/version-target.ts";
import { askPromotion, targetOf } from "../requests.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import { grammars } from "./grammars.ts";
import type { Command, CommandEvent } from "./command.ts";

/** `/ml promote`. */
export const promoteCommand: Command = {
  name: "promote",
  description:
    "Puts a version into an environment (staging by default). Without a version: that of this merged pull request, else the newest.",
  permission: "write",
  special: [
    {
      use: "--to production",
      permission: "maintain",
      matches: ({ options }) => options["to"] === "production",
    },
  ],
  arguments: [
    {
      name: "model[@version]",
      description: "A model of the policy, and which of its versions.",
      grammar: grammars.modelVersion,
    },
  ],
  options: [
    {
      name: "to",
      description: "Where to; staging by default.",
      value: { name: "environment", grammar: grammars.environment },
    },
    { name: "dry-run", description: "Shows the plan and changes nothing." },
  ],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open", "merged"] },
  examples: ["/ml promote", "/ml promote flight-delay@v1.2.0 --to production"],
  handle: async (event, context) => {
    const [name, version] = (event.command.args[0] ?? "").split("@");
    const chosen = chooseModel(event, name === "" ? undefined : name);
    if ("decision" in chosen) return toResult(chosen);
    const [model, policy] = chosen;
    const environment = event.command.options["to"] ?? "staging";
    const request = {
      model,
      policy,
      environment,
      target: selectTarget(event, version),
      source: "command" as const,
      pull: event.pull?.number,
      isDryRun: event.command.options["dry-run"] !== undefined,
    };
    return toResult(await askPromotion(request, event.asker, context));
  },
};

function selectTarget({ pull }: CommandEvent, version: string | undefined): VersionTarget {
  if (version !== undefined && version !== "") return { kind: "version", version };
  return pull === undefined ? { kind: "greatest" } : targetOf(pull);
}
