// [data-sign] buttons give or take back a sign without leaving the page. A list's data-mine="7:thanks 9:agree" says
// which are the reader's own: pieces are the same for everybody, so it is told beside them.
import { parse } from "../live/apply-pieces.js";
import { aloud } from "../page/speak.js";
import { whenHere } from "../page/on-arrival.js";
import { say } from "../page/phrases.js";

const own = new Set(document.querySelector("[data-mine]")?.dataset.mine.split(" "));

whenHere("[data-sign]", (button) => mark(button));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-sign]");
  if (!button || !document.documentElement.dataset.member) return;
  event.preventDefault();
  const post = button.closest(".post");
  const name = key(button);
  const given = !own.has(name);
  try {
    const piece = await send(button, given);
    if (given) own.add(name);
    else own.delete(name);
    show(post.id, piece, button.value);
    aloud(say(given ? "sign-given" : "sign-taken"));
  } catch {
    button.form.requestSubmit(button);
  }
});

function key(button) {
  return `${button.closest(".post").id.slice(5)}:${button.value}`;
}

function mark(button) {
  const mine = own.has(key(button));
  if (mine || button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(mine));
}

async function send(button, given) {
  const body = new FormData(document.getElementById("act"));
  body.set(button.name, button.value);
  body.set("given", given ? "1" : "0");
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).piece;
}

function show(id, html, sign) {
  const piece = parse(html);
  document.getElementById(id)?.replaceWith(piece);
  const button = piece.querySelector(`.re > [value=${sign}]`) ?? piece.querySelector("[data-pop=signs]");
  button?.focus({ preventScroll: true });
}
