// Dragging somebody to another place of a session's list; the arrows beside each name do the same without a pointer.
"use strict";

let dragged = null;

const listed = (target) => target.closest?.(".cases > li[draggable]");

document.addEventListener("dragstart", (event) => {
  dragged = listed(event.target);
  dragged?.classList.add("dragged");
});
document.addEventListener("dragend", () => {
  for (const each of document.querySelectorAll(".cases > .dragged, .cases > .over")) each.classList.remove("dragged", "over");
  dragged = null;
});
document.addEventListener("dragover", (event) => {
  const over = listed(event.target);
  if (!dragged || over?.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  for (const each of over.parentElement.children) each.classList.toggle("over", each === over && each !== dragged);
});
document.addEventListener("drop", (event) => {
  const over = listed(event.target);
  if (!dragged || !over || over === dragged || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const list = over.parentElement;
  const order = [...list.querySelectorAll(":scope > li[draggable]")];
  const place = order.indexOf(over);
  order.splice(order.indexOf(dragged), 1);
  order.splice(place, 0, dragged);
  const demands = order.map((each) => each.dataset.demand).join(" ");
  htmx.ajax("POST", `/day-surgery/sessions/${list.dataset.session}/order`, {values: {demands}, source: list, target: "#notices", swap: "beforeend"});
});
