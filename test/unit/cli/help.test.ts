import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addAllCommands, addCommands } from "../../../src/cli/commands.ts";
import { verbList } from "../../../src/cli/verb-list.ts";

async function commandsFor(args: readonly string[]): Promise<readonly string[]> {
  const program = new Command("pawl");
  await addCommands(program, args);
  return program.commands.map((command) => command.name());
}

describe("the help of the command line", () => {
  it("lists every verb without loading its code", async () => {
    const program = new Command("pawl");
    await addAllCommands(program);
    expect(verbList.map(({ name }) => name)).toEqual(program.commands.map((command) => command.name()));
    for (const args of [[], ["--help"], ["reprro"], ["--cd", "x", "--json"]])
      expect(await commandsFor(args)).toEqual(verbList.map(({ name }) => name));
  });

  it.each(verbList.map(({ name }) => name))(
    "finds the code of %s, behind options and help too",
    async (verb) => {
      for (const args of [[verb], ["--json", verb, "x"], ["--cd", "dir", verb], ["help", verb]]) {
        const found = await commandsFor(args);
        expect(found).toContain(verb);
        expect(found.length).toBeLessThan(3);
      }
    },
  );
});
