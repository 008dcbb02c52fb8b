// The page of one article: texts side by side, the legend, and the list of all that was found.

const KINDS = 6; // colours; kinds beyond share them
const VIEWS = [["both", "Side by side"], ["clean", "Clean"], ["raw", "Raw"]];
const LISTS = [["records", "Records"], ["edits", "Edits"], ["about", "About"]];
const STEP = 200; // entries of a list that are drawn at once

/** The article on the page, and how it is looked at; the latter stays from one to the next. */
const shown = { number: -1, view: "both", list: "records", hidden: new Set(), chosen: null, from: null, whole: false };

const toneOf = (kind) => "k" + (kind < 3 ? kind : 3 + ((kind - 3) % (KINDS - 3)));
const isShown = (kind) => !shown.hidden.has("k" + kind);

function showArticle(place, target) {
  if (place !== shown.number) Object.assign(shown, { number: place, chosen: null, whole: false });
  const article = articleOf(place);
  const [id, title, raw, clean, edits] = index.documents[place];
  const steps = [[place - 1, "← Previous"], [place + 1, "Next →"]].map(([to, label]) =>
    index.documents[to] ? el("a", { href: "#article/" + to, rel: to < place ? "prev" : "next" }, label) : null);
  const back = shown.from ? el("a", { href: shown.from, id: "back" }, "↩ Back to the table") : null;
  const cut = raw ? `${(100 * (raw - clean) / raw).toFixed(1)} % shorter` : "empty";
  const parts = [
    el("nav", { class: "beside", "aria-label": "Articles" }, back, steps),
    el("h2", { id: "article-title" }, title || id || "(no name)"),
    el("p", { class: "remark" }, `${title && id ? id + " · " : ""}${number(raw)} characters raw, ${number(clean)} clean (${cut}) · ${number(edits)} edit${edits === 1 ? "" : "s"}`),
    verdictOf(article),
    tools(article),
    el("div", { class: "desk" },
      el("div", { id: "texts", class: "texts" }),
      el("aside", { class: "rail", "aria-label": "Found in this article" },
        switchOf("List", LISTS, shown.list, (list) => { shown.list = list; drawList(article); }),
        el("div", { id: "list", class: "list", tabindex: 0, role: "region", "aria-label": "List" }))),
  ];
  byId("article").replaceChildren(...parts.filter(Boolean));
  drawTexts(article);
  drawList(article);
  if (target) choose(target, { move: "words" });
}

function verdictOf(article) {
  const found = article.notes.find(([, kind]) => kind === "SpunVerdict");
  const verdict = index.documents[shown.number][6];
  if (!found || verdict === "genuine") return null;
  return el("p", { class: "warning", role: "note" },
    `This text reads ${verdict === "spun" ? "like" : "somewhat like"} the output of a synonym spinner: its quotations are not verbatim.`);
}

/** The switch for the view, and the legend with a box for each kind and each sort of edit. */
function tools(article) {
  const counts = index.documents[shown.number][5];
  const cuts = article.edits.filter((edit) => edit[2] === "").length;
  const box = (key, tone, label, count) => el("label", { class: "key " + tone },
    el("input", { type: "checkbox", checked: !shown.hidden.has(key), onchange: (event) => {
      shown.hidden[event.target.checked ? "delete" : "add"](key);
      drawTexts(article);
      if (shown.list === "records") drawList(article);
    } }),
    el("span", { class: "swatch", "aria-hidden": "true" }, "Aa"), label, " ", el("span", { class: "n" }, number(count)));
  const entries = index.kinds.map(([name], kind) => box("k" + kind, toneOf(kind), name, counts[kind]));
  entries.push(box("cut", "tone-cut", "cuts", cuts), box("repair", "tone-repair", "repairs", article.edits.length - cuts));
  return el("div", { class: "tools" },
    switchOf("View", VIEWS, shown.view, (chosen) => { shown.view = chosen; drawTexts(article); }),
    el("fieldset", { class: "legend" }, el("legend", { class: "unseen" }, "Show in the text"), entries));
}

function switchOf(label, choices, chosen, change) {
  const group = el("div", { class: "switch", role: "group", "aria-label": label });
  for (const [value, words] of choices) {
    group.append(el("button", { type: "button", "data-value": value, "aria-pressed": String(value === chosen), onclick: (event) => {
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === event.currentTarget));
      change(value);
    } }, words));
  }
  return group;
}

