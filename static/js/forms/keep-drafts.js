// <form data-keep="application-7"> keeps what is typed in this browser until the server has it.
// Passwords and files are never kept. [data-kept] in the form says when it was saved.
import { whenHere } from "../page/on-arrival.js";
import { isChanged } from "../live/apply-pieces.js";

const PAUSE = 400;
const NOT_KEPT = ["password", "file", "hidden", "submit", "button"];

// A page that came without an error, after sending, means the server has it. Going back to the form means it may not.
const came = performance.getEntriesByType("navigation")[0]?.type;
for (const sent of Object.keys(sessionStorage).filter((name) => name.startsWith("sent:"))) {
  const returned = sessionStorage.getItem(sent) === location.pathname && came !== "navigate";
  if (!returned && !document.querySelector("form[data-keep] [aria-invalid=true], [data-fail]")) forget(sent.slice(5));
  sessionStorage.removeItem(sent);
}

whenHere("form[data-keep]", (form) => {
  const key = `keep:${document.documentElement.dataset.member || ""}:${form.dataset.keep}`;
  typedHere(key);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, key), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, key);
    sessionStorage.setItem(`sent:${key}`, location.pathname);
    if (form.elements.key) {
      sessionStorage.setItem(`was:${key}`, JSON.stringify([form.elements.key.value, written(form)]));
    }
  });
  form.addEventListener("kept:done", () => {
    clearTimeout(timer);
    sessionStorage.removeItem(`sent:${key}`);
    forget(key);
  });
  form.querySelector("a[data-leave]")?.addEventListener("click", () => {
    clearTimeout(timer);
    forget(key);
  });
  // What was typed before this was bound has had no event here.
  const isTypedIn = fields(form).some(isChanged);
  if (form.querySelector("[aria-invalid=true]")) return isTypedIn ? keep(form, key) : undefined;
  restore(form, key);
  if (isTypedIn) keep(form, key);
  // By then the browser has put back what was typed.
  const was = came === "back_forward" && form.elements.key && sessionStorage.getItem(`was:${key}`);
  if (was) window.addEventListener("pageshow", () => sendOnce(form, was), { once: true });
});

// What stands in for this page when it cannot come again knows by it what was typed here: see page/recover-offline.js.
function typedHere(key) {
  const name = `typed:${location.pathname}`;
  const keys = new Set(JSON.parse(sessionStorage.getItem(name)) ?? []);
  sessionStorage.setItem(name, JSON.stringify([...keys.add(key)]));
}

function fields(form) {
  const isToken = (field) => field.name.startsWith("csrf");
  return [...form.elements].filter((field) => field.name && !isToken(field) && !NOT_KEPT.includes(field.type));
}

// A field is known by its name and its place among those of that name: a question that was asked meanwhile shifts no
// other.
function named(form, name) {
  return fields(form).filter((field) => field.name === name);
}

function nth(form, field) {
  return named(form, field.name).indexOf(field);
}

// What was changed and no more, so that what another has changed in the other fields meanwhile is not written over.
function keep(form, key) {
  const word = form.querySelector("[data-kept]");
  // A page of errors holds what was typed before as if it came from the server: what was kept then is still ours to
  // keep.
  const before = form.querySelector("[aria-invalid=true]") ? kept(key) : [];
  const isOurs = (field) => isChanged(field) || before.some(([name, at]) => named(form, name)[at] === field);
  const said = (field) => (isChoice(field) ? `${field.value}:${field.checked}` : field.value);
  const changed = fields(form).filter(isOurs).map((field) => [field.name, nth(form, field), said(field)]);
  if (!changed.length) {
    if (word) word.textContent = "";
    return forget(key);
  }
  try {
    localStorage.setItem(key, JSON.stringify(changed));
  } catch {
    return;
  }
  if (word) word.textContent = word.dataset.kept;
  form.dispatchEvent(new CustomEvent("kept:here"));
}

function restore(form, key) {
  const changed = kept(key);
  const typed = fields(form).filter(isChanged);
  for (const [name, at, value] of changed) {
    const field = named(form, name)[at];
    // What was typed while the page was still coming is newer.
    if (!field || typed.includes(field)) continue;
    if (isChoice(field)) field.checked = value === `${field.value}:true`;
    else field.value = value;
  }
  if (changed.length) form.dispatchEvent(new Event("input", { bubbles: true }));
}

// The same words that were sent before, after going back, are the same message; other words are another.
function sendOnce(form, was) {
  const [sentAs, words] = JSON.parse(was);
  if (words !== written(form)) return;
  const fresh = form.elements.key.value;
  form.elements.key.value = sentAs;
  form.addEventListener("input", () => (form.elements.key.value = fresh), { once: true });
}

function written(form) {
  return JSON.stringify(fields(form).map((field) => (isChoice(field) ? field.checked : field.value)));
}

function kept(key) {
  return JSON.parse(localStorage.getItem(key)) ?? [];
}

function forget(key) {
  localStorage.removeItem(key);
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}
