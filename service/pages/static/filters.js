// Filters without a reload: what a choice leads to is fetched, and takes the place of what is shown; address, focus and open folds stay.
// One key leads through a facet's values, the tabulator from facet to facet. Without this script every choice is a page of its own.
"use strict";

(() => {
  const GROUPS = ".filters fieldset";
  const told = document.createElement("p");
  const here = () => location.pathname + location.search;
  let asking = null;
  let shown = here();

  told.className = "hidden";
  told.setAttribute("role", "status");
  document.body.append(told);

  const stops = (group) => [...group.querySelectorAll("[data-choice]:not(:disabled), summary")].filter((one) => one.checkVisibility());

  // A facet is one stop of the tabulator: the value that was used last, else the first.
  function rove(group, wanted = null) {
    const all = stops(group);
    const stop = all.includes(wanted) ? wanted : all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  }

  function prepare() {
    for (const group of document.querySelectorAll(GROUPS)) rove(group);
  }

  const folds = () => [...document.querySelectorAll(".filters, .filters details")];
  const nameOf = (fold) => fold.id || fold.querySelector(":scope > summary .hidden")?.textContent;

  function show(page, choice) {
    const open = new Set(folds().filter((fold) => fold.open).map(nameOf));
    const count = page.getElementById("count");
    document.title = page.title;
    const hidden = ".searchbox input[type=hidden]"; // the box itself, and what is typed in it, stays
    for (const one of document.querySelectorAll(hidden)) one.remove();
    document.querySelector(".searchbox").append(...page.querySelectorAll(hidden));
    document.getElementById("main").replaceChildren(...page.getElementById("main").childNodes);
    for (const fold of folds()) fold.open ||= open.has(nameOf(fold));
    prepare();
    const same = [...document.querySelectorAll("[data-choice]")].find((one) => one.dataset.choice === choice && !one.disabled);
    const focus = same ?? document.getElementById("count");
    if (!same) focus.tabIndex = -1;
    focus.focus({ preventScroll: Boolean(same) });
    const group = same?.closest("fieldset");
    if (group) rove(group, same);
    told.textContent = count.textContent.trim();
    window.dispatchEvent(new Event("saerye:list"));
    window.dispatchEvent(new Event("saerye:shown"));
  }

  // Returns whether the page could be had; where not, the browser goes there itself and says why.
  async function go(address, choice, keep) {
    asking?.abort();
    const own = asking = new AbortController();
    document.getElementById("main").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: own.signal, headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.getElementById("count") || page.querySelector(".start")) return location.assign(address);
      if (keep) history.pushState(null, "", address);
      shown = here();
      show(page, choice);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    } finally {
      if (asking === own) document.getElementById("main").removeAttribute("aria-busy"); // another choice may have come since
    }
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches(".filters [data-choice]")) return;
    event.preventDefault();
    go(`${event.target.action}?${new URLSearchParams(new FormData(event.target, button))}`, button.dataset.choice, true);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-choice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.href, link.dataset.choice, true);
  });
  document.addEventListener("keydown", (event) => {
    const group = event.target.closest?.(GROUPS);
    const all = group ? stops(group) : [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !all.includes(event.target)) return;
    event.preventDefault();
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
    rove(group, next);
    next.focus();
  });
  document.addEventListener("toggle", (event) => {
    const group = event.target.closest?.(GROUPS);
    if (group) rove(group, document.activeElement);
    else if (event.target.matches?.(".filters")) prepare();
  }, true);
  // A step back or forward; a leap within the page is one, too, and changes nothing.
  window.addEventListener("popstate", () => { if (here() !== shown) go(location.href, "", false); });
  prepare();
})();
