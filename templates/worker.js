{% load static %}
// Answers for a page that cannot come because no line leads to the server: with our own. See config/offline.py.
const PAGE = "{% url 'offline' %}";
const PARTS = [
  "{% static 'css/kontor.css' %}",
  "{% static 'css/features.css' %}",
  "{% static 'js/page/recover-offline.js' %}",
  "{% static 'img/kontor.svg' %}",
];
const language = new URL(location).searchParams.get("lang") ?? "en";
const NAME = [language, ...PARTS].join(" ");

// As a visitor: what is kept is nobody's.
async function fill() {
  const cache = await caches.open(NAME);
  const page = await fetch(PAGE, { credentials: "omit", headers: { "Accept-Language": language } });
  await Promise.all([cache.put(PAGE, page), cache.addAll(PARTS)]);
  await skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (PARTS.includes(new URL(event.request.url).pathname)) event.respondWith(part(event.request));
});
