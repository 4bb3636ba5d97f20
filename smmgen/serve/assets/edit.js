// Small edits in the page: a card is dragged to another day, a dialog has the rest. The files say what was done.
"use strict";

(() => {
  const WORDS = {
    en: {
      edit: "Edit", day: "Day", time: "Time", status: "Status", text: (line) => `Text, line ${line}`, save: "Save", cancel: "Cancel", undo: "Undo",
      saved: (path) => `Saved in ${path}`, moved: (title, day) => `“${title}” moved to ${day}`, lost: "smmgen serve does not answer.",
      statuses: { idea: "Idea", draft: "Draft", review: "In review", ready: "Ready", paused: "Paused" },
      many: "Its accounts have times of their own; change them in the file.", free: "Without a time it takes the next free slot of that day.",
    },
    ru: {
      edit: "Изменить", day: "День", time: "Время", status: "Статус", text: (line) => `Текст, строка ${line}`, save: "Сохранить", cancel: "Отмена", undo: "Вернуть",
      saved: (path) => `Сохранено в ${path}`, moved: (title, day) => `«${title}» — теперь ${day}`, lost: "smmgen serve не отвечает.",
      statuses: { idea: "Идея", draft: "Черновик", review: "На согласовании", ready: "Готов", paused: "На паузе" },
      many: "У аккаунтов своё время; измените его в файле.", free: "Без времени пост займёт ближайший свободный слот дня.",
    },
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const { root, make } = self.smmgenLive;
  const own = location.pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
  const token = () => document.querySelector("meta[name=smmgen-token]").content;

  const ask = async (path, options = {}) => {
    const headers = { "x-smmgen-token": token(), ...(options.body ? { "content-type": "application/json" } : {}) };
    const answer = await fetch(path, { ...options, headers, cache: "no-store" }).catch(() => null);
    if (!answer) throw new Error(words.lost);
    const isJson = (answer.headers.get("content-type") || "").includes("json");
    const said = isJson ? await answer.json() : { why: await answer.text() };
    if (!answer.ok) throw new Error(said.why);
    return said;
  };
  const write = (page, edits) => ask("/-/edit", { method: "POST", body: JSON.stringify({ page, edits }) });

  // What was done, with the way back.
  const toast = make("div", "toast");
  toast.setAttribute("role", "status");
  root.append(toast);
  let fading = 0;
  const say = (text, undo) => {
    clearTimeout(fading);
    toast.replaceChildren(make("span", "", text));
    if (undo) {
      const button = make("button", "", words.undo);
      button.type = "button";
      button.addEventListener("click", () => (toast.replaceChildren(), undo()));
      toast.append(button);
    }
    fading = setTimeout(() => toast.replaceChildren(), 12000);
  };

  // Cards of the calendar: which post, which day.
  const pageOf = (card) => new URL(card.querySelector(".entry-title").href).pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
  const titleOf = (card) => card.querySelector(".entry-title").textContent.trim();
  const dayOf = (element) => element.closest(".day")?.querySelector("time")?.dateTime.slice(0, 10) || "";

  const move = async (page, title, was, to) => {
    if (was === to || !to) return;
    try {
      await write(page, [{ what: "day", was, to }]);
      const day = new Date(`${to}T12:00`).toLocaleDateString(document.documentElement.lang, { weekday: "short", day: "numeric", month: "long" });
      say(words.moved(title, day), was ? () => move(page, title, to, was) : null);
    } catch (fault) {
      say(fault.message);
    }
  };

  let dragged = null;
  const targets = () => document.querySelectorAll(".day.is-target");
  const release = () => targets().forEach((one) => one.classList.remove("is-target"));
  addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".entry");
    if (!card) return;
    dragged = { page: pageOf(card), title: titleOf(card), day: dayOf(card) };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.title);
  });
  addEventListener("dragover", (event) => {
    const day = dragged && event.target.closest?.(".day");
    release();
    if (!day) return;
    event.preventDefault();
    day.classList.add("is-target");
  });
  addEventListener("drop", (event) => {
    const day = dragged && event.target.closest?.(".day");
    release();
    if (!day) return;
    event.preventDefault();
    move(dragged.page, dragged.title, dragged.day, dayOf(day));
    dragged = null;
  });
  addEventListener("dragend", () => (release(), (dragged = null)));

  // The dialog: status, day and time, and on a post's own page its paragraphs.
  const dialog = make("dialog", "edit");
  root.append(dialog);
  const field = (name, control) => {
    const label = make("label", "field", "", make("span", "", name), control);
    return label;
  };
  const input = (type, value) => {
    const made = make("input");
    made.type = type;
    made.value = value;
    return made;
  };
  const choice = (value) => {
    const made = make("select");
    for (const [name, title] of Object.entries(words.statuses)) made.append(new Option(title, name, false, name === value));
    return made;
  };
  const area = (piece) => {
    const made = make("textarea");
    made.value = piece.text;
    made.rows = Math.min(12, piece.text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 80), 0));
    made.spellcheck = true;
    return made;
  };
  const clock = (written) => (written.match(/[T ]+(\d\d?:\d\d)/) || ["", ""])[1];

  const open = async (page, title, day, near = "") => {
    let sheet;
    try {
      sheet = await ask(`/-/post?page=${encodeURIComponent(page)}`);
    } catch (fault) {
      return say(fault.message);
    }
    const isWhole = page === own;
    const mine = day ? sheet.times.filter((one) => one.startsWith(day)) : sheet.times;
    const was = { day: mine.length ? mine[0].slice(0, 10) : "", time: mine.length ? clock(mine[0]) : "" };
    const isOne = mine.length < 2 || new Set(mine).size === 1;
    const status = choice(sheet.status);
    const date = input("date", was.day);
    const time = input("time", was.time.padStart(5, "0").replace("00000", ""));
    time.disabled = mine.length > 1;
    const texts = isWhole ? sheet.pieces.map((piece) => [piece, area(piece)]) : [];
    const fault = make("p", "fault");
    fault.setAttribute("role", "alert");
    const save = make("button", "save", words.save);
    const cancel = make("button", "", words.cancel);
    cancel.type = "button";
    cancel.addEventListener("click", () => dialog.close());
    const heading = make("h2", "", title);
    heading.id = "edit-title";
    dialog.setAttribute("aria-labelledby", heading.id);
    const form = make("form", "", "", heading, make("p", "path", sheet.path));
    const row = make("div", "row", "", field(words.status, status));
    if (isOne || day) row.append(field(words.day, date), field(words.time, time));
    form.append(row);
    form.append(make("p", "quiet", mine.length > 1 ? words.many : was.time ? "" : words.free));
    for (const [piece, box] of texts) {
      form.append(field(piece.where ? `${words.text(piece.first)} · ${piece.where}` : words.text(piece.first), box));
    }
    form.append(fault, make("div", "buttons", "", save, cancel));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const edits = [];
      if (status.value !== sheet.status) edits.push({ what: "status", was: sheet.status, to: status.value });
      if (row.contains(date) && date.value && date.value !== was.day) edits.push({ what: "day", was: was.day, to: date.value });
      if (row.contains(time) && !time.disabled && time.value && was.day && Number(time.value.replace(":", "")) !== Number(was.time.replace(":", "") || NaN)) {
        edits.push({ what: "time", day: was.day, was: was.time, to: time.value });
      }
      for (const [piece, box] of texts) if (box.value !== piece.text) edits.push({ what: "text", first: piece.first, was: piece.text, to: box.value });
      if (!edits.length) return dialog.close();
      save.disabled = true;
      try {
        say(words.saved((await write(page, edits)).path));
        dialog.close();
      } catch (why) {
        fault.textContent = why.message;
      }
      save.disabled = false;
    });
    dialog.replaceChildren(form);
    dialog.showModal();
    const best = nearest(texts, near);
    if (best) best.focus();
  };

  // The paragraph that shares most words with what was pointed at.
  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const nearest = (texts, near) => {
    const wanted = new Set(wordsOf(near));
    const shared = ([piece, box]) => [wordsOf(piece.text).filter((word) => wanted.has(word)).length, box];
    const best = texts.map(shared).sort(([one], [other]) => other - one)[0];
    return best && best[0] ? best[1] : null;
  };

  // Keys of the page's own do not see what is typed here.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => opener?.isConnected && opener.focus());
  let opener = null;

  const button = (label, act) => {
    const made = make("button", "smmgen-edit", words.edit);
    made.type = "button";
    made.dataset.smmgen = "";
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => ((opener = made), act()));
    return made;
  };
  const decorate = () => {
    for (const card of document.querySelectorAll(".entry")) {
      card.draggable = true;
      for (const inner of card.querySelectorAll("a, img")) inner.draggable = false;
      if (card.querySelector(".smmgen-edit")) continue;
      card.append(button(`${words.edit}: ${titleOf(card)}`, () => open(pageOf(card), titleOf(card), dayOf(card))));
    }
    const heading = document.querySelector(".post-head h1");
    if (heading && !document.querySelector(".post-head .smmgen-edit")) {
      heading.after(button(`${words.edit}: ${heading.textContent.trim()}`, () => open(own, heading.textContent.trim(), "")));
    }
  };
  addEventListener("dblclick", (event) => {
    const said = event.target.closest?.(".stage") && event.target.closest("p, li, blockquote, div");
    if (said) open(own, document.querySelector(".post-head h1")?.textContent.trim() || "", "", said.innerText);
  });
  addEventListener("smmgen:update", decorate);
  decorate();
})();
