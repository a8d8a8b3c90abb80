/** A time in which nothing new enters an environment, as the policy writes it. */
export interface FreezeWindow {
  /** `fri 16:00`, or a date with or without a time: `2026-12-20`, `2026-12-20 18:00`. */
  readonly from: string;
  /** Of the same kind. The minute itself is free again; a date without a time is frozen to its end. */
  readonly until: string;
  /** IANA time zone, such as `Europe/Berlin`. */
  readonly zone: string;
  readonly reason?: string | undefined;
}

/** Weekdays as windows write them, the first day of the ISO week first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const weekly = /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):([0-5]\d)$/;
const dated = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?: ((?:[01]\d|2[0-3]):[0-5]\d))?$/;

/** Which kind of instant a window's text is; `undefined` when it is none, as `2026-02-30` is not. */
export function kindOfInstant(text: string): "weekly" | "dated" | undefined {
  if (weekly.test(text)) return "weekly";
  const day = dated.exec(text)?.[1];
  if (day === undefined) return undefined;
  const isReal = new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isReal ? "dated" : undefined;
}

/** Whether `zone` is a time zone that the runtime's IANA database knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The first window that `now` is in, or `undefined`.
 *
 * Times are those of the wall clock of the window's zone: an hour that a change of the clock repeats counts twice, one
 * that it skips not at all. A weekly window whose end is not after its beginning goes over the end of the week;
 * one of equal ends is the whole week. A window that cannot be read, or whose zone is unknown, freezes: never the other way.
 *
 * @example
 * findFreeze([{ from: "fri 16:00", until: "mon 08:00", zone: "Europe/Berlin" }], new Date("2026-02-07T12:00:00Z"));
 * // the window: it is a Saturday
 */
export function findFreeze(windows: readonly FreezeWindow[], now: Date): FreezeWindow | undefined {
  return windows.find((window) => isFrozen(window, now));
}

function isFrozen({ from, until, zone }: FreezeWindow, now: Date): boolean {
  const kind = kindOfInstant(from);
  if (kind === undefined || kindOfInstant(until) !== kind || !isTimeZone(zone)) return true;
  const local = localTime(now, zone);
  if (kind === "dated") return startOf(from) <= local.stamp && local.stamp < endOf(until);
  const [start, end] = [minuteOfWeek(from), minuteOfWeek(until)];
  return start < end
    ? start <= local.minute && local.minute < end
    : start <= local.minute || local.minute < end;
}

/** One line for people: `fri 16:00 to mon 08:00 (Europe/Berlin), weekend`. */
export function describeFreeze({ from, until, zone, reason }: FreezeWindow): string {
  return `${from} to ${until} (${zone})${reason === undefined ? "" : `, ${reason}`}`;
}

function minuteOfWeek(text: string): number {
  const [, day = "", hour = "0", minute = "0"] = weekly.exec(text) ?? [];
  const index = weekdays.findIndex((name) => name === day);
  return (index * 24 + Number(hour)) * 60 + Number(minute);
}

function startOf(text: string): string {
  const [, day = "", time = "00:00"] = dated.exec(text) ?? [];
  return `${day} ${time}`;
}

/** `24:00` sorts after every time of its day. */
function endOf(text: string): string {
  const [, day = "", time = "24:00"] = dated.exec(text) ?? [];
  return `${day} ${time}`;
}

/** The wall clock: minutes since Monday 00:00, and a stamp that sorts. */
function localTime(now: Date, zone: string): { readonly minute: number; readonly stamp: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const { weekday = "", year = "", month = "", day = "", hour = "", minute = "" } = parts;
  const index = weekdays.findIndex((name) => name === weekday.toLowerCase());
  return {
    minute: (index * 24 + Number(hour)) * 60 + Number(minute),
    stamp: `${year.padStart(4, "0")}-${month}-${day} ${hour}:${minute}`,
  };
}
