// What every live page shares: the hospital's clock, the line to the server, lists that hold still while somebody
// reads them, and honest buttons. Needs htmx and hx-ws.
"use strict";

const page = document.body.dataset;

// --- the hospital's time -------------------------------------------------------------------------------------------
const clock = {at: Date.parse(page.now), read: performance.now(), speed: Number(page.speed)};

function hospitalNow() {
  return clock.at + (performance.now() - clock.read) * clock.speed;
}

function setClock(iso) {
  clock.at = Date.parse(iso);
  clock.read = performance.now();
}

function localTime(instant) {
  return new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit", timeZone: page.zone}).format(instant);
}

function duration(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days) return page.days.replace("{days}", days).replace("{hours}", hours % 24);
  if (hours) return page.hours.replace("{hours}", hours).replace("{minutes}", String(minutes % 60).padStart(2, "0"));
  return page.minutes.replace("{minutes}", minutes);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  const now = hospitalNow();
  for (const element of document.querySelectorAll("[data-clock]")) setText(element, localTime(now));
  for (const element of document.querySelectorAll("time[data-since]")) {
    setText(element, duration(now - Date.parse(element.dataset.since)));
    if (element.dataset.limit) element.toggleAttribute("data-late", now > Date.parse(element.dataset.limit));
  }
  for (const element of document.querySelectorAll("time[data-old-after]")) { // real seconds, however fast a demo's clock runs
    const seconds = (now - Date.parse(element.dataset.since)) / 1000 / clock.speed;
    element.toggleAttribute("data-old", seconds > Number(element.dataset.oldAfter));
  }
  for (const element of document.querySelectorAll("time[data-until]")) {
    setText(element, duration(Date.parse(element.dataset.until) - now));
    if (element.dataset.limit) element.toggleAttribute("data-late", now > Date.parse(element.dataset.limit));
  }
}

// --- lists that do not jump under the finger -----------------------------------------------------------------------
const hovers = matchMedia("(hover: hover)"); // a finger hovers over nothing, whatever it touched last
const beingRead = (list) => (hovers.matches && list.matches(":hover")) || list.contains(document.activeElement);

function insertByRank(list, element) {
  const next = [...list.children].find((other) => other !== element && other.dataset.rank > element.dataset.rank);
  list.insertBefore(element, next ?? null);
}

function countNews(list) {
  const news = document.getElementById("news");
  if (!news) return;
  const count = list.querySelectorAll("[data-waits], .gone").length;
  news.hidden = count === 0;
  setText(news, news.dataset.text.replace("{count}", count));
}

function settle(list) {
  for (const element of list.querySelectorAll(".gone")) element.remove();
  for (const element of list.querySelectorAll("[data-waits]")) {
    element.removeAttribute("data-waits");
    element.hidden = false;
    insertByRank(list, element);
  }
  countNews(list);
  list.dispatchEvent(new CustomEvent("settled", {bubbles: true}));
}

function takeAway(id) {
  const element = document.getElementById(id);
  if (!element) return;
  const list = element.parentElement;
  element.classList.add("gone");
  beingRead(list) ? countNews(list) : settle(list);
}

let api;
htmx.registerExtension("place", {
  init: (internal) => { api = internal; },
  handle_swap: (style, list, fragment) => {
    if (style !== "place") return false;
    const fresh = fragment.firstElementChild;
    const known = document.getElementById(fresh.id);
    const rank = known?.dataset.rank;
    if (known) api.morph(known, fragment, false);
    else list.append(fresh);
    const element = known ?? fresh;
    if (rank !== element.dataset.rank) {
      element.setAttribute("data-waits", "");
      if (!known) element.hidden = true;
      beingRead(list) ? countNews(list) : settle(list);
    }
    return [element];
  },
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#news")) settle(document.getElementById("queue"));
});
for (const gone of ["pointerout", "focusout"]) {
  document.addEventListener(gone, (event) => {
    const list = event.target.closest?.("[data-holds-still]");
    if (list) requestAnimationFrame(() => { if (!beingRead(list)) settle(list); });
  });
}

