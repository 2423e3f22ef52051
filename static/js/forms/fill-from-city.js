// <form data-city="url">: when a city and its country are chosen, coordinates and zone that are empty are filled in.
import { whenHere } from "../page/on-arrival.js";

const FOUND = ["latitude", "longitude", "time_zone"];

whenHere("form[data-city]", (form) => {
  const { city, country } = form.elements;
  const look = async () => {
    if (!city.value.trim() || !country.value || FOUND.every((name) => form.elements[name].value)) return;
    const asked = new URLSearchParams({ q: city.value, country: country.value });
    const address = `${form.dataset.city}?${asked}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const place = await answer.json();
    for (const name of FOUND) {
      if (!form.elements[name].value && place[name] !== undefined) form.elements[name].value = place[name];
    }
  };
  city.addEventListener("change", look);
  country.addEventListener("change", look);
});
