import { i as status } from "./pipeline-CJbzdjho.js";
export { status };
