import { i as urgencyOf, n as gitHubContentLimits, r as noContentLimits, t as RequestGate } from "./request-gate-CsTMQTv1.js";
export { RequestGate, gitHubContentLimits, noContentLimits, urgencyOf };
