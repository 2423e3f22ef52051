// Who is here and who is typing.
//   <ul class="people" data-presence="thread:17">          filled with chips; the page's own words return when nobody
// is
//   <span data-presence-count="thread:17">                 the number
//   <span class="av" data-presence="7">                    a dot on every picture of who is here: data-here
//   <p class="typing" data-typing-of="thread:17" hidden>   who is typing
//   <textarea data-typing> or data-typing="thread:17"      tells that one is
import { whenHere } from "../page/on-arrival.js";
import { on, tell } from "./connection.js";
import { say } from "../page/phrases.js";

const AWAY = 30_000, TELL_TYPING = 3_000;
const root = document.documentElement;
const me = Number(root.dataset.member) || 0;
const rooms = new Map(); // stream → frame
const typists = new Map(); // stream → Map(id → {name, until})
const own = new WeakMap(); // container → the page's own words
let mode = "", away = 0;

on("open", () => {
  mode = "";
  tellMode();
});
on("presence", (frame) => {
  rooms.set(frame.stream, frame);
  show(frame.stream);
});
on("state", ({ state }) => {
  if (state !== "offline") return;
  for (const stream of rooms.keys()) rooms.set(stream, { people: [], count: null });
  rooms.forEach((_, stream) => show(stream));
});

whenHere("[data-presence], [data-presence-count]", (element) => {
  const stream = element.dataset.presence ?? element.dataset.presenceCount;
  if (rooms.has(stream)) show(stream);
  else if (element.matches(".av")) dot(element);
});

function show(stream) {
  const { people, count } = rooms.get(stream);
  const name = CSS.escape(stream);
  for (const place of document.querySelectorAll(`[data-presence-count="${name}"]`)) {
    place.textContent = count === null ? "" : count.toLocaleString(root.lang || undefined);
    place.dataset.present = count ?? 0;
  }
  const others = people.filter((person) => person.id !== me);
  // Who is alone here sees the page's own words; beside others one is shown too, as one is counted.
  const shown = others.length ? [...others, ...people.filter((person) => person.id === me)] : [];
  for (const place of document.querySelectorAll(`[data-presence="${name}"]`)) fill(place, shown);
  document.querySelectorAll(".av[data-presence]").forEach(dot);
}

function dot(picture) {
  const id = Number(picture.dataset.presence);
  const isHere = (person) => person.id === id && person.mode === "visible";
  const here = [...rooms.values()].some(({ people }) => people.some(isHere));
  picture.toggleAttribute("data-here", here);
}

function fill(place, people) {
  if (!own.has(place)) own.set(place, [...place.childNodes]);
  if (!people.length) return place.replaceChildren(...own.get(place));
  const list = place.matches("ul, ol") ? place : Object.assign(document.createElement("ul"), { className: "people" });
  const chips = people.map((person) => {
    const template = document.createElement("template");
    template.innerHTML = person.html;
    const chip = template.content.firstElementChild;
    if (chip && person.mode === "away") chip.classList.add("away");
    if (chip && person.id === me) chip.querySelector("b, .name")?.append(` (${say("you")})`);
    return chip;
  });
  list.replaceChildren(...chips.filter(Boolean));
  if (list !== place) place.replaceChildren(list);
}

// Being looked at in one tab is being here; <html data-presence-mode="private"> is neither shown nor counted.
function tellMode() {
  clearTimeout(away);
  const wanted = root.dataset.presenceMode || (document.hidden ? "away" : "visible");
  if (wanted === mode) return;
  mode = wanted;
  tell("presence", { mode });
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(away);
  if (document.hidden) away = setTimeout(tellMode, AWAY);
  else tellMode();
});

// Typing
let toldAt = -Infinity;

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-typing]") || !target.value || performance.now() - toldAt < TELL_TYPING) return;
  const stream = target.dataset.typing || target.closest("[data-stream]")?.dataset.stream;
  if (!stream) return;
  toldAt = performance.now();
  tell("typing", { stream });
});

document.addEventListener("submit", () => {
  toldAt = -Infinity;
});

on("typing", ({ stream, people, seconds }) => {
  if (!typists.has(stream)) typists.set(stream, new Map());
  const until = performance.now() + seconds * 1000;
  for (const { id, name } of people) if (id !== me) typists.get(stream).set(id, { name, until });
  showTyping(stream);
  setTimeout(() => showTyping(stream), seconds * 1000 + 50);
});

// Who has just said something has stopped typing: who goes on says so again.
on("events", ({ stream, events }) => {
  if (events.length && typists.delete(stream)) showTyping(stream);
});

function showTyping(stream) {
  const known = [...(typists.get(stream)?.values() ?? [])];
  const names = known.filter(({ until }) => until > performance.now()).map(({ name }) => name);
  for (const place of document.querySelectorAll(`[data-typing-of="${CSS.escape(stream)}"]`)) {
    place.hidden = names.length === 0;
    if (place.dataset.names === names.join()) continue;
    place.dataset.names = names.join();
    place.replaceChildren(...(names.length ? [dots(), words(names)] : []));
  }
}

function words(names) {
  if (names.length > 2) return say("typing-many");
  return say(names.length === 2 ? "typing-two" : "typing-one", ...names);
}

function dots() {
  const row = document.createElement("span");
  row.className = "dots";
  row.setAttribute("aria-hidden", "true");
  row.append(...Array.from({ length: 3 }, () => document.createElement("i")));
  return row;
}
