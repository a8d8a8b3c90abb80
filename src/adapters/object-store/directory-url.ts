/** Whether a remote's url names a directory of this machine. */
export function isDirectoryUrl(url: string): boolean {
  return !/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(url);
}
