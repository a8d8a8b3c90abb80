import type { Command } from "./command.ts";
import { createHelpCommand } from "./help.ts";
import { promoteCommand } from "./promote.ts";
import { retrainCommand } from "./retrain.ts";
import { rollbackCommand } from "./rollback.ts";
import { statusCommand } from "./status.ts";

const others = [statusCommand, promoteCommand, retrainCommand, rollbackCommand] as const;

/** Every command, in the order of help. */
export const commands: readonly Command[] = [createHelpCommand(others), ...others];

/** The command of a name, or `undefined`. */
export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}

/** The command whose name is nearest by edit distance (insert, delete, replace), at most 3 away; the first of equals. */
export function nearestCommand(name: string): Command | undefined {
  const ranked = commands
    .map((command) => ({ command, distance: editDistance(name.slice(0, 40), command.name) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] !== undefined && ranked[0].distance <= 3 ? ranked[0].command : undefined;
}

/** Levenshtein (1966) by one row of the matrix at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
