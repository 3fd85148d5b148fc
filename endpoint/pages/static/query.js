"use strict";
const form = document.getElementById("ask");
const text = document.getElementById("query");
const out = document.getElementById("answer");

document.querySelectorAll("[data-query]").forEach((link) =>
  link.addEventListener("click", (event) => {
    event.preventDefault();
    text.value = link.dataset.query;
    form.requestSubmit();
    form.scrollIntoView();
  })
);

function cell(term) {
  const td = document.createElement("td");
  if (!term) return td;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const a = document.createElement("a");
    const base = form.dataset.things;
    a.href = term.value.startsWith(base) ? form.dataset.root + "/id/" + term.value.slice(base.length) : term.value;
    a.textContent = term.value.startsWith(base) ? term.value.slice(base.length) : term.value;
    td.append(a);
  } else {
    td.textContent = term.value;
    if (term["xml:lang"]) td.lang = term["xml:lang"];
  }
  return td;
}

function table(data) {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of data.head.vars) {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = name;
    head.append(th);
  }
  const body = table.createTBody();
  for (const row of data.results.bindings.slice(0, 1000)) {
    const tr = body.insertRow();
    for (const name of data.head.vars) tr.append(cell(row[name]));
  }
  return table;
}

function say(...nodes) {
  out.replaceChildren(...nodes);
}

function block(content) {
  const pre = document.createElement("pre");
  pre.textContent = content;
  return pre;
}

let running = null;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (running) running.abort();
  running = new AbortController();
  const started = performance.now();
  say(block("…"));
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
      body: text.value,
      signal: running.signal,
    });
    const type = answer.headers.get("Content-Type") || "";
    if (!answer.ok) {
      const problem = await answer.json();
      say(block([problem.detail, ...(problem.excerpt || [])].join("\n")));
    } else if (type.startsWith("application/sparql-results+json")) {
      const data = await answer.json();
      if ("boolean" in data) return say(block(data.boolean ? "yes" : "no"));
      const note = document.createElement("p");
      note.className = "note";
      const shown = Math.min(1000, data.results.bindings.length);
      note.textContent = `${data.results.bindings.length} rows, ${shown} shown, ${Math.round(performance.now() - started)} ms`;
      say(note, table(data));
    } else {
      say(block(await answer.text()));
    }
  } catch (error) {
    if (error.name !== "AbortError") say(block("The server could not be reached: " + error.message));
  }
});
