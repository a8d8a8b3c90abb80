/** A comment on an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly authorId: number;
  readonly authorLogin: string;
  readonly authorType: "User" | "Bot" | "Organization";
  /** The numeric id of the App that wrote it, when an App did. */
  readonly appId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
}

/** The reactions that GitHub knows. */
export type Reaction = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

/** Comments of issues and pull requests of one repository. */
export interface Comments {
  get(id: number): Promise<Comment | undefined>;
  /** All comments, all pages, oldest first. */
  list(issueNumber: number): Promise<readonly Comment[]>;
  /** Of all issues and pull requests, those written or changed since then, oldest first. */
  listRecent(since: Date): Promise<readonly Comment[]>;
  create(issueNumber: number, body: string): Promise<Comment>;
  update(id: number, body: string): Promise<Comment>;
  remove(id: number): Promise<void>;
  react(id: number, reaction: Reaction): Promise<void>;
}
