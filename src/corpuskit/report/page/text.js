"use strict";
// The text of an article: clean text from raw text and edits, and both cut into pieces to draw.

const byId = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text nodes, never markup. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

const index = JSON.parse(byId("index").textContent);
const articles = new Map();

/** An article, parsed when it is first wanted. */
function articleOf(number) {
  if (!articles.has(number)) {
    const article = JSON.parse(byId("d" + number).textContent);
    article.pieces = piecesOf(article);
    article.text = article.pieces.map((piece) => piece.clean).join("");
    articles.set(number, article);
  }
  return articles.get(number);
}

/** Words of ours and spans of the clean text, as one string. */
function wordsOf(parts, number) {
  return parts
    .map((part) => (typeof part === "string" ? part : articleOf(number).text.slice(...part)))
    .join("");
}

/** Kept and changed stretches in order: {at, raw, clean, edit}; `at` counts in the clean text. */
function piecesOf(article) {
  const pieces = [];
  let done = 0;
  let at = 0;
  const push = (raw, clean, edit) => {
    pieces.push({ at, raw, clean, edit });
    at += clean.length;
  };
  article.edits.forEach(([start, end, added], edit) => {
    if (start > done) push(article.raw.slice(done, start), article.raw.slice(done, start), null);
    push(article.raw.slice(start, end), added, edit);
    done = end;
  });
  if (done < article.raw.length) push(article.raw.slice(done), article.raw.slice(done), null);
  return pieces;
}

/**
 * The pieces in lines: a new one after each line end that was kept, or cut without a trace. Endless
 * lines are broken too, so that what is out of sight costs nothing.
 */
function linesOf(pieces) {
  const lines = [];
  let line = [];
  const end = () => {
    if (line.length) lines.push(line);
    line = [];
  };
  for (const piece of pieces) {
    if (piece.edit !== null && piece.clean !== "") {
      line.push(piece);
      if (piece.clean.endsWith("\n") || line.length >= 500) end();
      continue;
    }
    let at = piece.at;
    for (const raw of piece.raw.match(/[^\n]{0,20000}\n+|[^\n]{1,20000}/gu) || []) {
      const clean = piece.edit === null ? raw : "";
      line.push({ at, raw, clean, edit: piece.edit });
      at += clean.length;
      if (raw.endsWith("\n") || raw.length >= 20000) end();
    }
  }
  end();
  return lines;
}

/** The lines up to where drawing would take long. */
function firstOfLines(lines) {
  let [characters, pieces, count] = [0, 0, 0];
  while (count < lines.length && count < 2000 && characters < 400000 && pieces < 8000) {
    pieces += lines[count].length;
    for (const piece of lines[count++]) characters += piece.raw.length;
  }
  return lines.slice(0, count);
}

/**
 * The stretches of the clean text between the borders of records: {start, end, main, near}.
 * `main`: the records whose words these are; `near`: those whose speaker, actor, ... they name.
 */
function stretchesOf(records, isShown) {
  const borders = [];
  records.forEach(([kind, , spans], record) => {
    if (!isShown(kind)) return;
    for (const [start, end, main] of spans) {
      const span = { record, main, length: end - start };
      borders.push([start, 1, span], [end, 0, span]);
    }
  });
  borders.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const open = new Set();
  const found = [];
  let last = 0;
  for (const [place, opens, span] of borders) {
    if (place > last && open.size) {
      const inner = [...open].sort((a, b) => a.length - b.length);
      const pick = (main) => [...new Set(inner.filter((s) => s.main === main).map((s) => s.record))];
      found.push({ start: last, end: place, main: pick(1), near: pick(0) });
    }
    last = place;
    if (opens) open.add(span);
    else open.delete(span);
  }
  return found;
}

/** Calls `draw(text, stretch or null)` for each part of `text`, which begins at `at`. */
function eachPart(text, at, stretches, draw) {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle].end <= at) low = middle + 1;
    else high = middle;
  }
  let done = at;
  const end = at + text.length;
  for (let k = low; k < stretches.length && stretches[k].start < end; k++) {
    const { start, end: stop } = stretches[k];
    if (start > done) draw(text.slice(done - at, start - at), null);
    done = Math.max(done, start);
    const until = Math.min(stop, end);
    draw(text.slice(done - at, until - at), stretches[k]);
    done = until;
  }
  if (done < end) draw(text.slice(done - at), null);
}

const SIGNS = { "\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽" };
const UNSEEN = /[\0-\x1f\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/;

/** Changed words with signs for what the eye cannot see. */
function visible(text) {
  if (/^ +$/.test(text)) return text.replaceAll(" ", "␣");
  let out = "";
  for (const character of text) {
    if (character in SIGNS) out += SIGNS[character];
    else if (UNSEEN.test(character) && character.length === 1) {
      out += "⟨" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟩";
    } else out += character;
  }
  return out;
}
