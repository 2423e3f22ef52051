// form[data-draft="url"] keeps what is typed on the server too, for its author on every device. The hidden field
// `draft` holds the version that the form knows. Where another device has kept a newer one, that is offered beside, in
// [data-newer], and nothing is written over. Offline it waits: what forms/keep-drafts.js keeps here goes on meanwhile.
import { whenHere } from "../page/on-arrival.js";
import { aloud } from "../page/speak.js";

const PAUSE = 1200;
const PATIENCE = 15_000;
const WORDS = ["title", "body"];

whenHere("form[data-draft]", (form) => {
  const note = `draft:${document.documentElement.dataset.member || ""}:${form.dataset.keep}`;
  const sentAs = new Set(); // keys under which this page has sent: a draft of such a key is our own
  const version = form.elements.draft;
  let timer, running = false, turn = 0, saved = text(form, "defaultValue"), refusal = "";

  form.addEventListener("input", () => {
    if (text(form) === saved || isOffered()) return;
    remember({ version: version.value, isKept: false });
    later(PAUSE);
  });
  form.addEventListener("kept:here", sayWhere);
  form.addEventListener("submit", () => clearTimeout(timer));
  // It was sent, or is in the outbox: what comes now is another.
  form.addEventListener("kept:done", () => {
    clearTimeout(timer);
    turn += 1;
    if (lastKey) sentAs.add(lastKey);
    lastKey = form.elements.key?.value;
    version.value = 0;
    localStorage.removeItem(note);
    saved = text(form);
    hide();
  });
  window.addEventListener("online", () => text(form) !== saved && later(PAUSE));
  let lastKey = form.elements.key?.value;
  begin();

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  // What was kept in this browser stands in the form by now: it is newer, older, or both were changed.
  function begin() {
    const before = JSON.parse(localStorage.getItem(note)) ?? { version: "0", isKept: false };
    const ours = text(form), theirs = text(form, "defaultValue");
    if (form.querySelector("[aria-invalid=true]")) saved = "";
    else if (ours !== theirs && before.version !== version.value) {
      if (before.isKept) put(form, (field) => field.defaultValue);
      else if (Number(version.value)) {
        offer({ version: version.value, ...named(form, "defaultValue") });
        // Who sends theirs without having chosen leaves the other's draft as it is.
        version.value = before.version;
      } else later(PAUSE);
    } else if (ours !== theirs) later(PAUSE);
    free();
  }

  // The composer is emptied by resetting it, and then a draft must not come back.
  function free() {
    if (form.dataset.outbox === undefined) return;
    for (const field of words(form)) {
      const { value } = field;
      field.defaultValue = "";
      field.value = value;
    }
    if (text(form) !== text(form, "defaultValue")) form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function save() {
    if (running) return later(PAUSE);
    const mine = turn, said = text(form);
    if (said === saved || isOffered()) return;
    running = true;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (mine === turn) await take(answer, said);
    } catch {
      // The line is broken: it is tried again with the next key, and when it is back.
    } finally {
      running = false;
    }
  }

  async function take(answer, said) {
    if (answer.status === 429) return later(1000 * (Number(answer.headers.get("Retry-After")) || 5));
    if (!answer.headers.get("Content-Type")?.includes("json")) return;
    const told = await answer.json();
    if (answer.status === 409) return sentAs.has(told.key) ? again(told) : offer(told);
    if (answer.status === 422) return refuse(told.message);
    if (!answer.ok) return;
    version.value = told.version;
    saved = said;
    refusal = "";
    remember({ version: String(told.version), isKept: true });
    sayWhere();
  }

  // What the server has is kept on every device, not in this browser alone.
  function sayWhere() {
    const word = form.querySelector("[data-kept]");
    if (word && Number(version.value) && text(form) === saved) word.textContent = word.dataset.everywhere;
  }

  function again({ version: newest }) {
    version.value = newest;
    later(0);
  }

  function refuse(message) {
    if (message !== refusal) aloud(message);
    refusal = message;
    const word = form.querySelector("[data-kept]");
    if (word) word.textContent = message;
  }

  function remember(what) {
    try {
      localStorage.setItem(note, JSON.stringify(what));
    } catch {
      // There is no room here: the server still has it.
    }
  }

  function isOffered() {
    return form.querySelector("[data-newer]")?.hidden === false;
  }

  function offer(newer) {
    const box = form.querySelector("[data-newer]");
    if (!box) return;
    const shown = WORDS.map((name) => newer[name]).filter(Boolean).join("\n\n");
    box.querySelector("[data-newer-words]").textContent = shown;
    box.hidden = false;
    aloud(box.querySelector("[data-newer-said]").textContent.trim());
    box.querySelector("[data-newer-take]").onclick = () => {
      put(form, (field) => newer[field.name] ?? field.value);
      settle(newer.version, text(form));
    };
    box.querySelector("[data-newer-mine]").onclick = () => settle(newer.version, "");
  }

  function settle(newest, now) {
    version.value = newest;
    saved = now;
    hide();
    free();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    if (text(form) !== saved) later(0);
    else remember({ version: String(newest), isKept: true });
    form.querySelector("textarea")?.focus();
  }

  function hide() {
    const box = form.querySelector("[data-newer]");
    if (box) box.hidden = true;
  }
});

function words(form) {
  return WORDS.map((name) => form.elements[name]).filter((field) => field?.localName);
}

function text(form, which = "value") {
  return JSON.stringify(words(form).map((field) => field[which]));
}

function named(form, which) {
  return Object.fromEntries(words(form).map((field) => [field.name, field[which]]));
}

function put(form, valueOf) {
  for (const field of words(form)) field.value = valueOf(field);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
