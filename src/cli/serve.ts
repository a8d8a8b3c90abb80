import type { Command } from "commander";
import { basename, resolve } from "node:path";
import { runServe } from "../runtime/run-serve.ts";

interface ServeOptions {
  readonly model: string;
  readonly port: number;
  readonly host: string;
  readonly name?: string;
  readonly predictions?: string;
  readonly json?: boolean;
}

/** Adds `pawl serve`: one ONNX file over the Open Inference Protocol v2, until it is stopped. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("answer the Open Inference Protocol v2 for one ONNX file, until stopped")
    .requiredOption("--model <file>", "the ONNX file")
    .option("--port <n>", "port; 0 picks a free one", Number, 8080)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--name <name>", "name of the model; default: that of the file")
    .option("--predictions <dir>", "write the prediction log here")
    .action(async (_: unknown, command: Command) => {
      const { model, port, host, predictions, json, ...given } = command.optsWithGlobals<ServeOptions>();
      const name = given.name ?? basename(model).replace(/\.onnx$/, "");
      const log = predictions === undefined ? null : resolve(predictions);
      const server = await runServe({ path: resolve(model), name, host, port, predictions: log });
      const started = { schema: "pawl.serve/1", url: server.url, model: name, pid: process.pid };
      console.log(
        json === true ? JSON.stringify(started) : `${name} is served at ${server.url}/v2/models/${name}`,
      );
      await server.stopped;
    });
}
