// What one pressed stands where it stood: back on the same page, what the page has to say is said there, and has the
// focus, so that Tab goes on from it.
const NOTE = "place";
const ROWS = "ul, ol, dl, table, tbody, tr, [role=feed]";

export function stay(button) {
  const trail = [];
  for (let up = button.parentElement; up; up = up.parentElement) if (up.id) trail.push(up.id);
  const { top: at } = button.getBoundingClientRect();
  sessionStorage.setItem(NOTE, JSON.stringify({ page: location.pathname, trail, at }));
}

const { page, trail = [], at } = JSON.parse(sessionStorage.getItem(NOTE)) ?? {};
sessionStorage.removeItem(NOTE);
const said = document.querySelector(".messages");
if (said && page === location.pathname) settle();

function settle() {
  const main = document.getElementById("content");
  const stood = trail.map((id) => document.getElementById(id)).find((one) => one && main.contains(one) && one !== main);
  if (!stood) return;
  let place = stood.closest(".card") ?? stood;
  while (place.parentElement.matches(ROWS)) place = place.parentElement;
  if (place === main) return;
  place.before(said);
  said.focus({ preventScroll: true });
  scrollBy(0, said.getBoundingClientRect().top - Math.max(at ?? 0, 0));
  said.scrollIntoView({ block: "nearest" });
}
