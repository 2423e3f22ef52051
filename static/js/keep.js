// <form data-keep="application-7"> keeps what is typed in this browser until the server has it.
// Passwords and files are never kept. [data-kept] in the form says when it was saved.
import { whenHere } from "./arrive.js";

const PAUSE = 400;

// A page that came without an error, after sending, means the server has it. Going back to the form means it may not.
const came = performance.getEntriesByType("navigation")[0]?.type;
for (const sent of Object.keys(sessionStorage).filter((name) => name.startsWith("sent:"))) {
  const returned = sessionStorage.getItem(sent) === location.pathname && came !== "navigate";
  if (!returned && !document.querySelector("form[data-keep] [aria-invalid=true], [data-fail]")) forget(sent.slice(5));
  sessionStorage.removeItem(sent);
}

whenHere("form[data-keep]", (form) => {
  const key = `keep:${document.documentElement.dataset.member || ""}:${form.dataset.keep}`;
  if (!form.querySelector("[aria-invalid=true]")) restore(form, key);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, key), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, key);
    sessionStorage.setItem(`sent:${key}`, location.pathname);
  });
  form.addEventListener("kept:done", () => {
    clearTimeout(timer);
    forget(key);
  });
});

function fields(form) {
  return [...form.elements].filter((field) => field.name && !field.name.startsWith("csrf") && !["password", "file", "hidden", "submit", "button"].includes(field.type));
}

function keep(form, key) {
  const word = form.querySelector("[data-kept]");
  if (fields(form).every((field) => isChoice(field) ? field.checked === field.defaultChecked : field.value === field.defaultValue)) {
    if (word) word.textContent = "";
    return forget(key);
  }
  const values = fields(form).map((field) => [field.name, isChoice(field) ? `${field.value}:${field.checked}` : field.value]);
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    return;
  }
  if (word) word.textContent = word.dataset.kept;
}

function restore(form, key) {
  const stored = localStorage.getItem(key);
  if (!stored) return;
  fields(form).forEach((field, at) => {
    const [name, value] = JSON.parse(stored)[at] ?? [];
    if (name !== field.name) return;
    if (isChoice(field)) field.checked = value === `${field.value}:true`;
    else field.value = value;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function forget(key) {
  localStorage.removeItem(key);
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}
