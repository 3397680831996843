// Taps that survive a lift: each is kept until the server has answered, sent once (the server knows its id), in the
// order tapped, and shown for what it is: waiting, being saved, or not done and why.
"use strict";

const main = document.getElementById("main");
const tray = document.getElementById("tray");
const store = `taps-${main.dataset.user}`;
const RETRY = 3000;

const taps = {
  kept: JSON.parse(localStorage.getItem(store) ?? "[]"), // not answered yet, or refused and not yet read
  done: [], // carried out, but the page does not show it yet
  busy: false,
};

function keep() {
  localStorage.setItem(store, JSON.stringify(taps.kept));
  paint();
}

// --- tapping -------------------------------------------------------------------------------------------------------
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-tap]");
  if (!form) return;
  event.preventDefault();
  const path = new URL(form.action).pathname;
  const body = new URLSearchParams(new FormData(form, event.submitter)).toString();
  form.dispatchEvent(new CustomEvent("tapped", {bubbles: true}));
  if (taps.kept.some((tap) => tap.path === path && tap.body === body && !tap.why)) return; // an impatient finger
  taps.kept = taps.kept.filter((tap) => tap.path !== path || tap.state === "sending"); // the newest word counts
  const marked = form.closest("[data-bed]");
  taps.kept.push({
    id: commandId(),
    path,
    body,
    seen: form.closest("[data-seen]")?.dataset.seen ?? "",
    mark: marked?.id ?? form.dataset.mark ?? "",
    label: `${form.dataset.label ?? marked?.querySelector(".number, .into")?.textContent ?? ""} ${(event.submitter ?? form).textContent.trim()}`.trim(),
    other: form.dataset.other ?? "",
    at: hospitalNow(),
  });
  keep();
  send();
}, true);

// --- sending -------------------------------------------------------------------------------------------------------
async function send() {
  if (taps.busy) return;
  taps.busy = true;
  try {
    for (;;) {
      const tap = taps.kept.find((each) => !each.why);
      if (!tap || !(await sendOne(tap))) return;
    }
  } finally {
    taps.busy = false;
    paint();
  }
}

async function sendOne(tap) {
  tap.state = "sending";
  paint();
  const headers = {"HX-Request": "true", "X-Command-Id": tap.id, "Content-Type": "application/x-www-form-urlencoded"};
  if (tap.seen) headers["X-Seen"] = tap.seen;
  let answer;
  try {
    answer = await fetch(tap.path, {method: "POST", headers, body: tap.body});
  } catch {
    tap.state = "queued";
    return false;
  }
  if (answer.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
    return false;
  }
  if (answer.status >= 500) {
    tap.state = "server";
    return false;
  }
  await (answer.ok ? carriedOut(tap, answer) : refused(tap, answer));
  return true;
}

async function carriedOut(tap, answer) {
  taps.kept.splice(taps.kept.indexOf(tap), 1);
  taps.done.push({mark: tap.mark, until: performance.now() + RETRY});
  keep();
  const notices = document.getElementById("notices");
  notices.insertAdjacentHTML("beforeend", await answer.text());
  htmx.process(notices.lastElementChild);
}

async function refused(tap, answer) {
  const said = new DOMParser().parseFromString(await answer.text(), "text/html");
  tap.why = [...said.querySelectorAll("p")].map((sentence) => sentence.textContent).join(" ") || answer.statusText;
  keep();
  if (tap.other) document.dispatchEvent(new CustomEvent("other-bed", {detail: tap}));
}

// --- showing -------------------------------------------------------------------------------------------------------
function paint() {
  const marks = new Map();
  for (const tap of taps.kept) if (!tap.why) marks.set(tap.mark, tray.dataset[tap.state ?? "sending"]);
  for (const tap of taps.done) marks.set(tap.mark, tray.dataset.sending);
  for (const element of document.querySelectorAll("[data-pending]")) {
    if (!marks.has(element.dataset.marks)) element.removeAttribute("data-pending");
  }
  for (const [mark, text] of marks) {
    const element = document.querySelector(`[data-marks="${mark}"]`);
    if (element && element.dataset.pending !== text) element.dataset.pending = text;
  }
  const told = taps.kept.filter((tap) => tap.why || tap.state === "queued" || tap.state === "server");
  tray.hidden = told.length === 0;
  tray.querySelector(".offline").hidden = !told.some((tap) => tap.state === "queued" && !tap.why);
  const list = tray.querySelector("ul");
  const shown = JSON.stringify(told);
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(...told.map(tapLine));
}

function tapLine(tap) {
  const element = tray.querySelector("template").content.firstElementChild.cloneNode(true);
  element.classList.toggle("refused", Boolean(tap.why));
  element.querySelector("b").textContent = tap.label;
  element.querySelector("span").textContent = tap.why ? `${tray.dataset.refused} · ${tap.why}` : `${localTime(tap.at)} · ${tray.dataset[tap.state]}`;
  const read = element.querySelector("button");
  read.hidden = !tap.why;
  read.addEventListener("click", () => {
    taps.kept.splice(taps.kept.indexOf(tap), 1);
    keep();
  });
  return element;
}

document.addEventListener("htmx:after:swap", () => {
  taps.done = []; // whatever was carried out has been drawn by now
  paint();
});
document.addEventListener("htmx:ws:after:connection", send);
addEventListener("online", send);
setInterval(() => {
  taps.done = taps.done.filter((tap) => tap.until > performance.now());
  paint();
  send();
}, RETRY);

paint();
send();
