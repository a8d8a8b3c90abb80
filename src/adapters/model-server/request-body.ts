import type { FastifyInstance } from "fastify";

const binaryHeader = "inference-header-content-length";

/**
 * Takes JSON bodies, also without a `content-type`, as Triton's clients send them. The binary form of the Open Inference
 * Protocol, which the server does not offer, and every other media type are refused with status 415 before they are read.
 */
export function takeJsonBodies(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const isBinary = request.headers[binaryHeader] !== undefined;
    if (!isBinary && !/^application\/octet-stream\b/i.test(request.headers["content-type"] ?? "")) return;
    await reply.code(415).send({
      error: "binary tensors are not offered here: send JSON (with tritonclient, binary_data=False)",
    });
  });
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    const type = request.headers["content-type"];
    if (type === undefined) void parseJson(request, body.toString(), done);
    else
      done(Object.assign(new TypeError(`${type} is not taken: send application/json`), { statusCode: 415 }));
  });
}
