// Baseline: `ws` on Node, a loop over the sockets of a room. "go EVENTS SIZE SECONDS" makes it speak to all rooms.
import { WebSocketServer } from "ws";

const rooms = new Map();
const now = () => Number(process.hrtime.bigint()) / 1e9;
const pause = (seconds) => new Promise((done) => (seconds ? setTimeout(done, seconds * 1000) : setImmediate(done)));

async function speak(events, size, seconds) {
  for (let seq = 0; seq < events; seq++) {
    for (const there of rooms.values()) {
      const text = Buffer.from(`{"seq":${seq},"t":${now()},"text":"${"x".repeat(size)}"}`);
      for (const socket of there) socket.send(text, { binary: false });
    }
    await pause(seconds);
  }
}

new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: false }).on("connection", (socket, request) => {
  if (!rooms.has(request.url)) rooms.set(request.url, new Set());
  rooms.get(request.url).add(socket);
  socket.on("close", () => rooms.get(request.url).delete(socket));
  socket.on("message", (words) => {
    const [, events, size, seconds] = String(words).split(" ").map(Number);
    speak(events, size, seconds);
  });
});
