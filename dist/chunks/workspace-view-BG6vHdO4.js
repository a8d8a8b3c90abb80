import { a as createWorkspaceView } from "./pipeline-D4Gr9zjg.js";
export { createWorkspaceView };
