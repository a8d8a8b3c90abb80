import { _ as openStatus, g as openPipeline, h as commandLine, m as abortOnTermination, v as openTransfers, y as stageEnvironment } from "./pipeline-C0vlmzvk.js";
export { abortOnTermination, commandLine, openPipeline, openStatus, openTransfers, stageEnvironment };
