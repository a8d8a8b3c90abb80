import { n as runExplain } from "./run-explain-DC6nZbp-.js";
export { runExplain };
