// The pages with tables: documents, and records with their filters.

const PAGE = 50;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const number = (value) => value.toLocaleString("en");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const nameOf = (document) => document[1] || document[0] || "(no name)";

/** What a table shows: kept in the address, so that one can go back to it. */
const view = { documents: {}, records: {} };

/** A labelled control. */
function field(label, control) {
  control.id = "f-" + fold(label).replace(/[^a-z]+/g, "-");
  return el("div", { class: "field" }, el("label", { for: control.id }, label), control);
}

function choice(name, values, chosen, all) {
  const options = values.map((value) => el("option", { value, selected: value === chosen }, value));
  return el("select", { name }, el("option", { value: "" }, all), options);
}

function typed(name, value, hint, values = []) {
  const list = values.length ? "list-" + name : null;
  const input = el("input", { type: "search", name, value, placeholder: hint, list, autocomplete: "off" });
  if (!list) return input;
  const options = values.slice(0, 2000).map((option) => el("option", { value: option }));
  return [input, el("datalist", { id: list }, options)];
}

/** How often each value occurs, the most frequent first. */
function ranked(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0])).map(([value]) => value);
}

/** A table with a page of rows, its sortable head, and the buttons for other pages. */
function drawTable(caption, columns, rows, state, drawRow, change) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(Math.max(1, Number(state.page) || 1), pages);
  const first = (page - 1) * PAGE;
  const head = columns.map(([label, isNumber], column) => {
    const [sorted, down] = [Math.abs(state.sort) - 1 === column, state.sort < 0];
    const arrow = sorted ? (down ? "↓" : "↑") : "";
    const next = sorted && !down ? -(column + 1) : column + 1;
    const button = el("button", { type: "button", "data-sort": column, onclick: () => change({ sort: next, page: 1 }) },
      label, el("span", { class: "arrow", "aria-hidden": "true" }, arrow));
    return el("th", { scope: "col", class: isNumber && "number", "aria-sort": sorted ? (down ? "descending" : "ascending") : "none" }, button);
  });
  const body = rows.slice(first, first + PAGE).map(drawRow);
  const turn = (label, to, possible) =>
    el("button", { type: "button", class: "quiet", disabled: !possible, onclick: () => change({ page: to }) }, label);
  const told = rows.length
    ? `${number(first + 1)}–${number(first + body.length)} of ${number(rows.length)}`
    : "Nothing fits these filters";
  byId("status").textContent = told;
  return el("div", {},
    el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
      el("table", { class: "rows" }, el("caption", { class: "unseen" }, caption),
        el("thead", {}, el("tr", {}, head)), el("tbody", {}, body))),
    el("div", { class: "pager" },
      turn("← Previous", page - 1, page > 1), el("span", { class: "told" }, told), turn("Next →", page + 1, page < pages)));
}

/** `rows` sorted by what stands in a column; 0 leaves them as they are. */
function sorted(rows, sort, cell) {
  if (!sort) return rows;
  const column = Math.abs(sort) - 1;
  const keyed = rows.map((row) => [cell(row, column), row]);
  const order = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  keyed.sort((a, b) => (sort < 0 ? -1 : 1) * order(a[0], b[0]));
  return keyed.map(([, row]) => row);
}

/** Puts the state of a page into the address without a new entry in the history. */
function remember(page, state) {
  const filled = Object.entries(state).filter(([, value]) => value !== "" && value !== undefined && value !== 0);
  const query = new URLSearchParams(filled).toString();
  history.replaceState(null, "", "#" + page + (query ? "?" + query : ""));
}

let waiting = 0;
/** Calls once when nobody has typed for a moment. */
function soon(call) {
  clearTimeout(waiting);
  waiting = setTimeout(call, 120);
}

