// A ward's page: parts of the ward that hold still, the sheet with everything about one bed, other beds to choose.
"use strict";

// --- parts of the ward: a bed that is done with stays where it is until another part is chosen ----------------------
const slots = [...document.querySelectorAll("#beds > .slot")];
const shownPart = () => document.querySelector("input[name=show]:checked")?.value ?? "all";
const belongs = (slot) => slot.firstElementChild.dataset.shows.split(" ").includes(shownPart());

function choosePart() {
  for (const slot of slots) slot.hidden = !belongs(slot);
  document.getElementById("leaving").open = shownPart() === "leaving";
}

function growPart() {
  for (const slot of slots) if (slot.hidden && belongs(slot)) slot.hidden = false;
}

document.addEventListener("change", (event) => {
  if (event.target.name === "show") choosePart();
  if (event.target.id === "wards") location.assign(event.target.value);
});

// --- everything about one bed ---------------------------------------------------------------------------------------
const sheet = document.getElementById("bed-sheet");
let shownBed = null;

function fillSheet() {
  const card = document.getElementById(shownBed);
  sheet.dataset.can = card.dataset.can;
  sheet.dataset.seen = card.dataset.seen;
  sheet.dataset.state = card.dataset.state;
  const copy = card.querySelector(".open").cloneNode(true);
  const facts = card.querySelector(".about").cloneNode(true);
  facts.hidden = false;
  const about = document.createElement("div");
  about.className = "copy";
  about.dataset.state = card.dataset.state;
  about.append(...copy.childNodes);
  document.getElementById("bed-sheet-title").textContent = sheet.dataset.title.replace("{number}", card.querySelector(".number").textContent);
  document.getElementById("bed-sheet-about").replaceChildren(about, facts);
  for (const part of sheet.querySelectorAll("[data-for]")) part.hidden = !card.dataset.can.split(" ").includes(part.dataset.for);
  for (const form of sheet.querySelectorAll("form[data-path]")) {
    form.action = `/beds/${card.dataset.bed}/${form.dataset.path}`;
    form.dataset.mark = card.id;
    form.dataset.label = card.querySelector(".number").textContent;
  }
}

document.addEventListener("click", (event) => {
  const open = event.target.closest(".bed > .open");
  if (open) {
    shownBed = open.parentElement.id;
    for (const form of sheet.querySelectorAll("form")) form.reset();
    for (const more of sheet.querySelectorAll("details")) more.open = false;
    fillSheet();
    sheet.showModal();
    sheet.scrollTop = 0;
  }
  if (event.target.closest("[data-moves]")) {
    sheet.close();
    chooseBed(`/ward/beds/${document.getElementById(shownBed).dataset.bed}/move`);
  }
  const choose = event.target.closest("[data-choose]");
  if (choose) chooseBed(location.pathname + choose.dataset.choose);
  if (event.target.matches("dialog")) event.target.close(); // the backdrop
});
document.addEventListener("input", (event) => {
  if (event.target.name === "usual") event.target.form.elements.reason.value = event.target.value;
});
document.addEventListener("tapped", (event) => event.target.closest("dialog")?.close());

// --- another bed ----------------------------------------------------------------------------------------------------
const moves = document.getElementById("moves");

async function chooseBed(path, why = "") {
  document.getElementById("moves-why").textContent = why;
  await htmx.ajax("GET", path, {target: "#moves-in", swap: "innerHTML"});
  if (!moves.open) moves.showModal();
}

document.addEventListener("other-bed", (event) => chooseBed(location.pathname + event.detail.other, event.detail.why));

document.addEventListener("htmx:after:swap", () => {
  growPart();
  if (sheet?.open) fillSheet();
});
