// News at the end of a list: the page follows a reader who is at the end; to one who reads above, [data-new] says
// "3 new" and leads there; a screen reader hears it at a human pace.
import { sayCount } from "./words.js";

const NEAR = 120; // pixels from the end that still count as being there
const PACE = 4_000; // milliseconds between two announcements
const unseen = new Map();
let unsaid = 0, speaking = 0, word = "";

export function tidings(list, piece, insert) {
  const follow = isAtEnd(list) && !document.hidden && getSelection().isCollapsed;
  insert();
  piece.classList.add("new");
  announce(list);
  if (follow) piece.scrollIntoView({ block: "nearest" });
  else waits(list, piece);
}

function isAtEnd(list) {
  const scroller = scrollerOf(list);
  if (scroller) return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  return list.getBoundingClientRect().bottom < innerHeight + NEAR;
}

function scrollerOf(list) {
  for (let at = list; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) seen(entry.target);
});

function waits(list, piece) {
  if (!unseen.has(list)) unseen.set(list, []);
  unseen.get(list).push(piece);
  watch.observe(piece);
  showButton(list);
}

function seen(piece) {
  watch.unobserve(piece);
  for (const [list, pieces] of unseen) {
    const at = pieces.indexOf(piece);
    if (at < 0) continue;
    pieces.splice(0, at + 1);
    showButton(list);
  }
}

function buttonOf(list) {
  const region = list.closest("[data-stream]") ?? document;
  return region.querySelector(`[data-new="${CSS.escape(list.id)}"]`) ?? region.querySelector('[data-new=""]');
}

function showButton(list) {
  const button = buttonOf(list);
  const pieces = unseen.get(list).filter((piece) => piece.isConnected);
  if (!button) return;
  button.hidden = pieces.length === 0;
  button.textContent = sayCount("new", pieces.length);
  button.onclick = () => {
    pieces[0]?.scrollIntoView({ block: "center" });
  };
}

function announce(list) {
  if (list.matches("[role=log], [aria-live]")) return; // says so itself
  unsaid += 1;
  word = list.dataset.announce || word;
  if (speaking) return;
  speak();
}

function speak() {
  speaking = 0;
  if (!unsaid) return;
  const place = document.getElementById("live-announcer");
  if (place) place.textContent = word ? `${sayCount("new", unsaid)}: ${word}` : sayCount("new", unsaid);
  unsaid = 0;
  speaking = setTimeout(speak, PACE);
}
