import { data } from "@actions/expressions";
import { format } from "@actions/expressions/funcs/format";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { join } from "@actions/expressions/funcs/join";
import { WorkflowError } from "./workflow-error.ts";

/** The longest text that an expression may make: GitHub bounds its memory by 10 MB. */
const maxTextChars = 10_000_000;

type Call = FunctionDefinition["call"];

function bound(chars: number): void {
  if (chars <= maxTextChars) return;
  throw new WorkflowError(`The maximum allowed memory size was exceeded: the text has ${chars} characters`);
}

const boundedFormat: Call = (template, ...values) => {
  const text = template?.coerceString() ?? "";
  const placeholders = [...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index));
  const lengths = values.map((value) => value.coerceString().length);
  bound(placeholders.reduce((sum, index) => sum + (lengths[index] ?? 0), text.length));
  return format.call(...[template, ...values].filter((value) => value !== undefined));
};

const boundedJoin: Call = (...values) => {
  const [list, separator] = values;
  if (!(list instanceof data.Array)) return join.call(...values);
  const items = list.values();
  const separatorChars = separator?.coerceString().length ?? 1;
  bound(items.reduce((sum, item) => sum + item.coerceString().length + separatorChars, 0));
  return join.call(...values);
};

/** Functions of expressions that could make a text of any length, with GitHub's bound; by their names in lower case. */
export const boundedFunctions: ReadonlyMap<string, FunctionDefinition> = new Map([
  ["format", { ...format, call: boundedFormat }],
  ["join", { ...join, call: boundedJoin }],
]);
