import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files by number in one folder of the sandbox's state: the bytes of artifacts, and of caches. */
export class NumberedFiles {
  readonly #directory: string;

  /** @param name the folder's name below `actions` in the state directory; made when missing */
  constructor(stateDirectory: string, name: string) {
    this.#directory = join(stateDirectory, "actions", name);
    mkdirSync(this.#directory, { recursive: true });
  }

  /** Writes a file, over the one that is there. */
  write(id: number, bytes: Buffer): void {
    writeFileSync(this.#file(id), bytes);
  }

  /** The bytes as they were written. */
  read(id: number): Buffer {
    return readFileSync(this.#file(id));
  }

  /** Deletes a file; one that is not there is no error. */
  remove(id: number): void {
    rmSync(this.#file(id), { force: true });
  }

  #file(id: number): string {
    return join(this.#directory, `${id}.bin`);
  }
}
