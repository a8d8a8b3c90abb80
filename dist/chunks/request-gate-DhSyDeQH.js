import { i as urgencyOf, n as gitHubContentLimits, r as noContentLimits, t as RequestGate } from "./request-gate-D_UmSFHn.js";
export { RequestGate, gitHubContentLimits, noContentLimits, urgencyOf };
