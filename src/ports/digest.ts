/** Digests of text (UTF-8), as lower-case hexadecimal. */
export interface Digest {
  md5(text: string): string;
  sha256(text: string): string;
}
