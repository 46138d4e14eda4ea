"use strict";
// Texts of documents and models reach the page through textContent only, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const texts = new Map(data.texts);
const TITLE = 0, FIRST_LINE = 1, LAST_LINE = 2, FACTS = 3, PAIRS = 4, SHARE = 5, START = 6;
const PER_PAGE = 50, MOST_REJECTED = 200;
const $ = (id) => document.getElementById(id);

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// --- tabs ---
const tabs = [...document.querySelectorAll("nav button")];
const drawn = new Set();
const draw = { overview() {}, coverage: drawCoverage, pairs: filterPairs, rejected: filterRejected };
function show(name) {
  for (const tab of tabs) tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
  for (const panel of document.querySelectorAll("main > section")) panel.hidden = panel.id !== name;
  if (!drawn.has(name)) draw[name]();
  drawn.add(name);
}
for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.tab));

// --- pairs ---
function scoreOf(pair) {
  const score = pair.sc.overall ?? pair.sc.score;
  return typeof score === "number" ? score : null;
}
function documentsOf(pair) {
  return new Set(pair.e.map((quote) => quote[0]));
}
const pairsOfSection = new Map();
for (const pair of data.pairs) {
  pair.text = [pair.q, pair.a, ...pair.r].join("\n").toLowerCase();
  for (const section of pair.x) {
    if (!pairsOfSection.has(section)) pairsOfSection.set(section, []);
    pairsOfSection.get(section).push(pair);
  }
}

function card(pair, query) {
  const article = make("article");
  const title = make("h3");
  marked(title, pair.q, query);
  const answer = make("div", undefined, "answer");
  marked(answer, pair.a, query);
  const steps = make("ol");
  for (const step of pair.r) marked(steps.appendChild(make("li")), step, query);
  article.append(title, answer, steps);
  for (const quote of pair.e) article.append(make("blockquote", quote[3]));
  const tags = make("div", undefined, "tags");
  const scores = Object.entries(pair.sc).filter((entry) => typeof entry[1] !== "object").map((entry) => entry.join(" ")).join(", ");
  for (const tag of [pair.t, pair.d, pair.s, pair.o, pair.m, scores, ...pair.f, ...pair.i, ...pair.w, pair.id]) if (tag) tags.append(make("span", tag));
  article.append(tags);
  for (const section of pair.x) {
    const button = make("button", "in its section");
    button.addEventListener("click", () => openSection(section));
    article.append(button);
  }
  return article;
}

function marked(element, text, query) {
  const place = query ? text.toLowerCase().indexOf(query) : -1;
  if (place < 0) {
    element.append(text);
    return;
  }
  element.append(text.slice(0, place), make("mark", text.slice(place, place + query.length)), text.slice(place + query.length));
}

function options(select, all, values) {
  select.append(new Option(all, ""));
  for (const [value, label] of values) select.append(new Option(label, value));
}
const distinct = (name) => [...new Set(data.pairs.map((pair) => pair[name]))].sort().map((value) => [value, value]);
options($("type"), "All types", distinct("t"));
options($("split"), "Both sides", distinct("s"));
options($("document"), "All documents", data.documents.map((entry, number) => [String(number), entry.name]));
options($("score"), "Any score", [9, 8, 7, 6, 5].map((score) => [String(score), `score ≥ ${score}`]));
$("score").hidden = !data.pairs.some((pair) => scoreOf(pair) !== null);

let found = [], shown = 0;
function filterPairs() {
  const query = $("search").value.trim().toLowerCase();
  const type = $("type").value, split = $("split").value, source = $("document").value, score = $("score").value;
  found = data.pairs.filter((pair) =>
    (!type || pair.t === type) && (!split || pair.s === split) && (!source || documentsOf(pair).has(Number(source))) &&
    (!score || scoreOf(pair) >= Number(score)) && (!query || pair.text.includes(query)));
  const sample = data.pairs.length < data.pairs_total ? `, a sample of ${data.pairs_total.toLocaleString("en")}` : "";
  $("count").textContent = `${found.length.toLocaleString("en")} of ${data.pairs.length.toLocaleString("en")} pairs${sample}`;
  $("list").replaceChildren();
  shown = 0;
  morePairs();
}
function morePairs() {
  const query = $("search").value.trim().toLowerCase();
  $("list").append(...found.slice(shown, shown + PER_PAGE).map((pair) => card(pair, query)));
  shown += PER_PAGE;
  $("more").hidden = shown >= found.length;
}
$("more").addEventListener("click", morePairs);
for (const id of ["search", "type", "split", "document", "score"]) $(id).addEventListener("input", filterPairs);

