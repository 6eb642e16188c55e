"use strict";
// Keeps the board live: cards come rendered from the server; this puts them in their places and keeps the times true.
(() => {
  const board = document.getElementById("board");
  if (!board) return;
  const light = document.getElementById("light");
  const words = board.dataset;
  const limit = Number(words.limit);
  const columns = [...board.querySelectorAll(".column")];
  const narrow = matchMedia("(max-width: 899px)");
  // The server sends a beat every 15 s; after two that did not come, the connection only looks alive.
  const patience = 40_000;
  let cursor = words.cursor;
  let skew = Number(words.now) - Date.now();
  let heard = performance.now();
  let source = null;
  let delay = 0;
  // While the page's content is fetched anew, what arrives waits here.
  let waiting = null;
  let reloadedAt = -Infinity;
  let renewal = null;

  // Columns and cards

  const columnOf = (status) => document.getElementById(`column-${status}`);
  const cardsIn = (column) => column.querySelector(".cards");
  const placeOf = (card) => card.dataset[words.order];

  function place(message) {
    const old = document.getElementById(message.id);
    if (old && Number(old.dataset.version) >= message.version) return;
    const holder = document.createElement("template");
    holder.innerHTML = message.html;
    const card = holder.content.firstElementChild;
    tell(card);
    if (old && old.dataset.column === message.column && placeOf(old) === placeOf(card)) {
      exchange(old, card);
    } else {
      move(old, card, columnOf(message.column));
    }
  }

  // Who reads a card by keyboard stays on it.
  function exchange(old, card) {
    const hasFocus = old === document.activeElement;
    card.tabIndex = old.tabIndex;
    old.replaceWith(card);
    if (hasFocus) card.focus({ preventScroll: true });
  }

  function move(old, card, column) {
    const isNew = !old || old.dataset.column !== card.dataset.column;
    const hasFocus = old !== null && old === document.activeElement;
    if (old) old.remove();
    const list = cardsIn(column);
    const next = [...list.children].find((other) => placeOf(other) > placeOf(card));
    if (!next && list.children.length >= limit) return;
    list.insertBefore(card, next ?? null);
    while (list.children.length > limit) list.lastElementChild.remove();
    if (isNew) card.classList.add("new");
    if (hasFocus) card.focus({ preventScroll: true });
  }

  function count(tallies) {
    for (const [status, tally] of Object.entries(tallies)) {
      for (const shown of document.querySelectorAll(`[data-count="${status}"]`)) shown.textContent = tally.count;
      const late = columnOf(status).querySelector(".late");
      if (late) {
        late.hidden = tally.late === 0;
        late.textContent = fill(words.late, tally.late);
      }
    }
    settle();
  }

  // After every change: what is not shown is counted, and each column keeps one card to tab to.
  function settle() {
    for (const column of columns) {
      const list = cardsIn(column);
      const all = Number(column.querySelector("[data-count]").textContent);
      const more = column.querySelector(".more");
      const hidden = all - list.children.length;
      more.hidden = hidden <= 0;
      more.textContent = fill(words.more, hidden);
      if (hidden > 0 && list.children.length < limit * 2 / 3) reload();
      if (!list.querySelector('[tabindex="0"]') && list.firstElementChild) list.firstElementChild.tabIndex = 0;
    }
  }

  // Times

  const fill = (text, value) => text.replace("{}", value);

  const units = words.lang === "zh"
    ? { short: "不到 1 分钟", minutes: "分钟", hours: "小时", rest: "分", days: "天" }
    : { short: "under 1 min", minutes: "min", hours: "h", rest: "min", days: "d" };

  function span(milliseconds) {
    const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (minutes < 1) return units.short;
    if (hours < 1) return `${minutes} ${units.minutes}`;
    if (days < 1) return `${hours} ${units.hours}` + (minutes % 60 ? ` ${minutes % 60} ${units.rest}` : "");
    return `${days} ${units.days}` + (hours % 24 ? ` ${hours % 24} ${units.hours}` : "");
  }

  function tell(card) {
    const now = Date.now() + skew;
    const since = card.querySelector("[data-since]");
    if (since) write(since, fill(since.dataset.text, span(now - Date.parse(since.dataset.since))), since.dataset.since);
    const due = card.querySelector("[data-due]");
    if (!due) return;
    const end = Date.parse(due.dataset.due);
    const left = end - now;
    const isOver = left < 0;
    write(due, `${due.dataset.clock} ${fill(isOver ? words.over : words.left, span(left))}`, due.dataset.due);
    due.classList.toggle("over", isOver);
    due.classList.toggle("soon", !isOver && left < (end - Date.parse(due.dataset.from)) / 5);
  }

  function write(element, text, moment) {
    if (element.textContent !== text) element.textContent = text;
    if (!element.title) element.title = new Date(moment).toLocaleString(document.documentElement.lang);
  }

  // The stream

  function show(isLive) {
    const text = isLive ? words.live : words.lost;
    if (light.textContent !== text) light.textContent = text;
    light.classList.toggle("on", isLive);
    light.classList.toggle("off", !isLive);
  }

  function connect() {
    source?.close();
    source = new EventSource(`/live?after=${encodeURIComponent(cursor)}&lang=${words.lang}`);
    source.addEventListener("open", () => { delay = 0; heard = performance.now(); });
    source.addEventListener("error", () => {
      show(false);
      // A browser gives up when something else than a stream answers, as a proxy does while the desk restarts.
      if (source.readyState === EventSource.CLOSED) reconnect();
    });
    for (const name of Object.keys(hear)) source.addEventListener(name, receive);
  }

  function reconnect() {
    delay = Math.min(delay === 0 ? 1000 : delay * 2, 30_000);
    source.close();
    source = null;
    setTimeout(connect, delay * (0.5 + Math.random() / 2));
  }

  function receive(event) {
    heard = performance.now();
    if (event.lastEventId) cursor = event.lastEventId;
    if (waiting) waiting.push(event); else hear[event.type](JSON.parse(event.data));
  }

  const hear = {
    hello: (message) => {
      show(true);
      if (message.version !== words.version) renew();
    },
    card: place,
    counts: count,
    beat: (message) => { skew = message.now - Date.now(); show(true); },
    reload: () => reload(),
  };

  // The page of another version replaces this one, once it can be had: the desk may be restarting again.
  async function renew() {
    clearTimeout(renewal);
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok) location.reload(); else renewal = setTimeout(renew, 2000 + Math.random() * 2000);
  }

  // Fetches the page anew and takes its columns: after a long absence, or when a column has run short of cards.
  async function reload() {
    if (waiting) return;
    waiting = [];
    try {
      await new Promise((go) => setTimeout(go, Math.max(0, reloadedAt + 3000 - performance.now())));
      reloadedAt = performance.now();
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      setTimeout(reload, 3000 + Math.random() * 3000);
    }
    const missed = waiting;
    waiting = null;
    for (const event of missed) hear[event.type](JSON.parse(event.data));
  }

  function take(page) {
    const focused = document.activeElement?.id;
    skew = Number(page.getElementById("board").dataset.now) - Date.now();
    for (const column of columns) {
      const fresh = page.getElementById(column.id);
      cardsIn(column).replaceChildren(...cardsIn(fresh).children);
      for (const part of [".late", ".more"]) {
        const [mine, theirs] = [column.querySelector(part), fresh.querySelector(part)];
        if (mine) { mine.hidden = theirs.hidden; mine.textContent = theirs.textContent; }
      }
    }
    for (const shown of document.querySelectorAll("[data-count]")) {
      shown.textContent = page.querySelector(`[data-count="${shown.dataset.count}"]`).textContent;
    }
    settle();
    tick();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  // Tabs and keys

  function choose(status) {
    document.body.dataset.tab = status;
    for (const tab of document.querySelectorAll("[data-tab]:not(body)")) {
      if (tab.dataset.tab === status) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current");
    }
  }

  for (const tab of document.querySelectorAll(".tabs a")) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", tab.hash);
      choose(tab.dataset.tab);
      scrollTo(0, 0);
    });
  }

  const steps = {
    ArrowDown: (list, at) => list[at + 1],
    ArrowUp: (list, at) => list[at - 1],
    Home: (list) => list[0],
    End: (list) => list[list.length - 1],
  };

  function neighbour(card, key) {
    const list = [...card.parentElement.children];
    if (steps[key]) return steps[key](list, list.indexOf(card));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (!step || narrow.matches) return null;
    const at = columns.indexOf(card.closest(".column"));
    for (let other = columns[at + step], turn = at + step; other; other = columns[turn += step]) {
      const card = cardsIn(other).querySelector('[tabindex="0"]');
      if (card) return card;
    }
    return null;
  }

  board.addEventListener("keydown", (event) => {
    if (!event.target.classList?.contains("card") || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = neighbour(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    for (const card of next.parentElement.children) card.tabIndex = card === next ? 0 : -1;
    next.focus();
  });

  // The beginning

  function tick() {
    for (const card of board.querySelectorAll(".card")) tell(card);
    if (source?.readyState === EventSource.OPEN && performance.now() - heard > patience) {
      show(false);
      reconnect();
    }
  }

  choose(location.hash.replace("#column-", "") in { waiting: 1, in_progress: 1, resolved: 1 }
    ? location.hash.replace("#column-", "") : "waiting");
  settle();
  tick();
  connect();
  setInterval(tick, 5000);
  // What was resolved long ago leaves the board without an event.
  setInterval(reload, 15 * 60_000);
})();
