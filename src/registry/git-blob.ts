/**
 * The id that git gives a file of these bytes: SHA-1 over `blob <size>\0` and the bytes, 40 hexadecimal digits. Of no bytes it is
 * `e69de29bb2d1d6434b8b29ae775ad8c2e48c5391`.
 */
export async function gitBlobId(bytes: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`blob ${bytes.byteLength}\0`);
  const whole = new Uint8Array(head.byteLength + bytes.byteLength);
  whole.set(head);
  whole.set(bytes, head.byteLength);
  const digest = await crypto.subtle.digest("SHA-1", whole);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
