// Puts pieces into the page: appends, replaces, removes, refreshes. What one reads or types in stays where it is.
import { how } from "../page/find-again.js";
import { aloud } from "../page/speak.js";
import { tidings } from "./announce-news.js";

const SETTLE = 150; // milliseconds in which several refreshes of a piece become one
const held = new Map();
const refreshing = new Map();
const lacking = [];

export function apply(piece) {
  if (piece.do === "append") append(piece);
  else if (piece.do === "replace") replace(piece.id, piece.html);
  else if (piece.do === "remove") document.getElementById(piece.id)?.remove();
  else if (piece.do === "refresh") refresh(piece.id);
  else if (piece.do === "say") aloud(piece.words);
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const [selector, work] of lacking) template.content.querySelectorAll(selector).forEach(work);
  return template.content.firstElementChild;
}

// Call `work(element)` for what a piece lacks because the page has it, before the piece is put into its place; and for
// what is in its place already.
export function completing(selector, work) {
  lacking.push([selector, work]);
  document.querySelectorAll(selector).forEach(work);
}

// Our own piece, as the server answered it, may come before others that were written earlier: see append.
export function land(list, id, html) {
  if (document.getElementById(id)) return;
  const piece = parse(html);
  if (!piece) return;
  piece.dataset.landed = "";
  insert(list, piece);
  piece.scrollIntoView({ block: "nearest" });
}

function append({ to, id, html }) {
  const list = document.getElementById(to);
  if (!list) return;
  const present = document.getElementById(id);
  if (present) {
    if (present.dataset.landed === undefined) return;
    // Now its turn has come: all that was before it is here.
    delete present.dataset.landed;
    if (nextSettled(present)) insert(list, present);
    return;
  }
  const piece = parse(html);
  if (piece) tidings(list, piece, () => insert(list, piece));
}

// Before what is still on its way to the server.
function insert(list, piece) {
  list.insertBefore(piece, list.querySelector(":scope > [data-pending]"));
  list.closest("[data-stream]")?.querySelectorAll("[data-until-first]").forEach((hint) => hint.remove());
}

function nextSettled(element) {
  const next = element.nextElementSibling;
  return next && next.dataset.pending === undefined;
}

function replace(id, html) {
  const old = document.getElementById(id);
  if (!old) return;
  // What gives way brings along what was typed itself: see forum/shut-composer.js.
  if (isBeingTypedIn(old) && !old.matches("[data-gives-way]")) return held.set(id, html);
  held.delete(id);
  const piece = parse(html);
  if (!piece) return old.remove();
  const focus = focusIn(old);
  const focused = document.activeElement;
  for (const { id } of old.querySelectorAll("details[open][id]")) {
    piece.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  }
  old.replaceWith(piece);
  piece.dispatchEvent(new CustomEvent("piece:replaced", { bubbles: true, detail: old }));
  if (piece.dataset.aloud) tell(piece, old);
  if (focus) {
    const instead = piece.querySelector("[data-takes-focus], [data-shut][tabindex]") ?? piece;
    (piece.contains(focused) ? focused : piece.querySelector(focus) ?? instead).focus({ preventScroll: true });
  }
}

// <section data-aloud=".tag">: what these say, heading first, where it is not what they said before.
function tell(piece, old) {
  const [now, before] = [piece, old].map((one) => {
    const parts = [...one.querySelectorAll(`h2, header ${one.dataset.aloud}`)];
    return parts.map((part) => part.textContent.trim()).join(", ");
  });
  if (now !== before) aloud(now);
}

export function isBeingTypedIn(element) {
  const { activeElement: focused } = document;
  if (element.contains(focused) && focused.matches("input, textarea, select")) return true;
  return [...element.querySelectorAll("textarea, input")].some(isChanged);
}

export function isChanged(field) {
  if (["hidden", "submit", "button"].includes(field.type)) return false;
  if (field.localName === "select") {
    const usual = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return field.value !== usual?.value;
  }
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

// How to find again, in the new piece, what had the focus in the old one.
function focusIn(element) {
  const focused = document.activeElement;
  if (!element.contains(focused) || focused === document.body) return "";
  return how(focused);
}

document.addEventListener("focusout", () => setTimeout(() => {
  for (const [id, html] of [...held]) replace(id, html);
}));

export function refresh(id) {
  if (refreshing.has(id)) return void refreshing.set(id, "again");
  if (!document.getElementById(id)?.dataset.pieceSrc) return;
  refreshing.set(id, "once");
  setTimeout(() => fetchPiece(id), SETTLE);
}

async function fetchPiece(id) {
  refreshing.set(id, "once");
  const source = document.getElementById(id)?.dataset.pieceSrc;
  try {
    const answer = source && await fetch(source, { headers: { Accept: "text/html" }, redirect: "error" });
    if (answer?.ok) replace(id, pieceIn(await answer.text(), id));
    else if (answer && [403, 404].includes(answer.status)) document.getElementById(id)?.remove();
  } catch {
    // Offline, or logged out: the next event or the next page shows it.
  }
  const again = refreshing.get(id) === "again";
  refreshing.delete(id);
  if (again) refresh(id);
}

// Where a page is the source, the piece stands in it under its own id.
function pieceIn(html, id) {
  if (!/^\s*<!doctype/i.test(html)) return html;
  return new DOMParser().parseFromString(html, "text/html").getElementById(id)?.outerHTML ?? "";
}

// [data-piece-load]: fetched as soon as the page is there.
document.querySelectorAll("[data-piece-load][data-piece-src][id]").forEach((element) => refresh(element.id));
