// The page's one socket: opened when something follows, opened again after every break, a little later each time.
// <html data-live="live|reconnecting|offline"> says how it is, [data-live-status] says it in words.
import { aloud } from "../page/speak.js";
import { say } from "../page/phrases.js";

const VERSION = 1;
const FIRST = 400, LONGEST = 15_000, LATER = 8_000; // milliseconds before coming back
const OPENS = 8_000, PING = 20_000, PONG = 8_000;
const GIVEN_UP = new Set([4403, 4404]);
const SESSION_ENDED = 4401, TRY_AGAIN = 4013;
const ATTEMPTS_UNTIL_OFFLINE = 4;

const root = document.documentElement;
const member = root.dataset.member ? Number(root.dataset.member) : null;
const listeners = new Map();
let socket = null, attempts = 0, timer = 0, heart = 0, answer = 0, wanted = false, stopped = false;

// on("events", frame => …). "open" comes after each welcome, "closed" after each break.
export function on(op, listener) {
  if (!listeners.has(op)) listeners.set(op, []);
  listeners.get(op).push(listener);
}

export function isOpen() {
  return socket?.welcomed === true;
}

// Sends now or not at all: what must not be lost goes by HTTP.
export function tell(what, fields = {}) {
  if (!isOpen() || socket.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ v: VERSION, do: what, ...fields }));
}

export function connect() {
  wanted = true;
  if (socket || stopped) return;
  clearTimeout(timer);
  if (!navigator.onLine) return show("offline");
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const opening = new WebSocket(`${scheme}://${location.host}/live/?lang=${encodeURIComponent(root.lang)}`);
  socket = opening;
  // A line that was cut may leave a socket opening for minutes.
  const slow = setTimeout(() => drop(opening, 0), OPENS);
  opening.onmessage = (message) => {
    clearTimeout(slow);
    if (opening === socket) hear(JSON.parse(message.data));
  };
  opening.onclose = (event) => {
    clearTimeout(slow);
    drop(opening, event.code);
  };
}

function hear(frame) {
  clearTimeout(answer);
  answer = 0;
  if (frame.op === "welcome") return begin(frame);
  if (frame.op === "reconnect") return comeBackWithin(frame.after);
  emit(frame.op, frame);
}

function begin(frame) {
  if (member !== null && frame.member !== member) return stop();
  socket.welcomed = true;
  attempts = 0;
  show("live");
  beat();
  emit("open", frame);
}

function drop(dropped, code) {
  if (dropped !== socket) return;
  socket = null;
  clearTimeout(heart);
  clearTimeout(answer);
  answer = 0;
  dropped.onmessage = dropped.onclose = null;
  dropped.close();
  emit("closed", { code });
  if (GIVEN_UP.has(code)) return stop();
  attempts += 1;
  if (wanted) comeBack(code);
}

function comeBack(code) {
  show(navigator.onLine && attempts < ATTEMPTS_UNTIL_OFFLINE ? "reconnecting" : "offline");
  const least = code === TRY_AGAIN ? LATER : code === SESSION_ENDED ? 1_500 : FIRST;
  const most = Math.min(LONGEST, least * 2 ** Math.min(attempts - 1, 8));
  clearTimeout(timer);
  timer = setTimeout(connect, most * (0.5 + Math.random() / 2));
}

// The server asks everybody to come back, and not all at once.
function comeBackWithin(seconds) {
  const moving = socket;
  setTimeout(() => drop(moving, 4012), Math.random() * seconds * 1000);
}

// The session has ended: only a new page helps.
function stop() {
  stopped = true;
  const closing = socket;
  socket = null;
  closing?.close();
  show("offline", say("signed-out"));
}

function show(state, words = say(state)) {
  const before = root.dataset.live;
  if (before !== state) root.dataset.live = state;
  if (state === "offline" ? before !== state : before === "offline" && state === "live") aloud(words);
  const off = state === "offline" && document.querySelector(".net .is-off b");
  if (off) off.textContent = words;
  for (const place of document.querySelectorAll("[data-live-status]")) place.textContent = words;
  emit("state", { state });
}

function emit(op, frame) {
  for (const listener of listeners.get(op) ?? []) listener(frame);
}

function beat() {
  clearTimeout(heart);
  heart = setTimeout(() => {
    knock();
    beat();
  }, PING);
}

// Ask for a sign of life; a line that gives none is dropped.
function knock() {
  if (!isOpen() || answer) return;
  const asked = socket;
  tell("ping");
  answer = setTimeout(() => drop(asked, 0), PONG);
}

function again() {
  if (!wanted) return;
  if (socket) return knock();
  attempts = Math.min(attempts, 1);
  connect();
}

window.addEventListener("online", again);
window.addEventListener("offline", () => {
  if (!wanted) return;
  if (socket) drop(socket, 0);
  else show("offline");
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) again();
});
// A page kept in the browser's memory must not keep its socket; when it comes back it catches up.
window.addEventListener("pagehide", () => {
  clearTimeout(timer);
  const leaving = socket;
  socket = null;
  if (!leaving) return;
  leaving.onmessage = leaving.onclose = null;
  leaving.close();
  emit("closed", { code: 1000 });
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) again();
});
