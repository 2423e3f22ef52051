// <div role="tablist"> of <a role="tab" href="#panel">; without this script they are links to the panels below.
import { whenHere } from "./on-arrival.js";

whenHere("[data-tabs]", (list) => {
  const tabs = [...list.querySelectorAll("a[href^='#']")];
  list.setAttribute("role", "tablist");
  for (const tab of tabs) {
    const panel = panelOf(tab);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", (tab.id ||= `${panel.id}-tab`));
    panel.tabIndex = 0;
  }
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    event.preventDefault();
    show(tabs, tab);
    history.replaceState(null, "", tab.hash);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.documentElement.dir === "rtl" ? -1 : 1);
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    show(tabs, next);
    next.focus();
  });
  show(tabs, tabs.find((tab) => tab.hash === location.hash) ?? tabs[0]);
});

// On a phone the tab that one is on may stand outside the strip.
whenHere(".tabs > [aria-current]", (tab) => {
  const strip = tab.parentElement;
  if (strip.scrollWidth > strip.clientWidth) tab.scrollIntoView({ block: "nearest", inline: "center" });
});

function panelOf(tab) {
  return document.querySelector(tab.hash);
}

function show(tabs, chosen) {
  for (const tab of tabs) {
    const here = tab === chosen;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    panelOf(tab).hidden = !here;
  }
}
