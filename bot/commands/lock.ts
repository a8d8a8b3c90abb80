import { lock, unlock, type LockPlace } from "../../src/app/promotion/locks.ts";
import { describeLock } from "../../src/registry/environment-lock.ts";
import { promotionPorts, refusal, type RequestAnswer } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import type { Command, CommandArgument, CommandEvent } from "./command.ts";
import { grammars, reasonOption } from "./grammars.ts";

const lockArguments: readonly CommandArgument[] = [
  {
    name: "environment",
    description: "The environment.",
    grammar: grammars.environment,
    isRequired: true,
  },
  { name: "model", description: "Only this model in it.", grammar: grammars.model },
];

/** `/ml lock`. */
export const lockCommand: Command = {
  name: "lock",
  description:
    "Keeps an environment, or one model in it, for this pull request: promotions from elsewhere are refused until it ends.",
  permission: "write",
  arguments: lockArguments,
  options: [
    reasonOption(true),
    {
      name: "ttl",
      description: "How long, at most 30d; `lock_ttl` of the policy by default.",
      value: { name: "duration", grammar: grammars.duration },
    },
  ],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open"] },
  examples: [
    '/ml lock production --reason "canary"',
    '/ml lock production flight-delay --ttl 4h --reason "canary"',
  ],
  handle: async (event, context) => {
    const place = readPlace(event);
    if ("decision" in place) return toResult(place);
    const { asker, command } = event;
    const { reason = "", ttl = place.ttl } = command.options;
    const at = asker.comment === undefined ? context.clock.now() : new Date(asker.comment.at);
    const request = { ...place, asker: holderOf(event), reason, ttl, at };
    const result = await lock(request, promotionPorts(context));
    if ("decision" in result) return toResult(refusal(result.reasonCode, result.reason));
    const done = { decision: "done", reasonCode: "locked", url: null } as const;
    return toResult({ ...done, reason: `${place.environment} is locked: ${describeLock(result)}` });
  },
};

/** `/ml unlock`. */
export const unlockCommand: Command = {
  name: "unlock",
  description: "Gives a lock back; that of another pull request or person only by force.",
  permission: "write",
  special: [
    { use: "--force", permission: "maintain", matches: ({ options }) => options["force"] !== undefined },
  ],
  arguments: lockArguments,
  options: [{ name: "force", description: "Takes away the lock of somebody else." }],
  places: { on: ["pull request", "issue", "drift issue"], pull: ["open"] },
  examples: ["/ml unlock production", "/ml unlock production flight-delay --force"],
  handle: async (event, context) => {
    const place = readPlace(event);
    if ("decision" in place) return toResult(place);
    const isForced = event.command.options["force"] !== undefined;
    const request = { ...place, asker: holderOf(event), isForced };
    const result = await unlock(request, promotionPorts(context));
    if (result !== "unlocked") return toResult(refusal(result.reasonCode, result.reason));
    const what = place.model === null ? place.environment : `${place.model} in ${place.environment}`;
    const done = { decision: "done", reasonCode: "unlocked", url: null } as const;
    return toResult({ ...done, reason: `there is no lock of ${what}` });
  },
};

function holderOf({ asker, pull, issueNumber }: CommandEvent): { login: string; pull: number | null } {
  return { login: asker.login, pull: pull === undefined ? null : issueNumber };
}

/** Only what the policy has can be locked: a typing error would protect nothing. */
function readPlace({
  command,
  policy,
}: CommandEvent): (LockPlace & { readonly ttl: string }) | RequestAnswer {
  const [environment = "", model] = command.args;
  const models = Object.entries(policy.models).filter(([name]) => model === undefined || name === model);
  if (models.length === 0) return refusal("unknown.model", `the policy has no model ${model ?? ""}`);
  const rules = models.flatMap(([, { environments }]) => {
    const rule = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
    return rule === undefined ? [] : [rule];
  });
  const [rule] = rules;
  if (rule === undefined) {
    return refusal("unknown.environment", `no such model of the policy has an environment ${environment}`);
  }
  return { environment, model: model ?? null, ttl: rule.lock_ttl };
}
