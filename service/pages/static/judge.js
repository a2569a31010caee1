// Keys for grading: 0-3 give a grade, j and k move, n opens the note, u takes the newest grade back, s skips, ? shows the scale.
// Each key presses a button or follows a link of the page; without this file the page does the same by hand.
"use strict";

(() => {
  if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 2000); // an evaluation is running
  const pool = document.querySelector(".pool");
  if (!pool) return;
  const cases = [...pool.children];
  const scale = document.querySelector(".scale");
  let current = -1;
  let sending = false;

  function go(place, scroll = true) {
    if (place < 0 || place >= cases.length) return;
    cases[current]?.classList.remove("current");
    current = place;
    cases[current].classList.add("current");
    cases[current].focus({ preventScroll: true });
    if (scroll) cases[current].scrollIntoView({ behavior: "instant", block: "start" });
  }

  function named(id) {
    return cases.findIndex((each) => each.id === id);
  }

  const KEYS = {
    j: () => go(current + 1),
    k: () => go(current - 1),
    n: () => {
      const note = cases[current]?.querySelector(".note");
      if (!note) return;
      note.open = true;
      note.querySelector("input").focus();
    },
    u: () => document.querySelector("#undo button").click(),
    s: () => document.querySelector("#skip").click(),
    "?": () => {
      scale.open = !scale.open;
      if (scale.open) scale.scrollIntoView({ block: "center" });
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") go(current, false);
      return;
    }
    // While a Korean input method is on, the letter's key is what was meant: ㅓ stands on j.
    const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
    const grade = /^[0-3]$/.test(event.key) ? cases[current]?.querySelector(`.grades [value="${event.key}"]`) : null;
    if (!grade && !(letter in KEYS)) return;
    event.preventDefault();
    if (event.repeat || sending) return;
    if (grade) grade.click();
    else KEYS[letter]();
  });

  // A grade given to a page that is already leaving would go to the case before.
  document.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
  });
  window.addEventListener("pageshow", () => { sending = false; });
  pool.addEventListener("focusin", (event) => {
    const place = cases.indexOf(event.target.closest(".pool > li"));
    if (place >= 0 && place !== current) {
      cases[current]?.classList.remove("current");
      current = place;
      cases[current].classList.add("current");
    }
  });

  window.addEventListener("hashchange", () => go(named(decodeURIComponent(location.hash.slice(1)))));
  const asked = named(decodeURIComponent(location.hash.slice(1)));
  const open = named(pool.dataset.current ?? "");
  if (asked >= 0) go(asked);
  else if (open > 0) go(open);
  else go(0, false);
})();
