// Words that scripts say, in the page's language: <div id="live" data-say-new-one="{n} new" data-say-new-other="{n}
// new">.
const source = document.getElementById("live")?.dataset ?? {};
const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

// say("sending"), say("typing-one", "Ana"): each {name} is replaced in turn.
export function say(name, ...parts) {
  const key = "say" + name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
  return parts.reduce((text, part) => text.replace(/\{\w+\}/, () => part), source[key] ?? "");
}

// sayCount("new", 3) → "3 new".
export function sayCount(name, count) {
  const form = plurals.select(count) === "one" ? "one" : "other";
  return say(`${name}-${form}`).replace("{n}", count.toLocaleString(document.documentElement.lang || undefined));
}
