import { _ as stageEnvironment, f as abortOnTermination, g as openTransfers, h as openStatus, m as openPipeline, p as commandLine } from "./pipeline-DJgoMtB1.js";
export { abortOnTermination, commandLine, openPipeline, openStatus, openTransfers, stageEnvironment };