function showDocuments(state) {
  view.documents = { q: "", sort: 0, page: 1, ...state, sort: Number(state.sort) || 0 };
  const section = byId("documents");
  const kinds = index.kinds.map(([name]) => [name[0].toUpperCase() + name.slice(1), true]);
  const hasVerdicts = index.documents.some((document) => document[6]);
  const columns = [["Document"], ["Raw characters", true], ["Clean characters", true], ["Edits", true], ...kinds];
  if (hasVerdicts) columns.push(["Verdict"]);
  const cellsOf = ([, , raw, clean, edits, counts, verdict]) => [raw, clean, edits, ...counts, ...(hasVerdicts ? [verdict] : [])];
  const all = index.documents.map((document, place) => [document, place]);
  const holder = el("div");
  const draw = () => {
    const { q, sort } = view.documents;
    const wanted = fold(q);
    const rows = all.filter(([document]) => fold(document[0] + " " + document[1]).includes(wanted));
    const cell = ([document], column) => (column ? cellsOf(document)[column - 1] : nameOf(document));
    const drawRow = ([document, place]) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: "#article/" + place }, nameOf(document)),
        document[1] && document[0] ? el("small", {}, document[0]) : null),
      cellsOf(document).map((value) => el("td", { class: typeof value === "number" && "number" }, typeof value === "number" ? number(value) : value)));
    const change = (changes) => {
      Object.assign(view.documents, changes);
      draw();
    };
    holder.replaceChildren(drawTable("Documents", columns, sorted(rows, sort, cell), view.documents, drawRow, change));
    refocus(holder);
    remember("documents", view.documents);
  };
  const input = typed("q", view.documents.q, "name or title");
  input.addEventListener("input", () => soon(() => { Object.assign(view.documents, { q: input.value, page: 1 }); draw(); }));
  section.replaceChildren(el("h2", { id: "documents-title" }, "Documents"),
    el("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() }, field("Name or title", input)), holder);
  draw();
}

/** After the head was drawn anew, the focus returns to the button that was pressed. */
function refocus(holder) {
  if (refocus.sort !== undefined) holder.querySelector(`[data-sort="${refocus.sort}"]`)?.focus();
  refocus.sort = undefined;
}
document.addEventListener("click", (event) => {
  refocus.sort = event.target.closest?.("[data-sort]")?.dataset.sort;
}, true);

function showRecords(state) {
  const section = byId("records");
  const names = index.kinds.map(([name]) => name);
  const kind = Math.max(0, names.indexOf((state.kind || "").replaceAll("_", " ")));
  view.records = { kind: names[kind], speaker: "", country: "", type: "", document: "", q: "", page: 1, ...state, kind: names[kind], sort: Number(state.sort) || 0 };
  const title = el("h2", { id: "records-title" }, "Records");
  if (!names.length) {
    section.replaceChildren(title, el("p", { class: "none" }, "No records: the pipeline had no extractors."));
    return;
  }
  const rows = index.tables[kind];
  const documentNames = new Map(index.documents.map((document, place) => [place, fold(document[0] + " " + document[1])]));
  const columns = [...index.kinds[kind][2].map((label) => [label]), ["Document"]];
  const wordsAt = (row, column) => (column < row[2].length ? wordsOf(row[2][column], row[0]) : nameOf(index.documents[row[0]]));
  const holder = el("div");
  const draw = () => {
    const { speaker, country, type, document, q, sort } = view.records;
    const [who, where, what] = [fold(speaker), fold(document), fold(q)];
    const fitting = rows.filter((row) =>
      (!who || fold(row[3]).includes(who)) &&
      (!country || row[4].includes(country)) &&
      (!type || row[5] === type) &&
      (!where || documentNames.get(row[0]).includes(where)) &&
      (!what || row[2].some((_, column) => fold(wordsAt(row, column)).includes(what))));
    const drawRow = (row) => el("tr", { onclick: (event) => event.target.closest("a") || event.currentTarget.querySelector("a").click() },
      columns.map((_, column) => {
        const words = wordsAt(row, column);
        const isLong = words.length > 24 && "long";
        if (column) return el("td", { class: isLong }, words);
        return el("th", { scope: "row", class: isLong }, el("a", { href: `#article/${row[0]}/r${row[1]}` }, words || "–"));
      }));
    const change = (changes) => {
      Object.assign(view.records, changes);
      draw();
    };
    holder.replaceChildren(drawTable(names[kind], columns, sorted(fitting, sort, wordsAt), view.records, drawRow, change));
    refocus(holder);
    remember("records", view.records);
  };
  const tabs = el("div", { class: "switch", role: "group", "aria-label": "Kind of records" }, names.map((name, which) =>
    el("button", { type: "button", "aria-pressed": String(which === kind), onclick: () => { showRecords({ ...view.records, kind: name, sort: 0, page: 1 }); byId("records").querySelector("[aria-pressed=true]").focus(); } },
      name[0].toUpperCase() + name.slice(1), " ", el("span", { class: "n" }, number(index.tables[which].length)))));
  const speakers = ranked(rows.map((row) => row[3]));
  const countries = ranked(rows.flatMap((row) => row[4])).sort(collator.compare);
  const types = ranked(rows.map((row) => row[5])).sort(collator.compare);
  const { speaker, country, type, document: where, q } = view.records;
  const controls = [
    ["Speaker", typed("speaker", speaker, "anybody", speakers), speakers.length],
    ["Country", choice("country", countries, country, "all"), countries.length],
    ["Event type", choice("type", types, type, "all"), types.length],
    ["Document", typed("document", where, "all"), true],
    ["Words", typed("q", q, "in any column"), true],
  ];
  const form = el("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() });
  const filter = () => {
    for (const input of form.querySelectorAll("input, select")) view.records[input.name] = input.value;
    view.records.page = 1;
    draw();
  };
  for (const [label, made, isUseful] of controls) {
    const [control, list] = [made].flat();
    if (!isUseful) {
      view.records[control.name] = "";
      continue;
    }
    control.addEventListener("input", () => soon(filter));
    const holderOfField = field(label, control);
    if (list) holderOfField.append(list);
    form.append(holderOfField);
  }
  form.append(el("button", { type: "button", class: "quiet", onclick: () => showRecords({ kind: names[kind] }) }, "Clear filters"));
  section.replaceChildren(title, tabs, form, holder);
  draw();
}
