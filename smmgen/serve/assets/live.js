// Keep an open page up to date: what changed is put in place, the rest of the page stays as it is.
"use strict";

(() => {
  const WORDS = {
    en: {
      working: "Building…",
      away: "smmgen serve has ended. This page comes back with it.",
      stopped: "Nothing could be built. You see the last good pages.",
      gone: "This page is gone: its post was deleted or renamed.",
      unread: "Its post cannot be read. You see the last good page.",
      calendar: "To the calendar",
      errors: (n) => (n === 1 ? "1 error" : `${n} errors`),
      more: (n) => `and ${n} more: smmgen check tells all`,
      close: "Close",
      label: "Preview",
    },
    ru: {
      working: "Сборка…",
      away: "smmgen serve остановлен. Страница оживёт вместе с ним.",
      stopped: "Собрать не удалось. Показаны последние удачные страницы.",
      gone: "Этой страницы больше нет: пост удалён или переименован.",
      unread: "Пост не читается. Показана последняя удачная страница.",
      calendar: "К календарю",
      errors: (n) => `Ошибок: ${n}`,
      more: (n) => `и ещё ${n}: все покажет smmgen check`,
      close: "Закрыть",
      label: "Предпросмотр",
    },
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const meta = () => document.querySelector("meta[name=smmgen-build]");
  const own = location.pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
  const pathOf = (address) => decodeURIComponent(new URL(address, location.href).pathname.slice(1));

  // What smmgen serve says lies above the page in a tree of its own: neither styles nor updates reach it.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const make = (name, kind = "", text = "", ...children) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...(text ? [text] : []), ...children);
    return made;
  };
  const style = make("link");
  style.rel = "stylesheet";
  style.href = "/-/live.css";
  const panel = make("section", "panel");
  panel.setAttribute("aria-label", words.label);
  panel.hidden = true;
  const badge = make("button", "badge");
  badge.type = "button";
  badge.hidden = true;
  const note = make("p", "note");
  note.setAttribute("role", "status");
  root.append(style, panel, badge, note);
  document.documentElement.append(host);
  self.smmgenLive = { root, make };

  const told = { state: null, isGone: false, isOld: Boolean(document.querySelector("meta[name=smmgen-old]")), isShown: false, seen: "", fresh: new Set() };

  const quoted = (text) => text.split("`").map((part, at) => (at % 2 ? make("code", "", part) : part));
  const place = (finding) => (finding.path ? `${finding.path}:${finding.line}:${finding.column}` : "");
  const item = ({ finding, page }) => {
    const where = page ? make("a", "place", place(finding)) : make("span", "place", place(finding));
    if (page) where.href = `/${page.replace(/index\.html$/, "")}`;
    const line = make("li", "fault", "", where);
    if (finding.code) line.append(" ", make("b", "code", finding.code));
    if (finding.excerpt) {
      const [before, there, after] = finding.excerpt;
      line.append(make("code", "excerpt", before, make("mark", "", there), after));
    }
    line.append(make("p", "message", "", ...quoted(finding.message), " ", make("span", "hint", "", ...quoted(finding.hint))));
    return line;
  };

  const draw = () => {
    const state = told.state;
    const title = state && (state.count || told.isGone) ? headline(state) : "";
    badge.hidden = !title || told.isShown;
    badge.textContent = state && state.count ? words.errors(state.count) : title;
    panel.hidden = !title || !told.isShown;
    if (panel.hidden) return;
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => show(false));
    const head = make("header", "", "", make("h2", "", title), close);
    head.setAttribute("role", "presentation");
    const isFresh = (one) => told.fresh.has(one);
    const faults = [...state.faults.filter(isFresh), ...state.faults.filter((one) => !isFresh(one))];
    const list = make("ul", "", "", ...faults.map(item));
    const body = make("div", "body", "", list);
    if (state.count > state.faults.length) body.append(make("p", "rest", words.more(state.count - state.faults.length)));
    if (told.isGone) {
      const link = make("a", "", words.calendar);
      link.href = "/";
      body.append(make("p", "", "", link));
    }
    panel.classList.toggle("is-stopped", state.is_stopped || told.isGone || told.isOld);
    panel.replaceChildren(head, body);
  };
  const headline = (state) => {
    if (state.is_stopped) return words.stopped;
    if (told.isOld) return words.unread;
    if (told.isGone) return words.gone;
    return words.errors(state.count);
  };
  const show = (isShown) => {
    told.isShown = isShown;
    draw();
    if (!isShown && !badge.hidden) badge.focus();
  };
  badge.addEventListener("click", () => (show(true), panel.querySelector(".close").focus()));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && show(false));

  // New errors come up by themselves; those that were there when the page was opened wait in the badge.
  const announce = (isFirst) => {
    const state = told.state;
    const known = JSON.stringify([told.isGone, told.isOld, state.faults]);
    if (known !== told.seen) {
      const before = told.seen;
      told.seen = known;
      told.fresh = new Set(isFirst ? [] : state.faults.filter((one) => !before.includes(JSON.stringify(one))));
      const isNew = told.fresh.size > 0;
      told.isShown = Boolean(state.is_stopped || told.isGone || told.isOld || isNew || (told.isShown && state.count));
    }
    draw();
  };

  // Put what a fresh page says in place. What people chose or opened is theirs.
  const theirs = new Set(["open", "checked", "value", "selected", "hidden", "draggable"]);
  const callbacks = {
    beforeAttributeUpdated: (name, element) =>
      !(theirs.has(name) && (name !== "hidden" || element.matches(".entry, .gap, .filters, .show-all"))),
    beforeNodeRemoved: (old) => !(old.nodeType === 1 && old.hasAttribute("data-smmgen")),
    beforeNodeMorphed: (old) => !(old.nodeType === 1 && old.hasAttribute("data-scripted")),
  };
  const settle = (fresh) => {
    const from = document.documentElement;
    for (const { name, value } of fresh.documentElement.attributes) from.setAttribute(name, value);
    document.title = fresh.title;
    const token = (page) => page.querySelector("meta[name=smmgen-token]");
    if (token(document) && token(fresh)) token(document).content = token(fresh).content;
    const sheets = "link[rel=stylesheet], link[rel=icon], style";
    const outer = (one) => one.outerHTML.replace(/\?live=[^"]*/, "");
    const wanted = new Map([...fresh.head.querySelectorAll(sheets)].map((one) => [outer(one), one]));
    for (const one of document.head.querySelectorAll(sheets)) if (!wanted.delete(outer(one))) one.remove();
    document.head.append(...wanted.values());
    Idiomorph.morph(document.body, fresh.body, { morphStyle: "outerHTML", restoreFocus: true, callbacks });
  };

  // Files that changed under their old names are asked for again.
  const renew = (written, build) => {
    const isNew = (address) => address && !address.startsWith("data:") && (!written || written.has(pathOf(address)));
    const again = (address) => `${address.replace(/\?live=.*$/, "")}?live=${build}`;
    for (const one of document.querySelectorAll("img[src], video[src], video[poster], link[rel=stylesheet]")) {
      for (const name of ["src", "poster", "href"]) {
        const address = one.getAttribute(name);
        if (written && isNew(address)) one.setAttribute(name, again(address));
      }
    }
    for (const one of document.querySelectorAll("script[data-again]")) {
      if (!isNew(one.getAttribute("src"))) continue;
      const fresh = make("script");
      fresh.dataset.again = "";
      fresh.src = again(one.getAttribute("src"));
      fresh.addEventListener("load", () => dispatchEvent(new Event("smmgen:update")));
      one.replaceWith(fresh);
    }
  };

  const update = async (state) => {
    const written = state.written && new Set(state.written);
    const isNext = Number(state.build.split(".")[1]) === Number(meta().content.split(".")[1]) + 1;
    const known = isNext && state.build.split(".")[0] === meta().content.split(".")[0] ? written : null;
    if (!known || known.has(own)) {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      const text = await answer.text();
      told.isGone = !answer.ok && !document.querySelector("link[href='/-/bare.css']");
      if (!told.isGone && !(state.is_stopped && !answer.ok)) {
        const fresh = new DOMParser().parseFromString(text, "text/html");
        const isOther = Boolean(document.querySelector("link[href='/-/bare.css']")) === answer.ok;
        if (isOther) return location.reload();
        told.isOld = Boolean(fresh.querySelector("meta[name=smmgen-old]"));
        settle(fresh);
      }
    }
    meta().content = state.build;
    renew(known, state.build);
    dispatchEvent(new Event("smmgen:update"));
  };

  // One update after the other, as they come.
  let queue = Promise.resolve();
  const take = async (state) => {
    const isFirst = !told.state;
    if (state.build !== meta().content) await update(state).catch(() => {});
    if (!state.is_working || isFirst) told.state = state;
    note.textContent = "";
    announce(isFirst);
    if (state.is_working) soon = setTimeout(() => (note.textContent = words.working), 400);
  };
  let soon = 0;
  let wait = 250;
  const connect = () => {
    const line = new WebSocket(`ws://${location.host}/-/live?page=${encodeURIComponent(own)}`);
    line.addEventListener("open", () => (wait = 250));
    line.addEventListener("message", (event) => {
      clearTimeout(soon);
      queue = queue.then(() => take(JSON.parse(event.data)));
    });
    line.addEventListener("close", () => {
      clearTimeout(soon);
      if (told.state) note.textContent = words.away;
      setTimeout(connect, wait);
      wait = Math.min(2 * wait, 4000);
    });
  };
  addEventListener("pagehide", () => (told.state = null));
  connect();
})();
