import { n as runExplain } from "./run-explain-CmUNUBKD.js";
export { runExplain };
