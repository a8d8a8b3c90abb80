import { i as status } from "./pipeline-ex9HlBJS.js";
export { status };
