import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { CheckoutOptions } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import { isDirectoryItem, type ObjectName } from "./cache-layout.ts";
import type { CopyTask } from "./copy-file.ts";
import { copyFiles } from "./copy-files.ts";
import { foldersBelow, NewFolders } from "./new-folder.ts";
import { plainMd5 } from "./object-cache.ts";
import { modeFor, type Placement } from "./object-links.ts";
import type { SaveTools } from "./save-path.ts";

/** Files that get their names together: what an interruption may lose. */
const roundFiles = 16_384;

/** What is put where. */
export interface PlacedTree {
  /** Relative to the repository. */
  readonly path: string;
  readonly item: DataItem;
  readonly onProgress: CheckoutOptions["onProgress"];
}

/**
 * Puts files of an item into the work tree, from the cache.
 *
 * @returns how many could not be: the cache lacks their objects, or they were damaged and are removed.
 * @throws PawlError `path.refused`, `file.write-failed`, `file.unreadable`
 */
export async function placeFiles(
  tools: SaveTools,
  tree: PlacedTree,
  files: readonly TreeFile[],
): Promise<number> {
  const above = dirname(tools.tree.absolute(tree.path));
  // Links above the path were looked at, and stay inside the repository.
  mkdirSync(above, { recursive: true });
  const make = foldersBelow(above);
  const round = new Round(tools, tree, make);
  let missing = 0;
  for (let from = 0; from < files.length; from += roundFiles) {
    missing += await round.place(files.slice(from, from + roundFiles));
    tree.onProgress?.({ done: Math.min(from + roundFiles, files.length), total: files.length });
  }
  if (isDirectoryItem(tree.item)) make(tools.tree.absolute(tree.path));
  return missing;
}

class Round {
  readonly #tools: SaveTools;
  readonly #tree: PlacedTree;
  readonly #folders: NewFolders;

  constructor(tools: SaveTools, tree: PlacedTree, make: (folder: string) => void) {
    this.#tools = tools;
    this.#tree = tree;
    this.#folders = new NewFolders({ temporary: () => tools.cache.temporary(), make, mode: 0o777 });
  }

  async place(files: readonly TreeFile[]): Promise<number> {
    const { cache, links } = this.#tools;
    const rest: TreeFile[] = [];
    let missing = 0;
    if (this.#tree.item.hash === "md5" && links.isCopying) {
      await copyFiles(files, {
        taskFor: (file) => this.#copyOf(file),
        onOutcome: (file, outcome) => {
          if (outcome === "large") rest.push(file);
          else if (typeof outcome === "string") missing += 1;
          if (outcome === "damaged") cache.remove(this.#objectOf(file));
        },
      });
    } else rest.push(...files);
    for (const file of rest) if (!(await links.place(this.#placementOf(file)))) missing += 1;
    this.#folders.finish();
    return missing;
  }

  #objectOf({ md5 }: TreeFile): ObjectName {
    return { md5, hash: this.#tree.item.hash };
  }

  #pathOf({ path: inside }: TreeFile): string {
    return inside === "" ? this.#tree.path : `${this.#tree.path}/${inside}`;
  }

  #copyOf(file: TreeFile): CopyTask {
    const { cache, tree } = this.#tools;
    const object = this.#objectOf(file);
    const place = this.#folders.placeFor(tree.absolute(this.#pathOf(file)));
    const mode = modeFor(this.#tree.item.isExecutable === true);
    const task = { ...place, from: cache.pathOf(object), mode };
    return cache.isUnseen(object) ? task : { ...task, md5: plainMd5(object) };
  }

  #placementOf(file: TreeFile): Placement {
    const path = this.#pathOf(file);
    const place = this.#folders.placeFor(this.#tools.tree.absolute(path));
    const isExecutable = this.#tree.item.isExecutable === true;
    return { object: this.#objectOf(file), target: place.name ?? place.to, isExecutable, path };
  }
}
