// The page of the reading list: its items come from the service by their ids, their order and notes from the browser's storage.
// By the address that the page gives it, or there would be two of it.
const { caseOf, change, drop, isCase, reset, say, stored } = await import(document.querySelector('script[src^="/static/collect.js"]').src);

const items = document.getElementById("items");
const trouble = document.getElementById("trouble");
const title = document.getElementById("list-title");
const send = document.querySelector(".send");
const PAUSE = 250; // milliseconds between the last key and storing
let shown = null; // the ids on the page
let asking = null;
let timer = 0;
let unsaved = null;
let focusing = null; // what is to have the focus once it is back

function tell(text, button) {
  trouble.hidden = false;
  trouble.querySelector("[data-told]").textContent = text;
  for (const name of ["reset", "again"]) trouble.querySelector(`[data-${name}]`).hidden = name !== button;
  send.hidden = true;
  items.replaceChildren();
  shown = null;
}

function fill(list) {
  for (const field of items.querySelectorAll("[data-note]")) {
    const note = list.items.find((item) => item.id === field.dataset.note)?.note ?? "";
    if (field.value === note || (field === document.activeElement && field.value)) continue; // what is being typed counts
    field.value = note;
    mirror(field);
  }
  if (title !== document.activeElement) title.value = list.title || title.defaultValue;
  head();
  document.getElementById("share").textContent = `${location.origin}/list?ids=${list.items.map((item) => item.id).join(",")}`;
}

// A printed page has the list's title for its heading.
function head() {
  document.querySelector("[data-print-title]").dataset.printTitle = title.value || title.defaultValue;
}

// A printed page shows the whole of a note, which a field would cut.
function mirror(field) {
  field.parentElement.querySelector(".note-print").textContent = field.value;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 4}px`;
}

function replace(html) {
  const active = document.activeElement;
  const [key, from, to] = [focusing ?? active?.dataset.key, active?.selectionStart, active?.selectionEnd];
  focusing = null;
  items.innerHTML = html; // our own service's, escaped there
  for (const button of items.querySelectorAll("[data-copies]")) button.hidden = false;
  const again = key && items.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return;
  again.focus();
  if (from !== undefined && from !== null) requestAnimationFrame(() => again.setSelectionRange(from, to));
}

async function show() {
  const list = stored();
  if (!list) return tell("이 브라우저에 저장된 읽을거리를 읽을 수 없습니다. 새로 시작하시면 저장된 것은 지워집니다.", "reset");
  const ids = list.items.map((item) => item.id).join(",");
  if (ids === shown) return fill(list);
  asking?.abort();
  asking = new AbortController();
  try {
    const response = await fetch(`/list/items?${new URLSearchParams({ ids })}`, { signal: asking.signal });
    if (!response.ok) return tell((await response.json()).error.message, "again");
    replace(await response.text());
  } catch (error) {
    if (error.name !== "AbortError") tell("읽을거리를 불러오지 못했습니다. 메모는 그대로 저장되어 있습니다.", "again");
    return;
  }
  shown = ids;
  trouble.hidden = true;
  send.hidden = !list.items.length;
  fill(stored() ?? list);
}

function keep() {
  clearTimeout(timer);
  if (unsaved && change(unsaved)) unsaved = null;
}

function soon(edit) {
  const before = unsaved;
  unsaved = before ? (list) => edit(before(list)) : edit;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function swapped(list, index, other) {
  const made = [...list];
  [made[index], made[other]] = [made[other], made[index]];
  return made;
}

function moved(list, of, way) {
  const step = way === "up" ? -1 : 1;
  if (isCase(of)) { // "case:" and the case's id, which may hold a colon itself: a book may be called case
    const order = [...new Set(list.map((item) => caseOf(item.id)))];
    const at = order.indexOf(of.slice("case:".length));
    const made = order[at + step] ? swapped(order, at, at + step) : order;
    return made.flatMap((id) => list.filter((item) => caseOf(item.id) === id));
  }
  const at = list.findIndex((item) => item.id === of);
  return list[at + step] && caseOf(list[at + step].id) === caseOf(of) ? swapped(list, at, at + step) : list;
}

items.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !("own" in items.dataset)) return;
  const { move, of, remove } = button.dataset;
  if (move && button.getAttribute("aria-disabled") !== "true") {
    keep();
    if (change((list) => ({ ...list, items: moved(list.items, of, move) }))) say(move === "up" ? "한 칸 위로 옮겼습니다." : "한 칸 아래로 옮겼습니다.");
  } else if (remove) {
    keep();
    drop([remove], () => { focusing = button.dataset.key; });
    document.querySelector(".told-list button").focus();
  }
});

items.addEventListener("input", ({ target }) => {
  const id = target.dataset.note;
  if (!id) return;
  mirror(target);
  const note = target.value;
  soon((list) => ({ ...list, items: list.items.map((item) => (item.id === id ? { ...item, note } : item)) }));
});

if ("own" in items.dataset) {
  title.addEventListener("input", () => { const value = title.value; soon((list) => ({ ...list, title: value })); });
  trouble.querySelector("[data-reset]").addEventListener("click", () => { reset(); say("새로 시작합니다."); });
  trouble.querySelector("[data-again]").addEventListener("click", show);
  document.getElementById("export").addEventListener("submit", keep);
  window.addEventListener("pagehide", keep);
  window.addEventListener("saerye:list", show);
  show();
}
title.addEventListener("input", head);
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
