import { isTimeZone, kindOfInstant } from "../registry/freeze-window.ts";
import type { Problem } from "../yaml/problem.ts";
import type { Path } from "../yaml/read-document.ts";
import type { EnvironmentPolicy, ModelPolicy } from "./schema.ts";

type Details = Pick<Problem, "message" | "found" | "allowed" | "suggestion">;
type Add = (path: Path, details: Details) => void;

/** `@login`, or `@organisation/team`. */
const principal = /^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\/[A-Za-z0-9][\w.-]{0,99})?$/;

/** What ties the rules of promotion together: who approves and overrides, and when nothing moves. */
export function checkPromotion(model: ModelPolicy, add: Add): void {
  checkPrincipals(model.overriders, ["overriders"], add);
  for (const [name, environment] of Object.entries(model.environments)) {
    const addHere: Add = (path, details) => add(["environments", name, ...path], details);
    checkPrincipals(environment.approvers, ["approvers"], addHere);
    checkEnough(environment, addHere);
    for (const index of environment.freeze.keys()) checkWindow(environment, index, addHere);
  }
}

function checkPrincipals(list: readonly string[], path: Path, add: Add): void {
  for (const [index, entry] of list.entries()) {
    if (principal.test(entry)) continue;
    add([...path, index], {
      message: "names neither a person nor a team",
      found: JSON.stringify(entry),
      allowed: "@login, @organisation/team",
    });
  }
}

/** With people alone it is known that an environment can never be entered. */
function checkEnough({ approvals, approvers }: EnvironmentPolicy, add: Add): void {
  const people = new Set(approvers.map((entry) => entry.toLowerCase()));
  const hasTeam = approvers.some((entry) => entry.includes("/"));
  if (approvers.length === 0 || hasTeam || people.size >= approvals) return;
  add(["approvals"], {
    message: "asks for more people than approvers names",
    found: `${approvals}`,
    allowed: `at most ${people.size}`,
  });
}

function checkWindow({ freeze }: EnvironmentPolicy, index: number, add: Add): void {
  const window = freeze[index];
  if (window === undefined) return;
  const kinds = { from: kindOfInstant(window.from), until: kindOfInstant(window.until) };
  for (const end of ["from", "until"] as const) {
    if (kinds[end] !== undefined) continue;
    add(["freeze", index, end], {
      message: "is no time of a freeze",
      found: JSON.stringify(window[end]),
      allowed: "`fri 16:00`, `2026-12-20`, `2026-12-20 18:00`",
    });
  }
  if (!isTimeZone(window.zone)) {
    add(["freeze", index, "zone"], {
      message: "is no IANA time zone",
      found: JSON.stringify(window.zone),
      allowed: "a zone such as UTC or Europe/Berlin",
    });
  }
  if (kinds.from === undefined || kinds.until === undefined) return;
  if (kinds.from !== kinds.until) {
    add(["freeze", index, "until"], {
      message: "must be a weekday when from is one, and a date when from is one",
      found: JSON.stringify(window.until),
    });
  } else if (kinds.from === "dated" && window.until.slice(0, window.from.length) < window.from) {
    add(["freeze", index, "until"], {
      message: "is before from: nothing is ever frozen",
      found: JSON.stringify(window.until),
    });
  }
}
