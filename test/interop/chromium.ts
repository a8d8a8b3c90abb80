import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a page is looked at. */
export interface PageView {
  readonly url: string;
  readonly widthPx: number;
  readonly heightPx?: number;
  readonly scheme?: "light" | "dark";
  readonly media?: "print";
  readonly hasScripts?: boolean;
  /** An expression whose promise the page settles before it is looked at. */
  readonly until?: string;
}

/** A page in a browser of its own. */
export interface OpenPage {
  /** The value of an expression, as JSON has it. */
  evaluate(expression: string): Promise<unknown>;
  /** The whole page, or what stands in the window, as PNG. */
  screenshot(part?: "page" | "window"): Promise<Buffer>;
  /** What the page wrote to the console and what its policy refused, one line each. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for. */
  readonly requests: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** Opens a page in Chromium of the machine, without a window, and closes the browser after `use`. */
export async function withPage<T>(view: PageView, use: (page: OpenPage) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), "pawl-chromium-"));
  const browser = spawn(
    "chromium",
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const closed = new Promise<void>((resolve) => browser.once("close", () => resolve()));
  try {
    const address = await readAddress(browser.stderr);
    return await use(await openPage(await connect(address), view));
  } finally {
    browser.kill();
    await closed;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function readAddress(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) {
    text += String(chunk);
    const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
    if (address !== undefined) {
      stream.resume();
      return address;
    }
  }
  throw new Error(`Chromium did not start: ${text}`);
}

interface Connection {
  send(method: string, params?: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
  onEvent(listen: (method: string, params: Readonly<Record<string, unknown>>) => void): void;
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`no connection to ${address}`)));
  });
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((method: string, params: Readonly<Record<string, unknown>>) => void)[] = [];
  socket.addEventListener("message", (event) => {
    const message = JSON.parse(String(event.data)) as Message;
    if (message.id === undefined) {
      for (const listen of listeners) listen(message.method ?? "", message.params ?? {});
      return;
    }
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  let last = 0;
  return {
    onEvent: (listen) => void listeners.push(listen),
    send: async (method, params = {}, sessionId) => {
      last += 1;
      const id = last;
      const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      const { result, error } = await answer;
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result ?? {};
    },
  };
}

async function openPage(connection: Connection, view: PageView): Promise<OpenPage> {
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = async (method: string, params: object = {}) =>
    connection.send(method, params, String(sessionId));
  const complaints: string[] = [];
  const requests: string[] = [];
  const loaded = new Promise<void>((resolve) => {
    connection.onEvent((method, params) => {
      if (method === "Page.loadEventFired") resolve();
      if (method === "Network.requestWillBeSent") {
        requests.push((params["request"] as { readonly url: string }).url);
      }
      if (method === "Log.entryAdded") complaints.push((params["entry"] as { readonly text: string }).text);
      if (method === "Runtime.exceptionThrown" || method === "Runtime.consoleAPICalled") {
        complaints.push(JSON.stringify(params).slice(0, 2000));
      }
    });
  });
  for (const domain of ["Page", "Network", "Log", "Runtime"]) await send(`${domain}.enable`);
  await send("Emulation.setDeviceMetricsOverride", {
    width: view.widthPx,
    height: view.heightPx ?? 900,
    deviceScaleFactor: 1,
    mobile: view.widthPx < 600,
  });
  await send("Emulation.setEmulatedMedia", {
    media: view.media ?? "",
    features: [{ name: "prefers-color-scheme", value: view.scheme ?? "light" }],
  });
  await send("Emulation.setScriptExecutionDisabled", { value: view.hasScripts === false });
  await send("Page.navigate", { url: view.url });
  await loaded;
  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    return (answer["result"] as { readonly value?: unknown }).value;
  };
  if (view.until !== undefined) await evaluate(view.until);
  return {
    complaints,
    requests,
    evaluate,
    screenshot: async (part = "page") => {
      const { data } = await send("Page.captureScreenshot", { captureBeyondViewport: part === "page" });
      return Buffer.from(String(data), "base64");
    },
  };
}
