// What this browser still owes the server, kept by member until it is acknowledged. Each parcel is stored by itself,
// so that two tabs never write over each other.
const member = document.documentElement.dataset.member || "";
const PREFIX = `outbox:${member}:`;
const unstored = new Map(); // where storage is full or forbidden, until the page goes

export function keep(parcel) {
  try {
    localStorage.setItem(PREFIX + parcel.key, JSON.stringify(parcel));
    unstored.delete(parcel.key);
  } catch {
    unstored.set(parcel.key, parcel);
  }
}

export function forget(key) {
  localStorage.removeItem(PREFIX + key);
  unstored.delete(key);
}

export function find(key) {
  return all().find((parcel) => parcel.key === key);
}

// Oldest first.
export function all() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const stored = names.map((name) => JSON.parse(localStorage.getItem(name)));
  return [...stored, ...unstored.values()].filter(Boolean).sort((one, other) => one.at - other.at);
}

// Called when another tab has had an answer for a parcel.
export function whenGone(tell) {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(PREFIX) && newValue === null) tell(key.slice(PREFIX.length));
  });
}

// randomUUID exists on secure addresses only.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
