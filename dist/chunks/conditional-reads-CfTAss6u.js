import { n as sizeOfAnswer, t as ConditionalReads } from "./conditional-reads-BMNlywtE.js";
export { ConditionalReads, sizeOfAnswer };
