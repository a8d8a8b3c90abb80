import type { Command } from "commander";

type AddCommand = (program: Command) => void;

/**
 * Every verb, in the order of the help: set-up, DVC's, models, live. A verb's code is read when it is asked for, so that
 * each starts fast.
 */
const verbs: Readonly<Record<string, () => Promise<AddCommand>>> = {
  validate: async () => (await import("./validate.ts")).addValidateCommand,
  bot: async () => (await import("./bot.ts")).addBotCommand,
  add: async () => (await import("./add.ts")).addAddCommand,
  repro: async () => (await import("./repro.ts")).addReproCommand,
  status: async () => (await import("./status.ts")).addStatusCommand,
  checkout: async () => (await import("./checkout.ts")).addCheckoutCommand,
  pull: async () => (await import("./pull.ts")).addPullCommand,
  push: async () => (await import("./push.ts")).addPushCommand,
  evaluate: async () => (await import("./evaluate.ts")).addEvaluateCommand,
  register: async () => (await import("./register.ts")).addRegisterCommand,
  promote: async () => (await import("./promote.ts")).addPromoteCommand,
  serve: async () => (await import("./serve.ts")).addServeCommand,
  monitor: async () => (await import("./monitor.ts")).addMonitorCommand,
  drift: async () => (await import("./drift.ts")).addDriftCommand,
  profile: async () => (await import("./profile.ts")).addProfileCommand,
};

/** Adds the verb that the arguments ask for; every verb when they ask for none, or for one that is not known. */
export async function addCommands(program: Command, args: readonly string[]): Promise<void> {
  const asked = args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--cd") ?? "";
  const wanted = Object.hasOwn(verbs, asked) ? [verbs[asked]] : Object.values(verbs);
  for (const load of wanted) if (load !== undefined) (await load())(program);
}
