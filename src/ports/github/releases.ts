/** A file of a Release. */
export interface ReleaseAsset {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  /** `uploaded` when its bytes are complete; `open` or `starter` otherwise. */
  readonly state: string;
  /** `sha256:<hex>` when GitHub gives it. */
  readonly digest: string | null;
}

/** A Release. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly ReleaseAsset[];
  readonly url: string;
  /** Nothing of it can be changed any more. Absent: it can, or GitHub does not say. */
  readonly isImmutable?: boolean;
}

/** What is written about a Release. */
export interface ReleaseContent {
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
}

/** Releases of one repository. */
export interface Releases {
  /** All Releases, drafts included, newest first, all pages. */
  list(): Promise<readonly Release[]>;
  /** The Release of a tag: the published one, else the oldest draft. */
  findByTag(tag: string): Promise<Release | undefined>;
  /** The tag must exist already: GitHub would make a lightweight one. */
  create(tag: string, content: ReleaseContent): Promise<Release>;
  update(id: number, content: ReleaseContent): Promise<Release>;
  uploadAsset(
    releaseId: number,
    asset: { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array },
  ): Promise<ReleaseAsset>;
  /** The bytes of an asset. Those of one id never change, so that an answer may be remembered after the asset was deleted. */
  downloadAsset(assetId: number): Promise<Uint8Array>;
  removeAsset(assetId: number): Promise<void>;
  /** Removes a Release, not its tag; nothing happens when it is gone. For a draft that a race made twice. */
  remove(id: number): Promise<void>;
}
