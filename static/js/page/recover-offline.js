// The page that stands in for one that cannot come: shows what was typed there, and asks for the page again.
const card = document.querySelector("[data-typed]");
const TRIES = 15_000;

function texts() {
  const keys = JSON.parse(sessionStorage.getItem(`typed:${location.pathname}`)) ?? [];
  const drafts = keys.flatMap((key) => JSON.parse(localStorage.getItem(key)) ?? []).map((field) => field.at(-1));
  const waiting = Object.keys(localStorage)
    .filter((name) => name.startsWith("outbox:"))
    .map((name) => JSON.parse(localStorage.getItem(name)))
    .filter((parcel) => parcel.page === location.pathname)
    .map((parcel) => parcel.text);
  const isWritten = (text) => typeof text === "string" && text.trim() && !/:(true|false)$/.test(text);
  return [...waiting, ...drafts].filter(isWritten);
}

for (const text of texts()) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.rows = Math.min(12, text.split("\n").length + 1);
  field.dir = "auto";
  field.setAttribute("aria-label", card.querySelector("h2").textContent);
  const place = document.createElement("p");
  place.className = "field";
  place.append(field);
  card.querySelector(".in").append(place);
  card.hidden = false;
}

document.querySelector("[data-again]").addEventListener("click", () => location.reload());
window.addEventListener("online", () => location.reload());
setInterval(async () => {
  const answer = await fetch("/livez").catch(() => null);
  if (answer?.ok) location.reload();
}, TRIES);
