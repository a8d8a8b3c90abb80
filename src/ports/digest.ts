/** Digests of text (UTF-8) or bytes, as lower-case hexadecimal. */
export interface Digest {
  md5(text: string): string;
  sha256(content: string | Uint8Array): string;
}
