"use strict";
// Keeps the board live: cards come rendered from the server, this puts them in their columns and counts the time down.
(() => {
  const board = document.getElementById("board");
  const light = document.getElementById("light");
  const words = board.dataset;

  function show(isLive) {
    light.textContent = isLive ? words.live : words.lost;
    light.classList.toggle("on", isLive);
  }

  function bump(column, by) {
    const count = document.querySelector(`#column-${column} .count`);
    count.textContent = Math.max(0, Number(count.textContent) + by);
  }

  function place(message) {
    const old = document.getElementById(message.id);
    if (old && Number(old.dataset.version) >= message.version) return;
    const holder = document.createElement("template");
    holder.innerHTML = message.html;
    const card = holder.content.firstElementChild;
    const moved = !old || old.dataset.column !== message.column;
    if (!moved) {
      old.replaceWith(card);
    } else {
      if (old) { bump(old.dataset.column, -1); old.remove(); }
      document.querySelector(`#column-${message.column} .cards`).prepend(card);
      bump(message.column, 1);
      card.classList.add("new");
    }
    tell(card, Date.now());
  }

  function span(milliseconds) {
    const seconds = Math.floor(Math.abs(milliseconds) / 1000);
    if (seconds < 60) return `${seconds} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
    return `${Math.floor(seconds / 86400)} d`;
  }

  function tell(card, now) {
    const due = card.querySelector("[data-due]");
    if (due) {
      const left = Date.parse(due.dataset.due) - now;
      due.querySelector(".left").textContent = left < 0 ? `${words.late} ${span(left)}` : `${words.left} ${span(left)}`;
      due.classList.toggle("over", left < 0);
      due.classList.toggle("soon", left >= 0 && left < 600000);
    }
    const age = card.querySelector("[data-since]");
    if (age) age.textContent = span(now - Date.parse(age.dataset.since));
  }

  function tick() {
    const now = Date.now();
    for (const card of document.querySelectorAll(".card")) tell(card, now);
  }

  const source = new EventSource(`/live?after=${encodeURIComponent(words.cursor)}&lang=${words.lang}`);
  source.addEventListener("open", () => show(true));
  source.addEventListener("error", () => show(false));
  source.addEventListener("card", (event) => place(JSON.parse(event.data)));
  tick();
  setInterval(tick, 1000);
})();
