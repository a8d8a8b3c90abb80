import { i as status } from "./pipeline-C0vlmzvk.js";
export { status };