// --- worklists: read again when something happened that they are about, at most once a second -----------------------
const worklist = {mark: document.getElementById("mark")?.dataset.of, resting: false, due: false};

function readList() {
  worklist.due = worklist.resting;
  if (worklist.resting) return;
  worklist.resting = true;
  htmx.trigger("#list", "news");
  setTimeout(() => {
    worklist.resting = false;
    if (worklist.due) readList();
  }, 1000);
}

document.addEventListener("htmx:after:swap", () => {
  const now = document.getElementById("mark")?.dataset.of;
  if (now === worklist.mark) return;
  worklist.mark = now;
  readList();
});

// --- the line ------------------------------------------------------------------------------------------------------
const line = {heard: performance.now(), at: Date.parse(page.now), connection: null};
const SILENCE = 16000; // the server says something every 5 seconds

function lineDown() {
  const banner = document.getElementById("line-down");
  banner.textContent = banner.dataset.text.replace("{time}", localTime(line.at));
  banner.hidden = false;
}

function resumeFrom(connection, channel, sequence) {
  const url = new URL(connection.url);
  url.searchParams.set("channel", channel);
  url.searchParams.set("since", sequence);
  connection.url = url.href;
}

document.addEventListener("htmx:ws:before:message:incoming", (event) => {
  const {connection, message} = event.detail;
  const told = JSON.parse(message.data);
  line.heard = performance.now();
  line.connection = connection;
  line.at = Date.parse(told.now);
  setClock(told.now);
  resumeFrom(connection, told.channel, told.sequence);
  document.getElementById("line-down").hidden = true;
  document.documentElement.dataset.sequence = told.sequence;
  told.gone.forEach(takeAway);
  for (const [list, members] of Object.entries(told.present ?? {})) {
    const present = new Set(members);
    for (const element of [...(document.getElementById(list)?.children ?? [])]) {
      if (!present.has(element.id)) takeAway(element.id);
    }
  }
});
document.addEventListener("htmx:ws:close", (event) => {
  if (event.detail.code === 4401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  else if (event.detail.reason === "closed") lineDown();
});
setInterval(() => {
  tick();
  if (!line.connection || performance.now() - line.heard < SILENCE) return;
  lineDown();
  if (line.connection.socket?.readyState === WebSocket.OPEN) line.connection.socket.close();
}, 1000);

// --- honest buttons ------------------------------------------------------------------------------------------------
function notice(text) {
  const box = document.createElement("div");
  box.className = "notice refused";
  box.setAttribute("role", "alert");
  box.textContent = text;
  box.dataset.fades = "";
  document.getElementById("notices").append(box);
}

function commandId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

document.addEventListener("htmx:config:request", (event) => {
  const {request} = event.detail.ctx;
  if (request.method === "POST") request.headers["X-Command-Id"] = commandId();
});
document.addEventListener("htmx:before:request", (event) => {
  const {ctx} = event.detail;
  if (ctx.request.method !== "POST") return;
  const button = ctx.request.submitter ?? (ctx.sourceElement.matches("button") ? ctx.sourceElement : null);
  if (!button) return;
  ctx.button = {button, text: button.textContent};
  button.disabled = true;
  button.textContent = page.saving;
});
document.addEventListener("htmx:finally:request", (event) => {
  const {ctx} = event.detail;
  if (ctx.button) {
    ctx.button.button.disabled = false;
    if (ctx.button.button.textContent === page.saving) ctx.button.button.textContent = ctx.button.text; // else news came first
  }
  const asked = ctx.request.method === "POST" && ctx.response?.status < 400 && ctx.sourceElement.closest("details.ask");
  if (asked) { // done: whoever opens it again finds it empty, and nothing is sent twice by habit
    asked.open = false;
    asked.querySelector("form")?.reset();
  }
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx && !event.detail.ctx.response) notice(page.notSent);
});
document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".notice")?.remove());
new MutationObserver((changes) => {
  for (const {addedNodes} of changes) {
    for (const node of addedNodes) {
      if (node.matches?.("[data-fades]")) setTimeout(() => node.remove(), 12000);
    }
  }
}).observe(document.getElementById("notices"), {childList: true});

tick();
