/** Who set a label, or took it away, last: from the timeline. */
export interface LabelSetter {
  readonly actorId: number;
  readonly actorLogin: string;
  readonly actorType: "User" | "Bot" | "Organization";
  readonly at: string;
}

/** Labels on issues and pull requests of one repository. */
export interface Labels {
  /** The live labels, not those of an event. */
  list(issueNumber: number): Promise<readonly string[]>;
  /** Adds a label; it is created when the repository lacks it. */
  add(issueNumber: number, label: string): Promise<void>;
  /** Nothing happens when the label is not there. */
  remove(issueNumber: number, label: string): Promise<void>;
  /** The actor of the newest `labeled` event of this label, or `undefined`. */
  findSetter(issueNumber: number, label: string): Promise<LabelSetter | undefined>;
  /** The actor of the newest `unlabeled` event of this label, unless it was set again since; or `undefined`. */
  findRemover(issueNumber: number, label: string): Promise<LabelSetter | undefined>;
}
