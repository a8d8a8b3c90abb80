import type { z } from "zod";

/** What an action is: the source of its `action.yml`, its README tables and its inputs' types. */
export interface ActionDefinition<Inputs extends z.ZodObject> {
  /** Name of the verb and of the folder in `actions/`. */
  readonly verb: string;
  /** One sentence. */
  readonly description: string;
  /** Inputs by kebab-case name; every field has `.describe()`. Values arrive as text: use `z.string()`, `z.enum()` and `z.stringbool()` or transforms of text. */
  readonly inputs: Inputs;
  /** Outputs besides `result`, by kebab-case name, each with its description. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Declares an action; only there to infer the type of `inputs`. */
export function defineAction<Inputs extends z.ZodObject>(
  definition: ActionDefinition<Inputs>,
): ActionDefinition<Inputs> {
  return definition;
}
