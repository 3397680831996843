// The board's filters live in its address: what does not match fades, nothing moves. After board.js.
"use strict";

const filters = document.getElementById("filters");

function matches(tile, wanted) {
  const ward = tile.closest(".ward").dataset;
  return (!wanted.get("building") || ward.building === wanted.get("building"))
    && (!wanted.get("ward") || ward.ward === wanted.get("ward"))
    && (!wanted.has("state") || wanted.getAll("state").includes(tile.dataset.state))
    && (!wanted.get("mark") || tile.hasAttribute(`data-${wanted.get("mark")}`))
    && (!wanted.get("sex") || !tile.dataset.sex || tile.dataset.sex === wanted.get("sex"))
    && (!wanted.get("need") || tile.dataset.f.split(" ").includes(wanted.get("need")));
}

function applyFilters() {
  const wanted = new URLSearchParams(new FormData(filters));
  for (const [name, value] of [...wanted]) if (!value) wanted.delete(name);
  let count = 0;
  for (const tile of allTiles()) {
    const shown = matches(tile, wanted);
    count += shown;
    tile.toggleAttribute("data-off", !shown);
  }
  const filtering = wanted.size > 0;
  filters.querySelector("output").textContent = filtering ? filters.querySelector("output").dataset.text.replace("{count}", count) : "";
  filters.querySelector("button[type=reset]").hidden = !filtering;
  return wanted;
}

function readFilters() {
  const wanted = new URLSearchParams(location.search);
  for (const field of filters.elements) {
    if (field.type === "checkbox") field.checked = wanted.getAll(field.name).includes(field.value);
    else if (field.name) field.value = wanted.get(field.name) ?? "";
  }
  if (wanted.get("mark") === "conflict") showGroup("4"); // the promises in danger stand first there
  applyFilters();
}

function writeFilters() {
  const wanted = applyFilters();
  history.replaceState({}, "", location.pathname + (wanted.size ? `?${wanted}` : ""));
}

filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("change", (event) => {
  writeFilters();
  if (event.target.name === "ward" && event.target.value) {
    const ward = wards.querySelector(`[data-ward="${event.target.value}"]`);
    ward?.scrollIntoView({block: "nearest"});
    ward?.querySelector(".tile")?.focus();
  }
});
filters.addEventListener("reset", () => setTimeout(writeFilters));
readFilters();

// --- a number leads to its beds ---------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-filter]");
  if (!link) return;
  event.preventDefault();
  history.replaceState({}, "", location.pathname + link.search);
  readFilters();
});
