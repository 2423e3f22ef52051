// What changes without being looked at is said by one node that is always there: aloud("Sent."). One sentence at a
// time,
// at a pace that can be heard; the same sentence is not said twice while it waits.
const PACE = 2_500, MOST = 5; // sentences that wait: after a long break the newest are worth hearing
const node = document.getElementById("live-announcer");
const waiting = [];
let speaking = 0;

export function aloud(words) {
  if (!node || !words || waiting.includes(words)) return;
  waiting.push(words);
  if (waiting.length > MOST) waiting.shift();
  if (!speaking) next();
}

function next() {
  const words = waiting.shift();
  speaking = words ? setTimeout(next, PACE) : 0;
  if (words) node.textContent = node.textContent === words ? `${words}\u00a0` : words;
}
