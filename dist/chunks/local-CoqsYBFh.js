import { s as createFileSystem } from "./pipeline-ex9HlBJS.js";
export { createFileSystem };
