import { n as runExplain } from "./run-explain-D4RxMx8v.js";
export { runExplain };
