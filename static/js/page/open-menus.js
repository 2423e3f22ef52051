// button[data-pop] opens a small menu beside itself instead of going to the page that it leads to: `more` and `givers`
// are fetched, because they depend on who one is and on now; `signs` is the page's <template id="signs">.
import { again } from "./find-again.js";

let open = null;

document.addEventListener("click", async (event) => {
  const opener = event.target.closest("button[data-pop]");
  if (!opener) return closeUnlessFor(event.target);
  event.preventDefault();
  if (open?.opener === opener) return close();
  close();
  const menu = await menuOf(opener);
  if (!menu) return location.assign(opener.formAction);
  // The piece may have been replaced while the menu was under way.
  const here = again(opener);
  if (here) show(here, menu);
});

// What stood in a piece that was replaced stands in the new one, at the same opener.
document.addEventListener("piece:replaced", (event) => {
  if (!open || !event.detail.contains(open.menu)) return;
  const { opener, menu } = open;
  const here = again(opener);
  if (here) put(here, menu);
  else close();
});

document.addEventListener("keydown", (event) => {
  if (!open || event.key !== "Escape" || event.target.closest("dialog")) return;
  open.opener.focus();
  close();
});

document.addEventListener("focusin", (event) => {
  if (event.target !== open?.opener) closeUnlessFor(event.target);
});

// What asks "Are you sure?" is for a button of the menu, which must still be there to be pressed.
function closeUnlessFor(element) {
  if (open && !open.menu.contains(element) && !element.closest("dialog")) close();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  close();
});

async function menuOf(opener) {
  const menu = document.createElement("div");
  menu.className = "menu";
  if (opener.dataset.pop === "signs") {
    menu.append(document.getElementById("signs").content.cloneNode(true));
    for (const button of menu.children) button.formAction = new URL("../sign/", opener.formAction);
    return menu;
  }
  const answer = await fetch(`${opener.formAction}?piece`);
  if (!answer.ok || answer.redirected) return null;
  menu.innerHTML = await answer.text();
  return menu;
}

function put(opener, menu) {
  open = { opener, menu };
  opener.after(menu);
  opener.setAttribute("aria-expanded", "true");
}

function show(opener, menu) {
  close();
  put(opener, menu);
  if (menu.getBoundingClientRect().bottom > innerHeight - 90) menu.classList.add("up");
  if (menu.getBoundingClientRect().right > innerWidth - 12) menu.classList.add("back");
  menu.querySelector("a, button")?.focus({ preventScroll: true });
}

function close() {
  open?.menu.remove();
  open?.opener.setAttribute("aria-expanded", "false");
  open = null;
}
