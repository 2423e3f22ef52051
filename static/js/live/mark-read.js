// The end of a list with data-read-to, in sight of a reader who is looking, is read: the server is told, at an easy
// pace.
import { on, tell } from "./connection.js";

const PAUSE = 1_000;
const list = document.querySelector("[data-read-to]");
const region = list?.closest("[data-stream]");
let told = 0;
let timer = 0;

function look() {
  timer = 0;
  const after = Number(region.dataset.after);
  const last = list.lastElementChild;
  if (document.hidden || after <= told || !last || last.getBoundingClientRect().top > innerHeight) return;
  told = after;
  tell("seen", { stream: region.dataset.stream, seq: after });
}

function soon() {
  timer ||= setTimeout(look, PAUSE);
}

if (region && document.documentElement.dataset.member) {
  told = Number(region.dataset.after);
  on("events", soon);
  document.addEventListener("visibilitychange", soon);
  addEventListener("scroll", soon, { passive: true });
}
