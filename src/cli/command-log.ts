import type { Log, Location } from "../ports/log.ts";

/** What a command tells the person at the terminal. Everything goes to standard error: standard output is for results. */
export function createCommandLog(options: { readonly isQuiet?: boolean } = {}): Log {
  const say = (message: string, location?: Location): void => {
    const place =
      location === undefined
        ? ""
        : `${location.file}${location.line === undefined ? "" : `:${location.line}`}: `;
    console.error(`${place}${message}`);
  };
  return {
    debug: () => undefined,
    info: options.isQuiet === true ? () => undefined : say,
    warning: say,
    error: say,
  };
}
