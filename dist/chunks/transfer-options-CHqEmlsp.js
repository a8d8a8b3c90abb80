import { i as scopeOf, n as inRepository, r as remoteChoice, t as addTransferOptions } from "./transfer-options-Bnp12G1w.js";
export { addTransferOptions, inRepository, remoteChoice, scopeOf };
