import { a as createWorkspaceView } from "./pipeline-ex9HlBJS.js";
export { createWorkspaceView };
