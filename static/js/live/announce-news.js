// News at the end of a list: the page follows a reader who is at the end; to one who reads above, [data-new] says
// "3 new" and leads there; a screen reader hears it at a human pace.
import { aloud } from "../page/speak.js";
import { say, sayCount } from "../page/phrases.js";

const NEAR = 120; // pixels from the end that still count as being there
const PACE = 1_500; // milliseconds in which what comes together is said together
const unseen = new Map();
const unsaid = [];
let speaking = 0;

export function tidings(list, piece, insert) {
  const follow = isAtEnd(list) && !document.hidden && getSelection().isCollapsed;
  insert();
  piece.classList.add("new");
  announce(piece);
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

function announce(piece) {
  if (piece.dataset.author && piece.dataset.author === document.documentElement.dataset.member) return;
  unsaid.push(piece.getAttribute("aria-label"));
  speaking ||= setTimeout(speak, PACE);
}

// Who, where it is one; how many, where they are several.
function speak() {
  const [label] = unsaid;
  aloud(unsaid.length === 1 && label ? say("new-of", label) : sayCount("new", unsaid.length));
  unsaid.length = speaking = 0;
}
