import { i as status } from "./pipeline-D4Gr9zjg.js";
export { status };
