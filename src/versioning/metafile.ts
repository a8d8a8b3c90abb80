/** Whether a path is that of a file that describes data: dvc.yaml, dvc.lock, `*.dvc` or .dvcignore. */
export function isMetafile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isOwn = /(^|\/)\.dvc\//.test(path);
  return !isOwn && (/^(dvc\.yaml|dvc\.lock|\.dvcignore)$/.test(name) || /.\.dvc$/.test(name));
}
