// form[data-outbox="list"]: what is sent is kept here until the server has answered, shown as sending, sent again after
// a break or a reload, and once only: the server knows its key. Contract: docs/protocol.md.
import { aloud } from "../page/speak.js";
import { on } from "./connection.js";
import { clock } from "../page/tell-times.js";
import { land } from "./apply-pieces.js";
import * as parcels from "./unsent.js";
import * as pending from "./show-unsent.js";
import { token } from "../forms/csrf-token.js";
import { say } from "../page/phrases.js";

const PATIENCE = 15_000, FIRST = 2_000, LONGEST = 30_000;
let wait = FIRST, timer = 0, sending = false;
let pause = 0; // until when the server, which was written to too quickly, takes no more

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-outbox]")) return;
  const fields = [...new FormData(form, event.submitter)];
  if (fields.some(([, value]) => value instanceof File && value.size)) return; // files go as they always did
  event.preventDefault();
  const parcel = pack(form, fields);
  parcels.keep(parcel);
  showOne(parcel, form);
  empty(form);
  sendAll();
});

function pack(form, fields) {
  const text = form.querySelector("textarea")?.value ?? "";
  const key = form.elements.key?.value || parcels.newKey();
  const isContent = ([name, value]) => !["csrfmiddlewaretoken", "key"].includes(name) && !(value instanceof File);
  const content = fields.filter(isContent);
  const url = form.getAttribute("action") ? form.action : location.href;
  const { outbox: list } = form.dataset;
  return { key, url, fields: [...content, ["key", key]], list, page: location.pathname, text, at: Date.now() };
}

function empty(form) {
  form.reset();
  if (form.elements.key) form.elements.key.value = parcels.newKey();
  clearErrors(form);
  form.dispatchEvent(new Event("kept:done"));
  form.querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("textarea")?.focus();
}

function formOf(parcel) {
  const isItsForm = (form) => form.dataset.outbox === parcel.list && form.action === parcel.url;
  return [...document.querySelectorAll("form[data-outbox]")].find(isItsForm);
}

function showOne(parcel, form = formOf(parcel)) {
  pending.show(parcel, form, {
    retry: () => {
      parcels.keep({ ...parcels.find(parcel.key), refused: undefined });
      wait = FIRST;
      pause = 0;
      sendAll();
    },
    discard: () => {
      parcels.forget(parcel.key);
      pending.take(parcel.key);
      form?.querySelector("textarea")?.focus();
    },
  });
}

// One tab sends at a time, the oldest first; where tabs cannot agree, the server sorts it out by key.
async function sendAll() {
  clearTimeout(timer);
  if (sending) return;
  if (pause > Date.now()) return showPause();
  sending = true;
  try {
    if (navigator.locks) await navigator.locks.request("outbox", sendInOrder);
    else await sendInOrder();
  } finally {
    sending = false;
  }
  const left = parcels.all().filter((parcel) => !parcel.refused);
  if (!left.length) return void (wait = FIRST);
  if (pause > Date.now()) return showPause();
  timer = setTimeout(sendAll, wait);
  wait = Math.min(wait * 2, LONGEST);
}

// What waits goes out by itself when the server takes more, and says until when.
function showPause() {
  const seconds = pause - Date.now() < 60_000 ? { second: "2-digit" } : {};
  const time = clock(pause, { hour: "numeric", minute: "2-digit", ...seconds });
  for (const parcel of parcels.all()) if (!parcel.refused) pending.state(parcel.key, "not-sent", say("waits", time));
  timer = setTimeout(sendAll, pause - Date.now());
}

async function sendInOrder() {
  const tried = new Set();
  for (;;) {
    const parcel = parcels.all().find((one) => !one.refused && !tried.has(one.key));
    if (!parcel) return;
    tried.add(parcel.key);
    if (!(await send(parcel))) return;
  }
}

