/** The example's feature statements: plain JavaScript of a user's repository, so it has no types of its own. */
declare module "*/src/features.mjs" {
  export const LATE_AFTER_MINUTES: number;
  export const BASE_COLUMNS: readonly string[];
  export const RATE_COLUMNS: readonly string[];
  export function cleanFlights(flights: string): string;
  export function isSampled(every: number): string;
  export function featureRows(flights: string): string;
}
