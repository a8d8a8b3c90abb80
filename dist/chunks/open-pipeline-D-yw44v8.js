import { a as openTransfers, i as openStatus, n as commandLine, o as stageEnvironment, r as openPipeline, t as abortOnTermination } from "./open-pipeline-DYzCFI_q.js";
export { abortOnTermination, commandLine, openPipeline, openStatus, openTransfers, stageEnvironment };
