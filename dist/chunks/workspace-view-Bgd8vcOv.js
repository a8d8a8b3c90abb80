import { a as createWorkspaceView } from "./pipeline-CJbzdjho.js";
export { createWorkspaceView };
