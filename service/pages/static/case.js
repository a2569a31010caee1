// Copying a citation, and opening the original that an address names. Without this script the citation is there to be selected.
"use strict";

function copied(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const field = document.createElement("textarea"); // plain http, as in most closed networks, has no clipboard API
  field.value = text;
  field.className = "hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return Promise.resolve(done);
}

function reveal() {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

reveal();
window.addEventListener("saerye:shown", reveal);

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copies]");
  if (!button) return;
  const told = button.parentElement.querySelector("[data-copied]");
  const done = await copied(document.getElementById(button.dataset.copies).textContent);
  told.textContent = done ? "복사했습니다." : "복사하지 못했습니다. 글을 끌어서 고른 뒤 복사하십시오.";
  button.focus();
});

function openNamed() {
  const place = document.getElementById(location.hash.slice(1));
  if (place && place.classList.contains("landing")) place.closest("section").querySelector("details.source").open = true;
}

window.addEventListener("hashchange", openNamed);
openNamed();
