// The reading list in the browser's own storage, and the buttons that put cases and passages on it. Without this script a list is an address.

const KEY = "saerye.list.v1";
export const MOST = 200;
const EMPTY = { title: "", items: [] };
const UNREADABLE = "저장된 읽을거리를 읽을 수 없습니다. 읽을거리 화면에서 새로 시작하실 수 있습니다.";
const BLOCKED = "이 브라우저가 저장을 막고 있거나 저장할 자리가 없어 읽을거리에 담지 못했습니다.";

// A passage's id is its case's, a slash and what it is there; a case's may hold its book and a colon: 1-05/s07, jobs-2024:3/f01.
export const caseOf = (id) => id.split("/")[0];
export const isCase = (id) => !id.includes("/");

function isList(value) {
  const isItem = (item) => item && typeof item.id === "string" && typeof item.note === "string";
  return Boolean(value) && typeof value.title === "string" && Array.isArray(value.items) && value.items.every(isItem);
}

// What is stored, or null where it cannot be read: then it is left as it is until its owner starts anew.
export function stored() {
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return EMPTY; // storage is blocked: nothing is held, and storing says so
  }
  try {
    const value = text === null ? EMPTY : JSON.parse(text);
    return isList(value) ? value : null;
  } catch {
    return null;
  }
}

// Passages stand with their case, the case itself before them.
function grouped(items) {
  const cases = new Map();
  for (const item of items) cases.set(caseOf(item.id), [...(cases.get(caseOf(item.id)) ?? []), item]);
  return [...cases.values()].flatMap((own) => [...own.filter((item) => isCase(item.id)), ...own.filter((item) => !isCase(item.id))]);
}

// Stores what `edit` makes of the list as it is now, other tabs' changes included. Returns whether that could be done.
export function change(edit) {
  const list = stored();
  if (!list) return say(UNREADABLE), false;
  const made = edit(list);
  try {
    localStorage.setItem(KEY, JSON.stringify({ title: made.title, items: grouped(made.items) }));
  } catch {
    return say(BLOCKED), false;
  }
  window.dispatchEvent(new Event("saerye:list"));
  return true;
}

export function reset() {
  localStorage.removeItem(KEY);
  window.dispatchEvent(new Event("saerye:list"));
}

// Takes something off the list, and what was put on with it; `back` is called when that is undone.
export function drop(ids, back = () => {}) {
  const before = stored()?.items ?? [];
  const left = before.filter((item) => !ids.includes(item.id));
  if (left.length === before.length || !change((list) => ({ ...list, items: list.items.filter((item) => !ids.includes(item.id)) }))) return;
  say(`읽을거리에서 뺐습니다. ${left.length}개 남았습니다.`, () => {
    back();
    const held = (items, one) => items.some((item) => item.id === one.id);
    // What was there before, in its order, with its notes as they are now; then what has been put on since.
    const old = (items) => before.filter((one) => ids.includes(one.id) || held(items, one)).map((one) => items.find((item) => item.id === one.id) ?? one);
    const restored = (items) => [...old(items), ...items.filter((item) => !held(before, item))];
    if (change((list) => ({ ...list, items: restored(list.items) }))) say("다시 담았습니다.");
  });
}

export function add(ids) {
  const before = stored()?.items ?? [];
  const fresh = ids.filter((id) => !before.some((item) => item.id === id));
  if (before.length + fresh.length > MOST) return say(`읽을거리에는 ${MOST}개까지 담을 수 있습니다. 다 쓰신 것을 빼고 담으십시오.`);
  const added = fresh.map((id) => ({ id, note: "" }));
  if (change((list) => ({ ...list, items: [...list.items, ...added] }))) say(`읽을거리에 담았습니다. 모두 ${before.length + fresh.length}개입니다.`);
}

const told = document.createElement("div");
told.className = "told-list";
told.hidden = true;
told.innerHTML = '<p role="status"></p><button type="button">되돌리기</button>';
document.body.append(told);
let undo = null;
let timer = 0;

// Says something where all can see and hear it. What can be undone stays until something else is said.
export function say(text, undoing = null) {
  const [line, button] = told.children;
  clearTimeout(timer);
  undo = undoing;
  told.hidden = false;
  line.textContent = text;
  button.hidden = !undo;
  if (!undo) timer = setTimeout(() => { told.hidden = true; line.textContent = ""; }, 6000);
}

told.lastChild.addEventListener("click", () => undo?.());

function show() {
  const list = stored();
  const held = new Set((list ?? EMPTY).items.map((item) => item.id));
  for (const tally of document.querySelectorAll("[data-tally]")) tally.textContent = held.size ? String(held.size) : "";
  for (const button of document.querySelectorAll("[data-collect]")) {
    const on = held.has(button.dataset.collect);
    button.hidden = false;
    button.setAttribute("aria-pressed", String(on));
    button.querySelector("[data-state]").textContent = `${isCase(button.dataset.collect) ? "사례" : on ? "대목" : "이 대목"} ${on ? "담김" : "담기"}`;
  }
  for (const button of document.querySelectorAll("[data-collects]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.detail > 1) return; // the second click of a double click would take off what the first has put on
  const one = event.target.closest("[data-collect]");
  const all = event.target.closest("[data-collects]");
  const ids = one ? [one.dataset.collect, ...(one.dataset.along?.split(",") ?? [])] : [];
  if (one) one.getAttribute("aria-pressed") === "true" ? drop(ids, () => one.focus()) : add(ids);
  if (all) add(all.dataset.collects.split(","));
});
window.addEventListener("saerye:list", show);
window.addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) window.dispatchEvent(new Event("saerye:list")); });
window.addEventListener("pageshow", (event) => { if (event.persisted) window.dispatchEvent(new Event("saerye:list")); });
show();
