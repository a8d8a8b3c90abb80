/** A person and a moment for new commits and tags. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

/** A commit to be stored. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

/** An annotated tag to be stored. */
export interface NewTag {
  readonly name: string;
  readonly message: string;
  readonly object: string;
  readonly type: string;
  readonly tagger: Person;
}

/** Names that git writes as they are: it cuts dots, quotes and the like off both ends of others. */
const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 _.+@[\]-]{0,200}[A-Za-z0-9\]])?$/;
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function isPlain({ name, email, date }: Person): boolean {
  return plain.test(name) && plain.test(email) && utc.test(date);
}

function signature({ name, email, date }: Person): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

/** The bytes of a commit as `git commit-tree` writes them; `undefined` for one whose people or dates git would write in another way. */
export function encodeCommit({ tree, parents, message, author, committer }: NewCommit): Buffer | undefined {
  const isUsual = isPlain(author) && isPlain(committer) && !message.includes("\0");
  if (!isUsual || new Set(parents).size < parents.length) return undefined;
  const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)];
  const people = [`author ${signature(author)}`, `committer ${signature(committer)}`];
  return Buffer.from([...head, ...people, "", message].join("\n"));
}

/** The bytes of a tag object; what would end a line or an address is left out of the tagger. */
export function encodeTag({ name, message, object, type, tagger }: NewTag): Buffer {
  const clean = (text: string): string => text.replaceAll(/[<>\n\0]/g, "");
  const by = signature({ name: clean(tagger.name), email: clean(tagger.email), date: tagger.date });
  const text = message.endsWith("\n") ? message : `${message}\n`;
  return Buffer.from(`object ${object}\ntype ${type}\ntag ${name}\ntagger ${by}\n\n${text}`);
}