function drawTexts(article) {
  const holder = byId("texts");
  const stretches = stretchesOf(article.records, isShown);
  const seen = new Set();
  const rows = [];
  const head = { clean: "Clean text", raw: "Raw text" };
  const sides = shown.view === "both" ? ["clean", "raw"] : [shown.view];
  rows.push(el("div", { class: "line head" }, sides.map((side) => el("h3", {}, head[side]))));
  const lines = linesOf(article.pieces);
  const drawn = shown.whole ? lines : firstOfLines(lines);
  for (const line of drawn) {
    const isGone = line.every((piece) => piece.clean === "");
    if (isGone && shown.view === "clean" && shown.hidden.has("cut")) continue;
    const cells = sides.map((side) => {
      const cell = el("div", { class: "cell " + side });
      for (const piece of line) drawPiece(cell, piece, side, stretches, seen, article);
      if (side === "clean" && isGone) drawGap(cell, line, article);
      return cell;
    });
    const gap = /\n\s*\n$/.test(line[line.length - 1].raw) ? " gap" : "";
    rows.push(el("div", { class: "line" + gap + (isGone ? " gone" : "") }, cells));
  }
  if (drawn.length < lines.length) {
    const drawAll = () => drawWhole(article);
    rows.push(el("button", { type: "button", class: "quiet", onclick: drawAll }, `Show all ${number(lines.length)} lines`));
  }
  holder.className = "texts " + shown.view;
  holder.replaceChildren(...rows);
  markChosen();
}

/** Long texts are drawn to their end when somebody asks for it, or for words beyond what is drawn. */
function drawWhole(article) {
  shown.whole = true;
  drawTexts(article);
}

/** Where a whole line was cut, the clean text shows which rule did it. */
function drawGap(cell, line, article) {
  if (shown.hidden.has("cut")) return;
  const reasons = new Set(line.map((piece) => article.edits[piece.edit][3].at(-1)[1]));
  if (line.some((piece) => piece.raw.trim())) cell.append(el("span", { class: "gone-note" }, "cut: " + [...reasons].join(", ")));
}

const withoutEnd = (text) => text.replace(/[\r\n]+$/, "");

function drawPiece(cell, piece, side, stretches, seen, article) {
  const isRaw = side === "raw";
  if (piece.edit === null) {
    eachPart(withoutEnd(piece.clean), piece.at, stretches, (text, stretch) => cell.append(stretch ? marked(text, stretch, side, seen, article) : text));
    return;
  }
  const isCutOut = piece.clean === "";
  const key = isCutOut ? "cut" : "repair";
  const attributes = { "data-e": piece.edit };
  const isFirst = !seen.has(side + "e" + piece.edit);
  if (isFirst && isRaw === (shown.view !== "clean")) {
    Object.assign(attributes, { tabindex: 0, role: "button", id: "e" + piece.edit });
  }
  seen.add(side + "e" + piece.edit);
  if (!isRaw) {
    if (isCutOut) return;
    const text = withoutEnd(piece.clean);
    eachPart(text, piece.at, stretches, (part, stretch) => {
      const inner = stretch ? marked(part, stretch, side, seen, article) : el("span", {}, part);
      if (!shown.hidden.has(key)) {
        inner.classList.add("repaired");
        inner.dataset.e = piece.edit;
        if (!inner.hasAttribute("tabindex") && attributes.id) for (const name of ["tabindex", "role", "id"]) inner.setAttribute(name, attributes[name]);
        attributes.id = null;
      }
      cell.append(inner);
    });
    return;
  }
  if (shown.hidden.has(key)) {
    if (!isCutOut) cell.append(piece.clean);
    return;
  }
  const change = el("span", { class: "change " + key, ...attributes });
  if (piece.raw) change.append(el("del", {}, visible(piece.raw)));
  if (piece.clean) {
    const added = el("ins");
    eachPart(piece.clean, piece.at, stretches, (text, stretch) => added.append(stretch ? marked(visible(text), stretch, side, seen, article) : visible(text)));
    change.append(added);
  }
  cell.append(change);
}

