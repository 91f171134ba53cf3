// better-sse: a channel that broadcasts to all sessions. The events are JSON already, so they are not serialised again.
import { createServer } from "node:http";
import { createChannel, createSession } from "better-sse";
import { door } from "./emit.mjs";
import { say } from "./commands.mjs";
import { versionOf } from "./versions.mjs";

const channel = createChannel();
const opened = door((event) => channel.broadcast(event, "e"));
const server = createServer(async (request, response) => {
  if (opened(request, response)) return;
  channel.register(await createSession(request, response, { serializer: (data) => data }));
});
server.keepAliveTimeout = 0;

server.listen({ port: 0, host: "127.0.0.1", backlog: 8192 }, () =>
  say({ ready: true, port: server.address().port, name: "better-sse", version: versionOf("better-sse"), node: process.version, settings: { serializer: "none" } }));
