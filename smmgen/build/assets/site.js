// What scripts add to the pages, which work without them: filters, keys, and choices that are kept. Parts of a
// page may be replaced while it is open ("smmgen:update"), so that nothing here holds on to one.
"use strict";

(() => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The calendar: show what was chosen, and keep the choice in the address, so that it can be sent to others.
  const narrows = "select[data-narrow]";
  const views = "[name=view], [name=week]";

  const fits = (item, selects) =>
    selects.every((select) => {
      const wanted = select.value;
      const has = item.dataset[select.dataset.narrow] || "";
      return !wanted || has === wanted || (select.dataset.narrow === "account" && has.split(" ").includes(wanted));
    });

  const narrow = () => {
    const [items, selects] = [all(".entry, .gap"), all(narrows)];
    for (const item of items) item.hidden = !fits(item, selects);
    for (const day of all(".day")) {
      day.classList.toggle("is-empty", !day.querySelector(":is(.entry, .gap):not([hidden]), .key-date"));
    }
    const chosen = selects.filter((select) => select.value);
    for (const select of selects) select.classList.toggle("is-set", Boolean(select.value));
    find(".show-all").hidden = !chosen.length;
    const mine = items.filter((item) => !item.closest(".is-other"));
    const shown = mine.filter((item) => !item.hidden);
    const text = find(".shown").dataset.text.replace("{shown}", shown.length).replace("{all}", mine.length);
    find(".shown").textContent = chosen.length ? text : "";
  };

  const remember = () => {
    const chosen = new URLSearchParams();
    for (const select of all(narrows)) if (select.value) chosen.set(select.dataset.narrow, select.value);
    const view = find("[name=view]:checked").id.slice(5);
    if (view !== "month") chosen.set("view", view);
    const address = String(chosen);
    for (const link of all(".month-nav a")) link.hash = address;
    if (view === "week") chosen.set("week", find("[name=week]:checked").id.slice(5));
    history.replaceState(null, "", chosen.size ? `#${chosen}` : location.pathname + location.search);
  };

  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const select of all(narrows)) {
      const wanted = asked.get(select.dataset.narrow) || "";
      if (wanted && ![...select.options].some((option) => option.value === wanted)) {
        select.add(new Option(wanted, wanted)); // the month before had it, this one shows none of it
      }
      select.value = wanted;
    }
    for (const name of ["view", "week"]) {
      const radio = document.getElementById(`${name}-${asked.get(name)}`);
      if (radio && radio.name === name) radio.checked = true;
    }
  };

  const update = () => (narrow(), remember());
  const begin = () => {
    if (!find(".filters")) return;
    find(".filters").hidden = !find(narrows);
    recall();
    update();
  };
  addEventListener("click", (event) => {
    if (!event.target.closest(".show-all")) return;
    for (const select of all(narrows)) select.value = "";
    update();
    (find(narrows) || find(".filters")).focus();
  });
  addEventListener("hashchange", begin);
  addEventListener("smmgen:update", begin);
  begin();

  // Choices of a post's page hold on the next page too. Where nothing can be kept, they hold for this one.
  const keep = (name, value) => {
    try {
      localStorage.setItem(`smmgen-${name}`, value);
    } catch {}
  };
  const kept = (name) => {
    try {
      return localStorage.getItem(`smmgen-${name}`);
    } catch {
      return null;
    }
  };
  for (const input of all("input[data-keep]")) {
    const value = kept(input.dataset.keep);
    if (value !== null) input.checked = input.type === "radio" ? input.id === value : value === "true";
  }
  const changed = ({ target }) => {
    if (target.matches(`${narrows}, ${views}`)) update();
    if (target.matches("input[data-keep]")) keep(target.dataset.keep, target.type === "radio" ? target.id : target.checked);
  };
  addEventListener("change", changed, true);

  // Keys: arrows always, single letters until somebody switches them off (WCAG 2.1.4).
  const follow = (link) => link && link.click();
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    if (event.target.closest("[role=group][tabindex]") && event.key.startsWith("Arrow")) return;
    if (event.key === "ArrowLeft") return follow(find("main [rel=prev], [rel=prev]"));
    if (event.key === "ArrowRight") return follow(find("main [rel=next], [rel=next]"));
    if (kept("keys") === "false" || event.key.length !== 1) return;
    const target = event.key === "f" ? find(narrows) : find(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("select, input[type=search]")) target.focus();
    else target.click();
  });
})();
