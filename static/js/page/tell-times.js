// Every <time data-moment> in the reader's zone and language, kept true as minutes pass. Mirrors
// ground/ui/moments.py.
import { born, whenHere } from "./on-arrival.js";
import { on } from "../live/connection.js";
import { say } from "./phrases.js";

const root = document.documentElement;
const language = root.lang || "en";
const zone = root.dataset.zone || undefined;
const DAY = 86400;
const UNITS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];
const WRONG = 60_000; // milliseconds by which a clock may differ from the server's
let skew = 0;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });

export function words(at, now = Date.now() + skew) {
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return say("just-now");
  if (size >= 30 * DAY) return format(at, { dateStyle: "medium" });
  const [unit, length] = UNITS.find(([name, span]) => size >= span || name === "second");
  return relative.format(Math.sign(seconds) * Math.max(1, Math.round(size / length)), unit);
}

function format(at, options, timeZone = zone) {
  const said = new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  // French says 1er avril, which CLDR leaves out.
  return language.startsWith("fr") ? said.replace(/(?<!\d)1(?= \p{L})/u, "1er") : said;
}

// An hour of today, in the reader's zone.
export function clock(at, options) {
  return format(at, options);
}

// Where a clock is turned back, the same time comes twice: half an hour or an hour apart.
function comesTwice(at, where) {
  const wall = (ms) => format(new Date(ms), { dateStyle: "short", timeStyle: "short" }, where);
  return [-60, -30, 30, 60].some((minutes) => wall(at.getTime() + minutes * 60_000) === wall(at.getTime()));
}

function zoneWord(at, where) {
  const parts = new Intl.DateTimeFormat(language, { timeZone: where || zone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value;
}

const SHAPES = {
  clock: (at, where, word) => {
    const zone = word || (comesTwice(at, where) && zoneWord(at, where));
    return [format(at, { timeStyle: "short" }, where), zone].filter(Boolean).join(" ");
  },
  short: (at, where, word) => {
    const day = format(at, { weekday: "short", day: "numeric", month: "short" }, where);
    return `${day}, ${SHAPES.clock(at, where, word)}`;
  },
  full: (at, where, word) => `${format(at, { dateStyle: "medium" }, where)}, ${SHAPES.clock(at, where, word)}`,
};

function write(element) {
  const at = new Date(element.dateTime);
  const shape = element.dataset.moment || "words";
  const { momentZone: where, momentZoneWord: word } = element.dataset;
  const said = shape === "words" ? words(at) : SHAPES[shape](at, where, word);
  if (element.textContent !== said) element.textContent = said;
}

// Pieces that arrive later were rendered once for everybody.
whenHere("time[data-moment]", (element) => {
  if (born.has(element)) return;
  element.title = format(new Date(element.dateTime), { dateStyle: "full", timeStyle: "short" });
  write(element);
});

function writeAll() {
  document.querySelectorAll('time[data-moment="words"]').forEach(write);
}

setInterval(() => {
  if (!document.hidden) writeAll();
}, 30000);

// The server says what time it is when it says welcome.
on("open", ({ now }) => {
  const late = now * 1000 - Date.now();
  const before = skew;
  skew = Math.abs(late) > WRONG ? late : 0;
  if (Math.abs(skew - before) > WRONG) writeAll();
});