// --- rejected ---
options($("reason"), "All reasons", [...new Set(data.rejected.map((entry) => entry.why))].sort().map((why) => [why, why]));
function filterRejected() {
  const query = $("reject-search").value.trim().toLowerCase(), why = $("reason").value;
  const some = data.rejected.filter((entry) => (!why || entry.why === why) && (!query || (entry.q + "\n" + entry.a).toLowerCase().includes(query)));
  const total = data.rejected_total.toLocaleString("en");
  const sample = data.rejected.length < data.rejected_total ? `, a sample of ${total}` : "";
  const first = some.length > MOST_REJECTED ? `; the first ${MOST_REJECTED} are shown` : "";
  $("reject-count").textContent = `${some.length.toLocaleString("en")} of ${data.rejected.length.toLocaleString("en")} that were not kept${sample}${first}`;
  $("reject-list").replaceChildren(...some.slice(0, MOST_REJECTED).map((entry) => {
    const article = make("article");
    article.append(make("h3", entry.q || "(no question could be read)"), make("div", entry.a, "answer"), make("div", entry.why, "why"));
    const tags = make("div", undefined, "tags");
    for (const tag of [entry.t, ...entry.w]) if (tag) tags.append(make("span", tag));
    article.append(tags);
    return article;
  }));
}
for (const id of ["reject-search", "reason"]) $(id).addEventListener("input", filterRejected);

// --- coverage ---
function covered(entry) {
  let pairs = 0, sections = 0;
  for (let number = entry.first; number < entry.last; number++) {
    pairs += data.sections[number][PAIRS];
    sections += data.sections[number][SHARE] > 0 ? 1 : 0;
  }
  return { pairs, sections, all: entry.last - entry.first };
}
function drawCoverage() {
  const query = $("document-search").value.trim().toLowerCase();
  let rows = data.documents.map((entry) => ({ entry, count: covered(entry) })).filter((row) => row.entry.name.toLowerCase().includes(query));
  if ($("holes-first").checked) rows.sort((one, other) => one.count.sections / one.count.all - other.count.sections / other.count.all);
  $("documents").replaceChildren(...rows.map(({ entry, count }) => {
    const block = make("div", undefined, "document");
    const title = make("h3", entry.name + " ");
    title.append(make("span", `${count.pairs} pairs, ${count.sections} of ${count.all} sections`));
    const cells = make("div", undefined, "cells");
    for (let number = entry.first; number < entry.last; number++) cells.append(cell(number));
    block.append(title, cells);
    return block;
  }));
}
function cell(number) {
  const section = data.sections[number];
  const button = make("button", undefined, "cell");
  button.style.setProperty("--share", `${section[SHARE] ? 20 + 0.8 * section[SHARE] : 0}%`);
  button.classList.toggle("hole", section[FACTS] > 0 && !section[SHARE]);
  button.classList.toggle("none", !section[FACTS]);
  button.title = `${section[TITLE]}: ${section[PAIRS]} pairs, ${section[SHARE]} % of the text is evidence, ${section[FACTS]} facts`;
  button.setAttribute("aria-label", button.title);
  button.dataset.section = number;
  return button;
}
$("documents").addEventListener("click", (event) => {
  if (event.target.dataset.section !== undefined) openSection(Number(event.target.dataset.section));
});
for (const id of ["document-search", "holes-first"]) $(id).addEventListener("input", drawCoverage);

// --- one section ---
function openSection(number) {
  const section = data.sections[number], pairs = pairsOfSection.get(number) ?? [];
  const source = data.documents.findIndex((entry) => entry.first <= number && number < entry.last);
  $("section-title").textContent = section[TITLE];
  $("section-where").textContent = `${data.documents[source].name}, lines ${section[FIRST_LINE]}–${section[LAST_LINE]}: ${section[PAIRS]} pairs, ${section[SHARE]} % of the text is evidence`;
  const text = texts.get(number);
  $("section-text").replaceChildren();
  if (text === undefined) $("section-text").append("The text of this section is left out to keep this file small.");
  else highlighted($("section-text"), text, spans(pairs, source, section[START]));
  $("section-pairs").replaceChildren(...(pairs.length ? pairs.map((pair) => card(pair, "")) : [make("p", "No pair was made from this section.", "hint")]));
  if (!$("section").open) $("section").showModal();
}
function spans(pairs, source, start) {
  return pairs.flatMap((pair) => pair.e).filter((quote) => quote[0] === source).map((quote) => [quote[1] - start, quote[2] - start]).sort((one, other) => one[0] - other[0]);
}
function highlighted(element, text, marks) {
  const letters = Array.from(text); // offsets count characters, not UTF-16 units
  let at = 0;
  for (const [from, to] of marks) {
    const start = Math.max(at, from);
    if (to <= start || start >= letters.length) continue;
    element.append(letters.slice(at, start).join(""), make("mark", letters.slice(start, to).join("")));
    at = to;
  }
  element.append(letters.slice(at).join(""));
}
