// The coordinator's board: moving between beds, filters, drawers, choosing a bed by key, click or drag.
"use strict";

const wards = document.getElementById("wards");
const queue = document.getElementById("queue");
const drawer = document.getElementById("drawer");
const allTiles = () => wards.getElementsByClassName("tile");

// --- drawers with their own address --------------------------------------------------------------------------------
async function openDrawer(path, {push = true} = {}) {
  await htmx.ajax("GET", path, {target: "#drawer", swap: "innerHTML"});
  if (push && location.pathname !== path) history.pushState({}, "", path + location.search);
}

function closeDrawer({push = true} = {}) {
  drawer.replaceChildren();
  if (push && location.pathname !== "/board") history.pushState({}, "", "/board" + location.search);
}

window.addEventListener("popstate", () => {
  location.pathname === "/board" ? closeDrawer({push: false}) : openDrawer(location.pathname, {push: false});
  readFilters();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-drawer]")) return closeDrawer();
  const link = event.target.closest("a[data-drawer], #wards a.tile");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.closest("#findings")) clearSearch();
  openDrawer(choosing && link.classList.contains("tile") ? choicePath(link) : link.pathname);
});
document.addEventListener("htmx:finally:request", (event) => {
  const {ctx} = event.detail;
  if (ctx.response?.status < 400 && ctx.sourceElement.closest("[data-then-close]")) closeDrawer();
  else if (ctx.response?.status < 400 && ctx.request.method === "POST" && drawer.contains(ctx.sourceElement)) {
    openDrawer(location.pathname, {push: false});
  }
});

// --- choosing: every bed says whether it suits before anybody chooses -----------------------------------------------
let choosing = null; // the demand's id
let fits = {};
const choicePath = (tile) => `/board/demand/${choosing}/bed/${tile.id.slice(1)}`;

function choose(demand) {
  if (choosing === demand) return;
  choosing = demand;
  document.body.classList.toggle("choosing", Boolean(demand));
  fits = {};
  showFits();
  if (demand) askFits();
}

async function askFits() {
  const demand = choosing;
  const answer = await fetch(`/board/demand/${demand}/fits`);
  if (!answer.ok || choosing !== demand) return;
  fits = await answer.json();
  showFits();
}

let asking = null;
function askFitsAgain() {
  asking ??= setTimeout(() => { asking = null; if (choosing) askFits(); }, 2000);
}

function showFits() {
  for (const tile of allTiles()) {
    const fit = fits[tile.id.slice(1)];
    fit ? tile.setAttribute("data-fit", fit[0]) : tile.removeAttribute("data-fit");
  }
}

function pointAt(id) {
  for (const tile of wards.querySelectorAll(".pointed")) tile.classList.remove("pointed");
  document.getElementById(id)?.classList.add("pointed");
}

function readDrawer() {
  const shown = drawer.querySelector("article")?.dataset ?? {};
  choose(shown.choosing ?? null);
  pointAt(shown.pointsAt ?? "");
  drawer.querySelector("[autofocus]")?.focus();
}

new MutationObserver(readDrawer).observe(drawer, {childList: true});
readDrawer();
for (const kind of ["pointerover", "focusin"]) {
  drawer.addEventListener(kind, (event) => {
    const link = event.target.closest("a[data-points-at]");
    if (link) pointAt(link.dataset.pointsAt);
  });
}

// --- dragging a card onto a bed: the same command as by key ---------------------------------------------------------
queue.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-demand]");
  if (!card) return;
  event.dataTransfer.setData("text/plain", card.dataset.demand);
  event.dataTransfer.effectAllowed = "move";
  card.classList.add("dragged");
  choose(card.dataset.demand);
});
queue.addEventListener("dragend", (event) => {
  event.target.classList.remove("dragged");
  if (!drawer.querySelector("[data-choosing]")) choose(null);
});
wards.addEventListener("dragover", (event) => {
  const tile = event.target.closest(".tile");
  if (!tile || !choosing) return;
  event.preventDefault();
  if (!tile.classList.contains("drop")) {
    wards.querySelector(".drop")?.classList.remove("drop");
    tile.classList.add("drop");
    showTip(tile);
  }
});
wards.addEventListener("drop", (event) => {
  const tile = event.target.closest(".tile");
  if (!tile || !choosing) return;
  event.preventDefault();
  tile.classList.remove("drop");
  const bed = tile.id.slice(1);
  if (fits[bed]?.[0] !== "suits" && fits[bed]?.[0] !== "later") return openDrawer(choicePath(tile));
  const source = document.getElementById(`d${choosing}`);
  htmx.ajax("POST", `/demands/${choosing}/choose`, {source, values: {bed_id: bed}, target: "#notices", swap: "beforeend"});
});

// --- what a tile has to say, with the age of it ---------------------------------------------------------------------
const tip = document.createElement("div");
tip.id = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function describe(tile) {
  const ago = page.ago.replace("{ago}", duration(hospitalNow() - tile.dataset.said * 1000));
  const fit = fits[tile.id.slice(1)];
  return fit ? `${tile.ariaLabel} · ${fit[1]}` : `${tile.ariaLabel} · ${ago}`;
}

