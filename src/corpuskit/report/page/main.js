// The frame: which page is shown, what hovers over the words, keys, colours.

const tip = byId("tip");
let tipped = null;

/** What is known of the words under the pointer or the focus: the innermost record in full. */
function showTip(words) {
  const article = articleOf(shown.number);
  const parts = [];
  const changed = words.closest("[data-e]");
  if (changed) {
    const edit = article.edits[Number(changed.dataset.e)];
    parts.push(el("p", { class: edit[2] === "" ? "tag tone-cut" : "tag tone-repair" }, edit[2] === "" ? "cut" : "repair"));
    if (edit[2] !== "") parts.push(el("p", { class: "change" }, oldAndNew(article, edit, " → ")));
    parts.push(editFields(edit));
  }
  (words.dataset.r || "").split(" ").filter(Boolean).forEach((place, at) => {
    const record = article.records[Number(place)];
    const [name, one] = index.kinds[record[0]];
    parts.push(el("p", { class: "tag " + toneOf(record[0]) }, one || name, " ", el("span", { class: "id" }, record[1])));
    if (!at) parts.push(fieldsOf(record));
  });
  if (!parts.length) return;
  tipped?.removeAttribute("aria-describedby");
  tipped = words;
  words.setAttribute("aria-describedby", "tip");
  tip.replaceChildren(...parts);
  tip.hidden = false;
  const place = [...words.getClientRects()].find((box) => box.bottom > 0) || words.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), innerWidth - tip.offsetWidth - 8);
  const below = place.bottom + 8;
  const above = place.top - tip.offsetHeight - 8;
  const top = below + tip.offsetHeight < innerHeight || above < 8 ? below : above;
  tip.style.left = left + "px";
  tip.style.top = Math.max(8, Math.min(top, innerHeight - tip.offsetHeight - 8)) + "px";
}

function hideTip() {
  tipped?.removeAttribute("aria-describedby");
  tipped = null;
  tip.hidden = true;
}

const tippable = (node) => node?.closest?.("#texts [data-r], #texts [data-e]");
let leaving = 0;
let pointer = "";
document.addEventListener("pointerover", (event) => {
  const here = event.screenX + " " + event.screenY;
  if (here === pointer) return; // the page has moved, not the pointer
  pointer = here;
  clearTimeout(leaving);
  const words = tippable(event.target);
  if (words && words !== tipped) leaving = setTimeout(() => words.isConnected && showTip(words), tip.hidden ? 120 : 0);
  else if (!words && !event.target.closest?.("#tip")) leaving = setTimeout(hideTip, 150);
});
document.addEventListener("focusin", (event) => {
  const words = tippable(event.target);
  if (words) showTip(words);
  else hideTip();
});
document.addEventListener("scroll", (event) => { if (event.target === document) hideTip(); }, true);

/** The record or edit to choose next at these words: the innermost first, then those around it. */
function nextKey(words) {
  const keys = (words.dataset.first || "").split(" ").concat((words.dataset.r || "").split(" ")).filter(Boolean).map((place) => "r" + place);
  const changed = words.closest("[data-e]");
  if (changed) keys.unshift("e" + changed.dataset.e);
  const all = [...new Set(keys)];
  return all[(all.indexOf(shown.chosen) + 1) % all.length];
}

byId("article").addEventListener("click", (event) => {
  const words = tippable(event.target);
  if (words && getSelection().isCollapsed) choose(nextKey(words), { move: "entry" });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip();
  const words = tippable(event.target);
  if (words && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(nextKey(words), { move: "entry" });
  }
});

let lastRow = null;
byId("records").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#article/']");
  if (link) Object.assign(shown, { from: location.hash, chosen: null }), (lastRow = link.getAttribute("href"));
});

/** Shows what the address names. */
function route() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [page, place, target] = (path || (index.documents.length === 1 ? "article/0" : "overview")).split("/");
  const known = ["overview", "documents", "records", "article"].includes(page) ? page : "overview";
  const isDocument = known === "article" && index.documents[Number(place)];
  const name = known === "article" && !isDocument ? "overview" : known;
  hideTip();
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== name;
  const state = Object.fromEntries(new URLSearchParams(query));
  if (name === "documents") showDocuments(state);
  if (name === "records") showRecords(state);
  const where = name === "article" ? "documents" : name;
  for (const link of document.querySelectorAll("#pages a")) {
    if (link.dataset.page === where) link.setAttribute("aria-current", name === where ? "page" : "true");
    else link.removeAttribute("aria-current");
  }
  if (name !== "article") shown.from = name === "records" ? shown.from : null;
  scrollTo(0, 0);
  if (name === "article") showArticle(Number(place), target);
  if (name === "records" && lastRow) {
    const link = byId("records").querySelector(`a[href="${lastRow}"]`);
    link?.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
    lastRow = null;
  }
}

const THEMES = [["light dark", "◐ Auto", "as the system"], ["light", "☀ Light", "light"], ["dark", "☾ Dark", "dark"]];
byId("theme").addEventListener("click", (event) => {
  const now = document.documentElement.style.colorScheme || THEMES[0][0];
  const [scheme, label, spoken] = THEMES[(THEMES.findIndex(([name]) => name === now) + 1) % THEMES.length];
  document.documentElement.style.colorScheme = scheme;
  event.currentTarget.textContent = label;
  event.currentTarget.setAttribute("aria-label", "Colours: " + spoken);
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
for (const link of document.querySelectorAll("#pages a")) {
  const count = { documents: index.documents.length, records: index.tables.reduce((sum, table) => sum + table.length, 0) }[link.dataset.page];
  if (count !== undefined) link.append(" ", el("span", { class: "n" }, number(count)));
}
addEventListener("hashchange", route);
route();
