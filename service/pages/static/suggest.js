// Completions of the search box: a WAI-ARIA combobox over GET /api/v1/suggest. Without it the box is a plain search field.
"use strict";

(() => {
  const box = document.querySelector("input[data-suggest]");
  if (!box) return;
  const KINDS = { region: "지역", title: "사례", programme: "사업", keyword: "주제어" };
  const PAUSE = 90; // milliseconds between the last key and the request
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let options = [];
  let active = -1;
  let timer = 0;
  let asking = null;
  let composing = false;
  let asked = "";

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "추천 검색어");
  told.className = "hidden";
  told.setAttribute("role", "status");
  box.after(list, told);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    box.setAttribute(name, value);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    asked = "";
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    told.textContent = "";
  }

  function point(at) {
    active = at;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    box.value = option.dataset.text;
    close();
    box.form.requestSubmit();
  }

  function made(suggestion, number) {
    const option = document.createElement("li");
    const text = document.createElement("span");
    const about = document.createElement("small");
    option.id = `suggestion-${number}`;
    option.dataset.text = suggestion.text;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    text.textContent = suggestion.text;
    about.textContent = `${KINDS[suggestion.kind] ?? ""} ${suggestion.cases}건`;
    option.append(text, " ", about);
    option.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    option.addEventListener("click", () => choose(option));
    return option;
  }

  function show(suggestions, first) {
    const pointed = options[active]?.dataset.text; // a late answer does not move what has been pointed at
    options = suggestions.map(made);
    list.replaceChildren(...options);
    if (!options.length) return close();
    point(first ? 0 : options.findIndex((option) => option.dataset.text === pointed));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    told.textContent = `추천 검색어 ${options.length}개, 위아래 화살표로 고를 수 있습니다.`;
  }

  async function ask(first = false) {
    const typed = box.value;
    if (typed === asked) return;
    asking?.abort();
    if (!typed.trim()) return close();
    asked = typed;
    asking = new AbortController();
    try {
      const response = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: asking.signal });
      const body = response.ok ? await response.json() : { suggestions: [] };
      if (box.value === typed && document.activeElement === box) show(body.suggestions, first);
    } catch (error) {
      if (error.name !== "AbortError") close(); // offline: the box goes on without completions
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => ask(), PAUSE);
  }

  // A syllable is offered for while it is being composed: 서울특별시 ㄱ already means 구로구.
  box.addEventListener("input", soon);
  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionupdate", soon);
  box.addEventListener("compositionend", () => { composing = false; soon(); });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (composing || event.isComposing || event.keyCode === 229) return; // the key belongs to the input method
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      asked = "";
      return ask(true);
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = options.length + 1; // the box itself is a stop of the round
      point(((active + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape") {
      event.preventDefault(); // once closes the list, twice empties the box
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
})();
