// Everybody who connects gets what is posted to /publish. `node server.js PORT naive|prepared`.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import process from "node:process";
import { Sender, WebSocketServer } from "ws";

const [port, way] = process.argv.slice(2);
const http = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    publish(Buffer.concat(parts));
    response.end();
  });
});
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });

function publish(message) {
  if (way === "naive") {
    for (const client of sockets.clients) client.send(message, { binary: false });
    return;
  }
  const frame = Buffer.concat(Sender.frame(message, { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true }));
  for (const client of sockets.clients) client._socket.write(frame);
}

http.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
