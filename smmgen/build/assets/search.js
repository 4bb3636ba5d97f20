// The search page: every word that is typed must stand somewhere in a post.
"use strict";

(() => {
  const input = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const most = 50;

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const read = () =>
    (self.smmgenPosts || []).map((post) => {
      const title = plain(post.title);
      const rest = plain([post.at, post.status, post.rubric, post.accounts.join(" "), post.more].join(" "));
      return { post, title, rest, text: plain(post.text || "") };
    });
  let posts = read();

  const rank = ({ title, rest, text }, words) => {
    let sum = 0;
    for (const word of words) {
      const worth = (title.includes(word) && 4) || (rest.includes(word) && 2) || (text.includes(word) && 1);
      if (!worth) return 0;
      sum += worth;
    }
    return sum;
  };

  const part = (name, text, kind = "") => {
    const made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  };

  // What surrounds the first word that was found, with all of them marked. Letters are compared one by one,
  // as a letter may be longer or shorter without its accents.
  const excerpt = (text, words) => {
    const letters = [...text];
    const bare = letters.map(plain);
    const starts = [];
    let whole = "";
    for (const letter of bare) {
      starts.push(whole.length);
      whole += letter;
    }
    const marked = new Array(letters.length).fill(false);
    let first = letters.length;
    for (const word of words) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
        for (let n = 0; n < letters.length; n++) {
          if (starts[n] >= at && starts[n] < at + word.length) {
            marked[n] = true;
            first = Math.min(first, n);
          }
        }
      }
    }
    const from = first === letters.length ? 0 : Math.max(0, first - 60);
    const line = part("p", from ? "…" : "", "result-text");
    for (let n = from; n < Math.min(letters.length, from + 220); ) {
      let end = n;
      while (end < letters.length && marked[end] === marked[n] && end < from + 220) end++;
      const piece = letters.slice(n, end).join("");
      line.append(marked[n] ? part("mark", piece) : piece);
      n = end;
    }
    if (from + 220 < letters.length) line.append("…");
    return line;
  };

  const item = (post, words) => {
    const line = document.createElement("li");
    const link = part("a", post.title);
    link.href = `../${post.href}`;
    link.lang = post.language;
    const about = [post.at, post.status, post.rubric, post.accounts.join(", ")].filter(Boolean).join(" · ");
    line.append(link, part("p", about, "quiet"));
    if (post.text) line.append(excerpt(post.text, words));
    return line;
  };

  const search = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? posts.map((one) => [rank(one, words), one.post]).filter(([worth]) => worth) : [];
    hits.sort((one, other) => other[0] - one[0]);
    results.replaceChildren(...hits.slice(0, most).map(([, post]) => item(post, words)));
    const count = hits.length > most ? `${most} / ${hits.length}` : hits.length;
    found.textContent = !words.length ? "" : hits.length ? input.dataset.found.replace("{count}", count) : input.dataset.none;
    history.replaceState(null, "", words.length ? `#q=${encodeURIComponent(input.value)}` : location.pathname);
  };

  const asked = new URLSearchParams(location.hash.slice(1)).get("q");
  if (asked) input.value = asked;
  input.addEventListener("input", search);
  addEventListener("smmgen:update", () => {
    posts = read();
    if (input.value) search();
  });
  if (input.value) search();
  if (location.hash !== "#keys") input.focus();
})();
