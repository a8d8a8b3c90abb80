import { falseAlarmScore, isSnoozed, type DriftResponse } from "../monitoring/drift-response.ts";
import { escapeText } from "./escape.ts";

const begin = "<!-- pawl:drift-response -->";
const end = "<!-- /pawl:drift-response -->";

/** What people answered, as a block of the drift issue; `""` when nobody did. `at`: ISO 8601, for what has run out. */
export function renderDriftResponse(response: DriftResponse | undefined, at: string): string {
  const lines = response === undefined ? [] : describe(response, at);
  return lines.length === 0 ? "" : [begin, ...lines, end].join("\n");
}

function describe(response: DriftResponse, at: string): readonly string[] {
  const { acknowledged, snoozed } = response;
  const lines: string[] = [];
  if (acknowledged !== null) lines.push(`- **Acknowledged** by ${who(acknowledged)}`);
  if (snoozed !== null && isSnoozed(response, at)) {
    const until = snoozed.until.slice(0, 16).replace("T", " ");
    lines.push(`- **Snoozed** until ${until} UTC by ${who(snoozed)}: neither reopened nor retrained for`);
  }
  const { falseAlarms, ended } = falseAlarmScore(response);
  if (ended > 0) {
    const advice = falseAlarms * 2 > ended ? "; raise the limit or `open_after` in the policy" : "";
    lines.push(`- **False alarms**: ${falseAlarms} of ${ended} ended by a person${advice}`);
  }
  return lines;
}

function who({ by, at, reason }: NonNullable<DriftResponse["acknowledged"]>): string {
  const why = reason === null ? "" : `: ${escapeText(reason, 300)}`;
  return `${escapeText(by)} on ${at.slice(0, 10)}${why}`;
}

/** A body with its block replaced: where one is, else before the last part. */
export function replaceDriftResponse(body: string, block: string): string {
  const from = body.indexOf(begin);
  const to = body.indexOf(end, from);
  if (from >= 0 && to >= 0) {
    const rest = body.slice(to + end.length);
    return block === "" ? body.slice(0, from) + rest.replace(/^\s+/, "") : body.slice(0, from) + block + rest;
  }
  if (block === "") return body;
  const parts = body.trimEnd().split("\n\n");
  return `${[...parts.slice(0, -2), block, ...parts.slice(-2)].join("\n\n")}\n`;
}
