// The piece that stands for a parcel in its list until the server's own piece comes: sending, not sent, retry, discard.
// A form may bring its own: <template data-pending-piece> with [data-pending-text] and [data-pending-state].
import { aloud } from "../page/speak.js";
import { say } from "../page/phrases.js";

export function show(parcel, form, { retry, discard }) {
  const list = document.getElementById(parcel.list);
  if (parcel.page !== location.pathname || !(list ?? form) || document.getElementById(idOf(parcel.key))) return;
  const pattern = form?.querySelector("template[data-pending-piece]")?.content.firstElementChild;
  const piece = pattern?.cloneNode(true) ?? plain(list);
  piece.id = idOf(parcel.key);
  piece.dataset.pending = "sending";
  piece.querySelector("[data-pending-text]").textContent = parcel.text;
  const foot = piece.querySelector("[data-pending-state]");
  foot.replaceChildren(word(), button("retry", retry), button("discard", discard));
  // On an earlier page of a long list what is new has no place, and stands above its form.
  if (list) list.append(piece);
  else form.before(piece);
  piece.closest("[data-stream]")?.querySelectorAll("[data-until-first]").forEach((hint) => hint.remove());
  state(parcel.key, parcel.refused ? "refused" : "sending", parcel.refused);
  piece.scrollIntoView({ block: "nearest" });
}

export function state(key, name, words = say(name)) {
  const piece = document.getElementById(idOf(key));
  if (!piece) return;
  if (name !== "sending" && piece.dataset.pending !== name) aloud(words);
  piece.dataset.pending = name;
  piece.querySelector(".pending-word").textContent = words;
  for (const button of piece.querySelectorAll("[data-do]")) button.hidden = name === "sending";
}

export function take(key) {
  const piece = document.getElementById(idOf(key));
  const hadFocus = piece?.contains(document.activeElement);
  piece?.remove();
  return hadFocus;
}

function idOf(key) {
  return `pending-${key}`;
}

function plain(list) {
  const kind = list?.matches("ul, ol") ? "li" : list?.matches("[role=feed]") ? "article" : "div";
  const piece = document.createElement(kind);
  const text = document.createElement("p");
  text.dataset.pendingText = "";
  text.dir = "auto";
  const foot = document.createElement("div");
  foot.dataset.pendingState = "";
  piece.className = "pending";
  piece.append(text, foot);
  return piece;
}

function word() {
  const word = document.createElement("span");
  word.className = "pending-word";
  return word;
}

function button(name, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.dataset.do = name;
  button.textContent = say(name);
  button.addEventListener("click", act);
  return button;
}
