// How far a file is on its way and a job with it, without opening the page again; and pictures that cannot be had. Without this file the
// form sends itself, and the page of a job opens again by itself.
"use strict";

(() => {
  const STATES = { queued: "차례를 기다립니다", running: "하고 있습니다", done: "마쳤습니다", failed: "마치지 못했습니다", cancelled: "취소했습니다" };

  function told(job) {
    const at = job.progress;
    const place = job.place ? ` (앞에서 ${job.place}번째)` : "";
    if (!at) return STATES[job.state] + place;
    const amount = at.total ? ` ${at.done.toLocaleString()}/${at.total.toLocaleString()}` : "";
    const left = at.seconds_left === null ? "" : `, 약 ${Math.round(at.seconds_left)}초 남음`;
    return `${STATES[job.state]}${place}: ${at.stage}${amount}${left}`;
  }

  function show(place, job) {
    const bar = place.querySelector("progress");
    if (job.progress && job.progress.total) {
      bar.max = job.progress.total;
      bar.value = job.progress.done;
    } else if (job.state === "running") bar.removeAttribute("value");
    place.querySelector("[data-told]").textContent = told(job);
  }

  for (const place of document.querySelectorAll("[data-job]")) {
    const bar = place.querySelector("progress");
    if (bar.max === 1 && bar.value === 1) continue; // it has ended
    const source = new EventSource(place.dataset.job);
    source.addEventListener("job", (event) => show(place, JSON.parse(event.data)));
    source.addEventListener("ended", (event) => {
      source.close();
      if (place.closest("[data-opens]")) location.reload();
      else show(place, JSON.parse(event.data));
    });
    window.addEventListener("pagehide", () => source.close());
  }

  for (const form of document.querySelectorAll("[data-sends]")) {
    const box = form.querySelector("[data-sending]");
    const bar = box.querySelector("progress");
    const line = box.querySelector("p");
    const file = form.querySelector("[type=file]");
    const button = form.querySelector("[type=submit]");
    for (const name of ["dragenter", "dragover"]) file.addEventListener(name, () => file.classList.add("over"));
    for (const name of ["dragleave", "drop"]) file.addEventListener(name, () => file.classList.remove("over"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      box.hidden = false;
      if (file.files[0] && file.files[0].size > Number(form.dataset.most)) {
        line.textContent = `파일이 너무 큽니다. ${Math.floor(form.dataset.most / 1048576).toLocaleString()}MB까지 받습니다.`;
        return;
      }
      const sending = new XMLHttpRequest();
      sending.open("POST", form.action);
      sending.setRequestHeader("Accept", "text/html");
      sending.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.max = total || 1;
        bar.value = loaded;
        line.textContent = total ? `올리는 중: ${Math.floor((loaded / total) * 100)}%` : "올리는 중";
      });
      sending.addEventListener("load", () => {
        if (sending.status < 400) return location.assign(sending.responseURL);
        button.disabled = false;
        const page = new DOMParser().parseFromString(sending.responseText, "text/html");
        line.textContent = (page.querySelector(".notice.error") || page.body).textContent.trim() || "올리지 못했습니다.";
        bar.value = 0;
      });
      sending.addEventListener("error", () => {
        button.disabled = false;
        line.textContent = "올리는 중에 끊어졌습니다. 다시 누르십시오.";
      });
      button.disabled = true;
      sending.send(new FormData(form));
    });
  }

  // A page that cannot be drawn leaves its place to a sentence.
  document.addEventListener("error", ({ target }) => {
    if (!target.matches || !target.matches(".picture img")) return;
    const sentence = document.createElement("p");
    sentence.className = "hint";
    sentence.textContent = "이 쪽은 그림으로 보여 드릴 수 없습니다.";
    target.closest("a").replaceWith(sentence);
  }, true);

  // Where the text stands beside the card, a place that is followed from it is shown there, and the card stays where it was.
  const PLACE = "saerye.library.place";
  const marked = document.querySelector(".lines .marked");
  if (marked) {
    const lines = marked.closest(".lines");
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const show = () => {
      lines.scrollTop = marked.offsetTop - lines.clientHeight / 3;
      if (kept !== null) window.scrollTo({ top: Number(kept), behavior: "instant" });
    };
    if (document.readyState === "complete") show();
    else window.addEventListener("load", show);
  }
  document.addEventListener("click", ({ target }) => {
    const link = target.closest('.card a[href*="lines="]');
    if (link && window.matchMedia("(min-width: 1024px)").matches) sessionStorage.setItem(PLACE, String(window.scrollY));
  });
})();