// True when the server has spoken about this parcel, so that the next may go.
async function send(parcel) {
  pending.state(parcel.key, "sending");
  let answer, said;
  try {
    answer = await fetch(parcel.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams(parcel.fields),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    said = /json/.test(answer.headers.get("Content-Type")) ? await answer.json() : {};
  } catch {
    pending.state(parcel.key, "not-sent");
    return false;
  }
  return settle(parcel, answer, said);
}

function settle(parcel, answer, said) {
  if (answer.ok && said.id) return kept(parcel, said);
  if (answer.status === 422 || answer.status === 409) return refuse(parcel, said);
  if (answer.status === 429) return hold(answer);
  const mayPass = answer.status >= 500 || answer.type === "opaqueredirect" || [401, 408, 425].includes(answer.status);
  if (!mayPass) return setAside(parcel, said.message || say("not-taken"));
  pending.state(parcel.key, "not-sent", answer.type === "opaqueredirect" ? say("signed-out") : undefined);
  return false;
}

function hold(answer) {
  pause = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 60);
  wait = FIRST;
  return false;
}

function kept(parcel, { id, piece, path }) {
  parcels.forget(parcel.key);
  const hadFocus = pending.take(parcel.key);
  aloud(say("sent"));
  const list = document.getElementById(parcel.list);
  if (list && parcel.page === location.pathname) land(list, id, piece);
  else if (path && parcel.page === location.pathname) location.assign(path);
  if (hadFocus) formOf(parcel)?.querySelector("textarea")?.focus();
  return true;
}

// Back into the form when it is empty; else beside it, with the reason, so that nothing typed is lost.
function refuse(parcel, { errors = {}, message = "" }) {
  const form = formOf(parcel);
  const reasons = Object.entries(errors).map(([name, list]) => [name, list.map((one) => one.message ?? one).join(" ")]);
  const whole = [message, ...reasons.map(([, reason]) => reason)].filter(Boolean).join(" ") || say("not-taken");
  const isHere = form && parcel.page === location.pathname;
  if (!isHere || form.querySelector("textarea")?.value) return setAside(parcel, whole);
  parcels.forget(parcel.key);
  pending.take(parcel.key);
  for (const [name, value] of parcel.fields) {
    if (name !== "key" && form.elements[name]) form.elements[name].value = value;
  }
  clearErrors(form);
  form.querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  const shown = reasons.filter(([name, reason]) => showError(form.elements[name], reason));
  if (!shown.length) showError(form.querySelector("textarea"), whole);
  form.querySelector("[aria-invalid=true]")?.focus();
  return true;
}

function setAside(parcel, words) {
  parcels.keep({ ...parcel, refused: words });
  pending.state(parcel.key, "refused", words);
  return true;
}

function showError(field, reason) {
  if (!field?.setAttribute || field.type === "hidden") return false;
  const error = document.createElement("p");
  error.className = "error";
  error.dataset.outboxError = "";
  error.id = `${field.id || field.name}_refused`;
  error.textContent = reason;
  error.setAttribute("role", "alert");
  field.setAttribute("aria-invalid", "true");
  field.dataset.describedBefore = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-describedby", `${field.dataset.describedBefore} ${error.id}`.trim());
  field.before(error);
  return true;
}

function clearErrors(form) {
  for (const error of form.querySelectorAll("[data-outbox-error]")) error.remove();
  for (const field of form.querySelectorAll("[data-described-before]")) {
    field.removeAttribute("aria-invalid");
    if (field.dataset.describedBefore) field.setAttribute("aria-describedby", field.dataset.describedBefore);
    else field.removeAttribute("aria-describedby");
    delete field.dataset.describedBefore;
  }
}

function showAll() {
  parcels.all().forEach((parcel) => showOne(parcel));
}

parcels.whenGone((key) => pending.take(key));
document.addEventListener("live:renewed", showAll);
on("open", () => {
  wait = FIRST;
  sendAll();
});
window.addEventListener("online", sendAll);
showAll();
sendAll();
