// <textarea data-mentions="/where/"> offers names after an @: arrows choose, Enter or Tab takes, Escape leaves it.
import { whenHere } from "../page/on-arrival.js";

const CALL = /(?<![\p{L}\p{M}\p{N}_@])@([^\s@][^@\n#]{0,40})?$/u;
const PAUSE = 150;

whenHere("textarea[data-mentions]", (field) => {
  const list = makeList(field);
  const start = field.form.querySelector("[data-mention-start]");
  let timer;
  let asked = 0;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const call = before(field).match(CALL);
    if (!call) return close();
    timer = setTimeout(() => ask(call[1] ?? ""), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose((chosen() + step + list.children.length) % list.children.length);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen()]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  field.addEventListener("blur", () => setTimeout(close, 200));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  if (start) {
    start.hidden = false;
    start.addEventListener("click", () => {
      field.focus();
      write(/\s$|^$/.test(before(field)) ? "@" : " @", 0);
      ask("");
    });
  }

  async function ask(typed) {
    const number = ++asked;
    const where = new URL(field.dataset.mentions, location.href);
    where.searchParams.set("q", typed);
    const answer = await fetch(where);
    if (!answer.ok || number !== asked) return;
    const { people } = await answer.json();
    if (!people.length) return close();
    list.replaceChildren(...people.map((person, at) => option(person, `${list.id}-${at}`)));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(0);
  }

  function chosen() {
    return [...list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
  }

  function choose(at) {
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    const typed = before(field).match(CALL)?.[1] ?? "";
    write(`${option.dataset.insert} `, typed.length);
    close();
  }

  function write(words, replaced) {
    const end = field.selectionStart;
    field.setRangeText(words, end - replaced, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
});

function before(field) {
  return field.value.slice(0, field.selectionStart);
}

function makeList(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-people`;
  list.className = "menu naming";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.mentionsLabel ?? "");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.before(list);
  return list;
}

function option(person, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.dataset.insert = person.insert;
  const name = document.createElement("b");
  name.className = "name";
  name.textContent = person.name;
  name.insertAdjacentHTML("beforeend", person.signs); // of the offices that the house knows, drawn by the house
  const headline = document.createElement("small");
  headline.textContent = person.headline;
  item.append(name, headline);
  return item;
}