/** Words of records; the first ones of each take the focus. */
function marked(text, stretch, side, seen, article) {
  const made = el("mark", { class: "m" }, text);
  const depth = new Map();
  for (const record of stretch.main) {
    const kind = article.records[record][0];
    depth.set(kind, (depth.get(kind) || 0) + 1);
    made.classList.add(toneOf(kind));
  }
  if (depth.get(0) > 1) made.classList.add("deep");
  if (stretch.main.length) made.dataset.r = stretch.main.join(" ");
  if (stretch.near.length) made.dataset.near = stretch.near.join(" ");
  const first = stretch.main.filter((record) => !seen.has("r" + record));
  if (first.length && (side === "clean" || shown.view === "raw")) {
    first.forEach((record) => seen.add("r" + record));
    made.dataset.first = first.join(" ");
    made.id = "w" + first[0];
    made.setAttribute("tabindex", "0");
    made.setAttribute("role", "button");
  }
  return made;
}

/** The list beside the texts: records, edits, or what is known about the article. */
function drawList(article, all = false) {
  const list = byId("list");
  list.setAttribute("aria-label", LISTS.find(([name]) => name === shown.list)[1]);
  if (shown.list === "about") {
    list.replaceChildren(...aboutOf(article));
    return;
  }
  const entries = shown.list === "records" ? recordEntries(article) : editEntries(article);
  const limit = all ? entries.length : Math.max(STEP, entries.findIndex(([key]) => key === shown.chosen) + 1);
  const items = entries.slice(0, limit).map(([, draw]) => draw());
  if (entries.length > limit) {
    items.push(el("li", {}, el("button", { type: "button", class: "quiet", onclick: () => drawList(article, true) }, `Show all ${number(entries.length)}`)));
  }
  list.replaceChildren(entries.length ? el("ol", {}, items) : el("p", { class: "none" }, shown.list === "records" ? "No records." : "Nothing was changed."));
  markChosen();
}

function recordEntries(article) {
  const places = new Map();
  index.tables.forEach((table, kind) => table === undefined || tableOf(kind).forEach((row) => places.set(row[1], [kind, row])));
  return article.records
    .map((record, place) => [place, record])
    .filter(([, [kind]]) => isShown(kind))
    .sort((a, b) => firstOf(a[1]) - firstOf(b[1]) || a[0] - b[0])
    .map(([place, record]) => ["r" + place, () => entryOf("r" + place, toneOf(record[0]), index.kinds[record[0]][1], record[1], headline(places.get(place)), fieldsOf(record))]);
}

const firstOf = ([, , spans]) => (spans.length ? Math.min(...spans.filter((span) => span[2]).map((span) => span[0])) : Infinity);

/** The rows of one kind that belong to the article on the page; rows stand in the order of documents. */
function tableOf(kind) {
  const table = index.tables[kind];
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle][0] < shown.number) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < table.length && table[end][0] === shown.number) end++;
  return table.slice(low, end);
}

function headline([kind, row]) {
  const cells = row[2].map((parts) => wordsOf(parts, shown.number));
  return [cells[0], cells[1] === "–" ? "" : cells[1]];
}

function fieldsOf([, , , , fields]) {
  return el("dl", { class: "fields" }, fields.flatMap(([name, parts]) => [el("dt", {}, name), el("dd", {}, wordsOf(parts, shown.number))]));
}

function editEntries(article) {
  return article.edits
    .map((edit, place) => [place, edit])
    .filter(([, edit]) => !shown.hidden.has(edit[2] === "" ? "cut" : "repair"))
    .map(([place, edit]) => ["e" + place, () => editEntry(article, place, edit)]);
}

function editEntry(article, place, edit) {
  const [start, end, added, history] = edit;
  const [tone, kind] = added === "" ? ["tone-cut", "cut"] : ["tone-repair", start < end ? "repair" : "added"];
  const reasons = [...new Set(history.map(([, reason]) => reason))].join(" + ");
  const change = el("span", { class: "change" }, oldAndNew(article, edit, ""));
  return entryOf("e" + place, tone, kind, "", [reasons, change], editFields(edit));
}

/** What stood there struck through, and what stands there now. */
function oldAndNew(article, [start, end, added], between) {
  return [
    start < end ? el("del", {}, visible(article.raw.slice(start, end))) : null,
    start < end && added !== "" ? between : null,
    added === "" ? null : el("ins", {}, visible(added)),
  ];
}

/** A place in the raw text as Python counts it. */
function codePoints(place) {
  const article = articleOf(shown.number);
  article.pairs ??= [...article.raw.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map((pair) => pair.index);
  let low = 0;
  let high = article.pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (article.pairs[middle] < place) low = middle + 1;
    else high = middle;
  }
  return place - low;
}

