import { i as urgencyOf, n as gitHubContentLimits, r as noContentLimits, t as RequestGate } from "./request-gate-CbP8xCuS.js";
export { RequestGate, gitHubContentLimits, noContentLimits, urgencyOf };
