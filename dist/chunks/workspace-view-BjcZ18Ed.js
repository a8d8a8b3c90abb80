import { a as createWorkspaceView } from "./pipeline-C0vlmzvk.js";
export { createWorkspaceView };
