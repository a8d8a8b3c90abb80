import type { MomentValue } from "./value.ts";

const shape =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::?(\d{2}))?))?)?$/;

/**
 * A date, or a date and a time, as Python prints it with a blank between: what DVC writes to dvc.lock.
 *
 * @returns `undefined` when it is not one, or there is no such day or time.
 * @example
 * parseMoment("2020-01-01T10:20:30.5+02:00"); // { kind: "date", text: "2020-01-01 10:20:30.500000+02:00" }
 */
export function parseMoment(text: string): MomentValue | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", hour, minute = "", second = "", fraction = "", zone] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (hour === undefined) return { kind: "date", text: date };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const micros = Math.round(Number(`0.${fraction || "0"}`) * 1_000_000);
  const part = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
  const offset = zone === undefined ? "" : zoneText(zone, match);
  return { kind: "date", text: `${date} ${pad(hour)}:${minute}:${second}${part}${offset}` };
}

function zoneText(zone: string, match: RegExpExecArray): string {
  return zone === "Z" ? "+00:00" : `${match[9] ?? "+"}${pad(match[10] ?? "")}:${match[11] ?? "00"}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year > 0 && day >= 1 && day <= days;
}

function pad(digits: string): string {
  return digits.padStart(2, "0");
}
