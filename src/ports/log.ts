/** Where in the repository an annotation points. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a use case tells the person who runs it. Never receives secrets. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  /** A warning; in a workflow an annotation at `location`. */
  warning(message: string, location?: Location): void;
  /** An error that does not stop the use case; in a workflow an annotation at `location`. */
  error(message: string, location?: Location): void;
}
