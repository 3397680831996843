// A surgeon's page: the catalogue narrows while one types, free slots follow what others book.
"use strict";

document.addEventListener("input", (event) => {
  if (event.target.id !== "find") return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const label of document.querySelectorAll(".procedure")) {
    label.hidden = !words.every((word) => label.dataset.find.includes(word));
    found += !label.hidden;
  }
  document.querySelector(".no-match").hidden = found > 0;
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find" || event.key !== "Enter") return;
  event.preventDefault(); // Enter takes the first match, not the form
  document.querySelector(".procedure:not([hidden]) input")?.click();
});

const isoDay = (date) => date.toISOString().slice(0, 10);
document.addEventListener("click", (event) => {
  const days = event.target.closest("button[data-days]")?.dataset.days;
  if (!days) return;
  const first = document.querySelector("[name=first_day]");
  const last = new Date(`${first.value || isoDay(new Date(hospitalNow()))}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + Number(days) - 1);
  const field = document.querySelector("[name=last_day]");
  field.value = isoDay(last);
  field.dispatchEvent(new Event("change", {bubbles: true}));
});

// A swap keeps what is typed: so a sent form is emptied here, and a pick that is gone falls back to the plan.
document.addEventListener("htmx:after:swap", () => {
  const form = document.getElementById("ask");
  const wrong = form.querySelector("[aria-invalid]:not([data-shown])");
  const done = form.querySelector(":scope > .done:not([data-shown])");
  (wrong ?? done)?.setAttribute("data-shown", "");
  wrong?.focus();
  if (done) {
    form.reset();
    done.scrollIntoView({block: "center"});
  }
  if (!form.querySelector("[name=slot]:checked")) form.querySelector("[name=slot]").checked = true;
});

let taken = document.getElementById("taken").dataset.of;
document.addEventListener("htmx:after:swap", () => {
  const now = document.getElementById("taken").dataset.of;
  if (now === taken) return;
  taken = now;
  document.getElementById("wanted").dispatchEvent(new Event("change", {bubbles: true}));
});
