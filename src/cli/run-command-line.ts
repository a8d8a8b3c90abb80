import { Command, CommanderError } from "commander";
import { PawlError } from "../errors.ts";
import { addCommands } from "./commands.ts";

/**
 * Runs a command line.
 *
 * @param args without the program.
 * @returns the exit status: 0 done or positive, 1 failed, 2 wrong usage or configuration, 3 negative verdict.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = new Command("pawl")
    .description("MLOps in your pull requests. A model only moves forward.")
    .option("--json", "print one JSON document on standard output and nothing else there")
    .option("--cd <dir>", "run in another directory")
    .hook("preAction", (command) => {
      const { cd } = command.opts<{ cd?: string }>();
      if (cd !== undefined) changeDirectory(cd);
    })
    .exitOverride();
  try {
    await addCommands(program, args);
    await program.parseAsync([...args], { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : 0;
  } catch (error) {
    return explain(error);
  }
}

function changeDirectory(directory: string): void {
  try {
    process.chdir(directory);
  } catch (cause) {
    throw new PawlError("usage.invalid", {
      message: `--cd ${directory}: there is no such directory.`,
      cause,
    });
  }
}

/** Prints an error for a person and gives its exit status. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof PawlError) {
    console.error(`pawl: ${error.message}\n${error.hint} (${error.code})`);
    return error.exitStatus;
  }
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`pawl: ${reason.split("\n")[0] ?? ""}`);
  console.error("This is not expected. Run again with PAWL_DEBUG=1 and report what it prints.");
  if (process.env["PAWL_DEBUG"] === "1") console.error(error);
  return 1;
}
