/** A `::name key=value::message` line of a step's output. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

function unescapeMessage(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeMessage(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}

function parseProperties(text: string): Record<string, string> {
  const pairs = text.split(",").flatMap((part): [string, string][] => {
    const equals = part.indexOf("=");
    return equals < 1 ? [] : [[part.slice(0, equals).trim(), unescapeProperty(part.slice(equals + 1))]];
  });
  return Object.fromEntries(pairs);
}

/**
 * Reads a workflow command from a line, in the form of GitHub's "Workflow commands" page.
 *
 * @returns `undefined` when the line is plain output
 * @example
 * parseWorkflowCommand("::error file=a.py,line=3::too long")?.properties["line"]; // "3"
 */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  const found = /^\s*::([A-Za-z][\w-]*)(?: ([^]*?))?::([^]*)$/.exec(line);
  const [, name, properties, message] = found ?? [];
  if (name === undefined || message === undefined) return undefined;
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties ?? ""),
    message: unescapeMessage(message),
  };
}

/** Reads the line that ends `::stop-commands::token`: `::token::`. */
export function isResumeLine(line: string, token: string): boolean {
  return line.trim() === `::${token}::`;
}
