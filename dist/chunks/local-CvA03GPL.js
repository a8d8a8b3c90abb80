import { s as createFileSystem } from "./pipeline-CJbzdjho.js";
export { createFileSystem };
