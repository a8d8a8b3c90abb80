import { z } from "zod";

/** One instruction of a Dockerfile: continued lines are joined, comments are gone. */
export interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  /** Its words; those of the JSON form are as written there. */
  readonly words: readonly string[];
}

const wordsSchema = z.array(z.string());

/** Reads the part of Dockerfile's grammar that this repository uses; no heredocs, no escape directive. */
export function parseDockerfile(text: string): readonly Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line) && line.trim() !== "");
  return lines
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => {
      const [name = "", ...rest] = line.trim().split(/\s+/);
      const flags = rest.filter((word) => word.startsWith("--")).map((word) => word.slice(2).split("=", 2));
      const json = /\[.*\]$/.exec(line)?.[0];
      const plain = rest.filter((word) => !word.startsWith("--"));
      const words = json === undefined ? plain : wordsSchema.parse(JSON.parse(json));
      return {
        name: name.toUpperCase(),
        flags: Object.fromEntries(flags.map(([flag = "", value = ""]) => [flag, value])),
        words,
      };
    });
}

/** The instructions of each stage, in order; what stands before the first FROM is left out. */
export function stagesOf(all: readonly Instruction[]): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  for (const instruction of all) {
    if (instruction.name === "FROM") stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}
