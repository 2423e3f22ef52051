// Follows the streams that the page's regions name (<section id="talk" data-stream data-epoch data-after>), applies
// what happens in order and once, and after any break resumes where it was. Protocol: docs/protocol.md.
import { whenHere } from "../page/on-arrival.js";
import { connect, isOpen, on, tell } from "./connection.js";
import { apply, isChanged, refresh } from "./apply-pieces.js";
import { say } from "../page/phrases.js";

const ACK_FRAMES = 16, ACK_BYTES = 48 * 1024, ACK_WAIT = 1_000;
const streams = new Map(); // name → {epoch, after}
let received = 0, unacknowledged = 0, bytes = 0, acking = 0;

whenHere("[data-stream]", (region) => {
  const { stream: name, epoch, after } = region.dataset;
  const known = streams.get(name);
  // A second region may be older than the first: what comes twice is left alone.
  if (known && known.epoch === epoch && known.after <= Number(after)) return;
  streams.set(name, { epoch, after: Number(after) });
  subscribe(name);
  connect();
});

function subscribe(name) {
  const { epoch, after } = streams.get(name);
  tell("subscribe", { stream: name, epoch, after });
}

on("open", () => {
  received = unacknowledged = bytes = 0;
  streams.forEach((_, name) => subscribe(name));
});

on("events", (frame) => {
  acknowledge(frame);
  const followed = streams.get(frame.stream);
  if (!followed) return;
  if (frame.from > followed.after + 1) return subscribe(frame.stream);
  followed.epoch = frame.epoch;
  let anew = false;
  for (const event of frame.events) {
    if (event.seq <= followed.after) continue;
    event.pieces.forEach(apply);
    anew ||= event.anew === true;
    followed.after = event.seq;
  }
  stamp(frame.stream, followed);
  if (anew) renew(frame.stream, followed);
});

on("gap", (frame) => {
  if (streams.has(frame.stream)) renew(frame.stream, { epoch: frame.epoch, after: frame.head });
});


on("revoked", (frame) => leave(frame.stream));

on("error", (frame) => {
  if (frame.code === "no_stream") leave(frame.stream);
});

function acknowledge(frame) {
  received += 1;
  unacknowledged += 1;
  for (const event of frame.events) for (const piece of event.pieces) bytes += piece.html?.length ?? 0;
  if (unacknowledged >= ACK_FRAMES || bytes >= ACK_BYTES) sendAck();
  else acking ||= setTimeout(sendAck, ACK_WAIT);
}

function sendAck() {
  clearTimeout(acking);
  acking = unacknowledged = bytes = 0;
  tell("ack", { n: received });
}

function regionsOf(name) {
  return document.querySelectorAll(`[data-stream="${CSS.escape(name)}"]`);
}

function stamp(name, { epoch, after }) {
  for (const region of regionsOf(name)) {
    region.dataset.epoch = epoch;
    region.dataset.after = after;
  }
}

function leave(name) {
  streams.delete(name);
  for (const region of regionsOf(name)) region.dataset.left = "";
  const words = say("left");
  for (const place of document.querySelectorAll("[data-live-status]")) {
    place.textContent = words;
    place.toggleAttribute("data-more", true);
  }
}

// Too much was missed to replay. A region that names a piece fetches that; any other is fetched with its page.
async function renew(name, { epoch, after }) {
  const whole = [];
  for (const region of regionsOf(name)) {
    const pieces = (region.dataset.refresh ?? "").split(" ").filter(Boolean);
    if (!pieces.length) whole.push(region);
    pieces.forEach((piece) => refresh(piece));
  }
  streams.set(name, { epoch, after });
  if (whole.length && !(await fetchRegions(whole, name))) {
    return setTimeout(() => isOpen() && renew(name, { epoch, after }), 5_000);
  }
  subscribe(name);
}

async function fetchRegions(regions, name) {
  let page;
  try {
    const headers = { Accept: "text/html" };
    const answer = await fetch(location.href, { headers, redirect: "error", cache: "no-store" });
    if (!answer.ok) return leave(name), true;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return false;
  }
  for (const region of regions) {
    const fresh = region.id && page.getElementById(region.id);
    if (!fresh) continue;
    streams.set(name, { epoch: fresh.dataset.epoch, after: Number(fresh.dataset.after) });
    exchange(region, fresh);
  }
  document.dispatchEvent(new Event("live:renewed"));
  return true;
}

// What was typed, and where the caret was, outlives the exchange.
function exchange(region, fresh) {
  const changed = [...region.querySelectorAll("textarea, input, select")].filter(isChanged);
  const typed = changed.map((field) => [selectorOf(field), field]);
  const active = document.activeElement;
  const focused = region.contains(active) ? selectorOf(active) : "";
  const { selectionStart, selectionEnd } = active;
  region.replaceWith(fresh);
  for (const [selector, field] of typed) {
    const same = selector && fresh.querySelector(selector);
    if (!same) continue;
    if (["checkbox", "radio"].includes(field.type)) same.checked = field.checked;
    else same.value = field.value;
  }
  for (const old of region.querySelectorAll("[data-gives-way][id]")) {
    document.getElementById(old.id)?.dispatchEvent(new CustomEvent("piece:replaced", { bubbles: true, detail: old }));
  }
  const same = focused && fresh.querySelector(focused);
  if (!same) return;
  same.focus({ preventScroll: true });
  if (same.setSelectionRange && Number.isInteger(selectionStart)) same.setSelectionRange(selectionStart, selectionEnd);
}

function selectorOf(field) {
  if (field.id) return `#${CSS.escape(field.id)}`;
  if (!field.name) return "";
  const action = field.form?.getAttribute("action");
  const form = action ? `form[action="${CSS.escape(action)}"] ` : "";
  const value = ["checkbox", "radio"].includes(field.type) ? `[value="${CSS.escape(field.value)}"]` : "";
  return `${form}[name="${CSS.escape(field.name)}"]${value}`;
}
