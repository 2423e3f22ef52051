// Baseline: Socket.IO 4 on Node, rooms of its own. "go" with [EVENTS, SIZE, SECONDS] makes it speak to all rooms.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  pingInterval: 600_000,
  pingTimeout: 600_000,
  ...(process.argv[3] === "recover" && { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } }),
});
const rooms = new Set();
const now = () => Number(process.hrtime.bigint()) / 1e9;
const pause = (seconds) => new Promise((done) => (seconds ? setTimeout(done, seconds * 1000) : setImmediate(done)));

async function speak(events, size, seconds) {
  for (let seq = 0; seq < events; seq++) {
    for (const room of rooms) io.to(room).emit("said", { seq, t: now(), text: "x".repeat(size) });
    await pause(seconds);
  }
}

io.on("connection", (socket) => {
  const room = socket.handshake.query.room ?? "all";
  rooms.add(room);
  socket.join(room);
  socket.on("go", (events, size, seconds) => speak(events, size, seconds));
});
http.listen(Number(process.argv[2]), "127.0.0.1");
