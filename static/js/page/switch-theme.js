// Light, dark or as the machine is set: changed at once, and kept in a cookie so that the next page is born with it.
const YEAR = 31536000;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter?.value) return;
  event.preventDefault();
  choose(form, event.submitter.value);
});

document.addEventListener("change", (event) => {
  event.target.closest("[data-submit-on-change]")?.requestSubmit();
});

// Who goes back sees what the page shows, not what they chose when they left it.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-submit-on-change]")) form.reset();
});

function choose(form, theme) {
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax${secure}`;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll("[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}
