// socket.io as its pages "Performance tuning" and "Memory usage" have it: WebSocket only, no compression, bufferutil, the first
// request let go. The other engine they name (eiows) is built from Node's own source and does not install from npm alone.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { door } from "./emit.mjs";
import { say } from "./commands.mjs";
import { versionOf } from "./versions.mjs";

const settings = { transports: ["websocket"], perMessageDeflate: false, httpCompression: false, serveClient: false };
const opened = door((event) => io.emit("e", event));
const server = createServer((request, response) => {
  if (!opened(request, response)) response.writeHead(404).end();
});
server.keepAliveTimeout = 0;
const io = new Server(server, settings);
io.engine.on("connection", (raw) => (raw.request = null));

server.listen({ port: 0, host: "127.0.0.1", backlog: 8192 }, () =>
  say({
    ready: true, port: server.address().port, name: "socket.io", version: versionOf("socket.io"), node: process.version,
    settings: { ...settings, "engine.io": versionOf("engine.io"), ws: versionOf("ws", "engine.io"), bufferutil: versionOf("bufferutil") },
  }));
