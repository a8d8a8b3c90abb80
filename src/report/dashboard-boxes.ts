/** What a box of the dashboard asks for. Names follow the policy's grammar, versions that of SemVer. */
export type DashboardAction =
  | { readonly kind: "refresh" }
  | { readonly kind: "retrain"; readonly model: string; readonly issue: number }
  /** `plan`: as `/ml approve` takes it. */
  | { readonly kind: "approve"; readonly plan: string }
  | {
      readonly kind: "promote";
      readonly model: string;
      readonly version: string;
      readonly environment: string;
    };

/** The text in the box's comment: the same for the same request, and different for another. */
export function formatAction(action: DashboardAction): string {
  switch (action.kind) {
    case "refresh":
      return "act=refresh";
    case "retrain":
      return `act=retrain model=${action.model} issue=${action.issue}`;
    case "approve":
      return `act=approve plan=${action.plan}`;
    case "promote":
      return `act=promote model=${action.model} version=${action.version} to=${action.environment}`;
    default:
      return action satisfies never;
  }
}

/** An empty box as a line of Markdown; `text` is Markdown, safe to show. */
export function renderBox(action: DashboardAction, text: string): string {
  return `- [ ] <!-- ${formatAction(action)} --> ${text}`;
}

const box = /^ {0,3}[-*] \[([ xX])\] <!-- (act=[^<>\r\n]{1,400}) -->/;
/** GitHub's limit of a body, with room to spare. */
const maxLength = 70_000;
const maxTicks = 20;

/**
 * The actions whose box is empty in `before` and ticked in `after`, each once, 20 at most. Bodies are untrusted: what comes out is
 * only a hint, held against the actions that the dashboard offers.
 */
export function findTicks(before: string, after: string): readonly string[] {
  const was = readBoxes(before);
  const ticked = [...readBoxes(after)].filter(([action, isTicked]) => isTicked && was.get(action) === false);
  return ticked.map(([action]) => action).slice(0, maxTicks);
}

function readBoxes(body: string): ReadonlyMap<string, boolean> {
  const boxes = new Map<string, boolean>();
  for (const line of body.slice(0, maxLength).split(/\r?\n/)) {
    const [, state, action] = box.exec(line) ?? [];
    // Of two with one text the first counts: one below it was copied there.
    if (action !== undefined && !boxes.has(action)) boxes.set(action, state !== " ");
  }
  return boxes;
}

/** Whether a text begins like the dashboard; anybody can write such a text. */
export function isDashboardBody(body: string): boolean {
  return body.startsWith("<!-- pawl:dashboard ");
}

/** Whether a text begins like the dashboard or like an issue that the dashboard shows. */
export function isShownOnDashboard(body: string): boolean {
  return isDashboardBody(body) || body.startsWith("<!-- pawl:drift ");
}