function showTip(tile) {
  tip.textContent = describe(tile);
  tip.hidden = false;
  const box = tile.getBoundingClientRect();
  tip.style.left = `${Math.min(box.left, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${box.top > 60 ? box.top - tip.offsetHeight - 6 : box.bottom + 6}px`;
}

for (const kind of ["pointerover", "focusin"]) {
  wards.addEventListener(kind, (event) => {
    const tile = event.target.closest(".tile");
    if (tile) showTip(tile);
    else tip.hidden = true;
  });
}
wards.addEventListener("pointerleave", () => { tip.hidden = true; });
wards.addEventListener("focusout", () => { tip.hidden = true; });

// --- moving between beds ---------------------------------------------------------------------------------------------
let current = null;

function moveTo(tile) {
  if (!tile) return;
  current?.setAttribute("tabindex", "-1");
  current = tile;
  tile.setAttribute("tabindex", "0");
}

function nearest(tile, key) {
  const here = tile.getBoundingClientRect();
  let best = null;
  let least = Infinity;
  for (const other of allTiles()) {
    if (other === tile || other.hasAttribute("data-off")) continue;
    const there = other.getBoundingClientRect();
    const dx = there.left - here.left;
    const dy = there.top - here.top;
    const along = {ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy}[key];
    const across = Math.abs(key === "ArrowLeft" || key === "ArrowRight" ? dy : dx);
    if (along > 4 && along + across * 3 < least) [best, least] = [other, along + across * 3];
  }
  return best;
}

wards.addEventListener("focusin", (event) => { if (event.target.classList.contains("tile")) moveTo(event.target); });
wards.addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow") || !event.target.classList.contains("tile")) return;
  event.preventDefault();
  nearest(event.target, event.key)?.focus();
});
moveTo(allTiles()[0]);

// --- keys -----------------------------------------------------------------------------------------------------------
const search = document.getElementById("search");
const cardNow = () => document.activeElement?.closest?.(".card");

function clearSearch() {
  search.value = "";
  search.blur();
  document.getElementById("findings").replaceChildren();
}

const KEYS = {
  "/": () => search.focus(),
  g: () => document.getElementById("go-to-ward").focus(),
  q: () => (queue.querySelector(visibleCard()) ?? queue).querySelector("a.name")?.focus(),
  a: () => cardNow()?.querySelector("form[hx-post$='/accept'] button")?.click(),
  b: () => cardNow()?.querySelector("a.name")?.click(),
  e: () => document.querySelector("a.emergency")?.click(),
  "?": () => document.getElementById("keys").showModal(),
  Escape: () => { if (drawer.firstElementChild) closeDrawer(); else clearSearch(); },
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
  if (!(event.key in KEYS) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  KEYS[event.key](event);
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
});
queue.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const names = [...queue.querySelectorAll(`${visibleCard()} a.name`)];
  const at = names.indexOf(cardNow()?.querySelector("a.name"));
  event.preventDefault();
  names[Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1))]?.focus();
});
document.querySelector(".search").addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#findings a")?.click();
});

// --- parts of the queue ----------------------------------------------------------------------------------------------
const groups = document.querySelector(".groups");
const visibleCard = () => `.card[data-group="${queue.dataset.group}"]:not([hidden])`;

function showGroup(group) {
  queue.dataset.group = group;
  queue.scrollTop = 0;
  for (const button of groups.children) button.setAttribute("aria-pressed", String(button.dataset.showGroup === group));
}

function countGroups() {
  for (const button of groups.children) {
    const cards = queue.querySelectorAll(`.card[data-group="${button.dataset.showGroup}"]:not(.gone)`);
    setText(button.querySelector("b"), String(cards.length));
  }
}

groups.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show-group]");
  if (button) showGroup(button.dataset.showGroup);
});
new MutationObserver(countGroups).observe(queue, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-group"]});
showGroup("1");
countGroups();

// --- a tile whose state changed says so once, softly ------------------------------------------------------------------
const calm = matchMedia("(prefers-reduced-motion: reduce)");
new MutationObserver((changes) => {
  for (const {target, attributeName} of changes) {
    if (attributeName !== "data-state") retell(target);
    else if (!calm.matches) target.animate([{filter: "brightness(1.8)"}, {filter: "none"}], {duration: 900});
  }
  applyFilters();
  askFitsAgain();
}).observe(wards, {subtree: true, attributes: true, attributeFilter: ["data-state", "aria-label"]});

// The open drawer of a bed is read again when its tile says something new, unless somebody is writing in it.
function retell(tile) {
  const bed = drawer.querySelector("article.bed-detail");
  if (bed?.dataset.pointsAt === tile.id && !drawer.querySelector("details[open], :focus")) {
    openDrawer(location.pathname, {push: false});
  }
}