function editFields([start, end, , history]) {
  const pairs = history.flatMap(([step, reason, old, added, confidence]) => [
    ["step", step], ["rule", reason], ...(old === null ? [] : [["from", visible(old) || "(nothing)"], ["to", visible(added) || "(nothing)"]]), ["confidence", confidence]]);
  pairs.push(["raw place", `${codePoints(start)}–${codePoints(end)}`]);
  return el("dl", { class: "fields" }, pairs.filter(([, value]) => value !== "").flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]));
}

function entryOf(key, tone, kind, id, [first, second], fields) {
  return el("li", { class: "entry " + tone, id: "i" + key },
    el("button", { type: "button", class: "jump", "data-key": key, onclick: () => choose(key, { move: "words" }) },
      el("span", { class: "tag" }, kind, id ? [" ", el("span", { class: "id" }, id)] : null), el("strong", {}, first), second ? el("span", { class: "second" }, second) : null),
    fields);
}

function aboutOf(article) {
  const section = (title, pairs) => pairs.length
    ? [el("h3", {}, title), el("dl", { class: "fields" }, pairs.flatMap(([name, ...values]) => [el("dt", {}, name), values.flat().map((value) => el("dd", {}, value))]))]
    : [];
  return [
    ...section("What the article says of itself", article.fields.map(([name, value, origin]) => [name, value, `(${origin})`])),
    ...section("What the steps noted", article.notes.map(([step, kind, told]) => [`${kind} (${step})`, told])),
    ...section("What came with it", article.meta),
  ];
}

/** Chooses a record ("r3") or an edit ("e5") and moves the focus to its words or to its entry. */
function choose(key, { move }) {
  const article = articleOf(shown.number);
  shown.chosen = key;
  hideTip();
  const list = key[0] === "r" ? "records" : "edits";
  const thing = key[0] === "r" ? article.records[Number(key.slice(1))] : article.edits[Number(key.slice(1))];
  if (!thing) return;
  const hiddenBy = key[0] === "r" ? "k" + thing[0] : thing[2] === "" ? "cut" : "repair";
  const isCutOut = key[0] === "e" && thing[2] === "";
  if (shown.hidden.delete(hiddenBy) || (isCutOut && shown.view === "clean")) {
    if (isCutOut && shown.view === "clean") shown.view = "both";
    shown.list = list;
    showArticle(shown.number, key, { move });
    return;
  }
  if (shown.list !== list || !byId("i" + key)) {
    shown.list = list;
    for (const button of document.querySelectorAll(".rail .switch button")) button.setAttribute("aria-pressed", String(button.dataset.value === list));
    drawList(article);
  }
  if (!wordsOfKey(key).length && !shown.whole) drawWhole(article);
  markChosen();
  history.replaceState(null, "", `#article/${shown.number}/${key}`);
  const words = wordsOfKey(key)[0];
  const entry = byId("i" + key);
  keepInView(entry);
  if (move === "words" && words) {
    words.scrollIntoView({ block: "center" });
    (words.hasAttribute("tabindex") ? words : byId("texts").querySelector(`[data-first~="${key.slice(1)}"]`) || words).focus({ preventScroll: true });
  } else entry?.querySelector("button").focus({ preventScroll: true });
  hideTip();
}

/** Scrolls the list, and only the list, to an entry. */
function keepInView(entry) {
  const list = byId("list");
  if (!entry) return;
  if (list.scrollHeight > list.clientHeight) list.scrollTop = entry.offsetTop - 60;
  else entry.scrollIntoView({ block: "nearest" });
}

/** The elements of the words of a record or an edit, those of the text in front first. */
function wordsOfKey(key) {
  const place = key.slice(1);
  return [...byId("texts").querySelectorAll(key[0] === "r" ? `[data-r~="${place}"]` : `[data-e="${place}"]`)]
    .sort((a, b) => b.hasAttribute("tabindex") - a.hasAttribute("tabindex"));
}

function markChosen() {
  for (const old of document.querySelectorAll(".chosen, .near")) old.classList.remove("chosen", "near");
  for (const old of document.querySelectorAll(".entry [aria-current]")) old.removeAttribute("aria-current");
  const key = shown.chosen;
  if (!key) return;
  for (const words of wordsOfKey(key)) words.classList.add("chosen");
  if (key[0] === "r") for (const words of byId("texts").querySelectorAll(`[data-near~="${key.slice(1)}"]`)) words.classList.add("near");
  const entry = byId("i" + key);
  entry?.classList.add("chosen");
  entry?.querySelector("button").setAttribute("aria-current", "true");
}
