// What the page does when it is pointed at: filters, explanations, sorting, copying. Everything that is
// shown stands in the page already; without this script only the comfort is missing.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// --- filters: the key's entries become buttons; a mention is shown if each kind of filter lets it pass

function addFilters(key) {
  const targets = all("mark[data-frame], tr[data-frame]");
  const entries = all("li[data-filter]", key);
  const status = make("span", { className: "status" });
  status.setAttribute("role", "status");
  const buttons = entries.map((entry) => {
    const button = make("button", { type: "button" }, ...entry.childNodes);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
    entry.append(button);
    return { button, filter: entry.dataset.filter, value: entry.dataset.value };
  });
  const roles = make("select", {}, ...roleOptions(targets, key.dataset.place));
  roles.setAttribute("aria-label", key.dataset.place);
  roles.addEventListener("change", apply);
  const reset = make("button", { type: "button", className: "reset", hidden: true }, key.dataset.reset);
  reset.addEventListener("click", () => {
    buttons.forEach(({ button }) => button.setAttribute("aria-pressed", "false"));
    roles.value = "";
    apply();
  });
  key.classList.add("filters");
  key.setAttribute("aria-label", key.dataset.label);
  key.append(make("li", {}, roles), make("li", {}, reset, status));

  function apply() {
    const wanted = {};
    for (const { button, filter, value } of buttons) {
      if (button.getAttribute("aria-pressed") === "true") (wanted[filter] ??= new Set()).add(value);
    }
    if (roles.value) wanted.role = new Set([roles.value]);
    const passes = ({ dataset }) =>
      Object.entries(wanted).every(([filter, values]) =>
        (filter === "role" ? [dataset.role] : dataset[filter].split(" ")).some((value) => values.has(value)));
    for (const target of targets) target.classList.toggle("off", !passes(target));
    const marks = targets.filter((target) => target.matches("mark"));
    const shown = marks.filter((mark) => !mark.classList.contains("off")).length;
    const filtered = Object.keys(wanted).length > 0;
    reset.hidden = !filtered;
    status.textContent = filtered
      ? key.dataset.shown.replace("{shown}", shown).replace("{all}", marks.length) : "";
  }
}

function roleOptions(targets, label) {
  const roles = new Map(targets.map(({ dataset }) => [dataset.role, dataset.roleName]));
  return [["", label], ...roles].map(([value, name]) => make("option", { value }, name));
}

// --- explanations: whoever points at a mention, or reaches it by keyboard, is told what is known of it

function addExplanations() {
  const box = make("div", { className: "itar told", id: "told", hidden: true });
  box.setAttribute("role", "tooltip");
  (document.querySelector("main") ?? document.body).append(box);
  // Whoever reads the explanation may move onto it (WCAG 2.2, 1.4.13): it waits a moment before it goes.
  let leaving;
  const hide = () => { clearTimeout(leaving); box.hidden = true; };
  const leave = () => { leaving = setTimeout(hide, 250); };
  box.addEventListener("mouseenter", () => clearTimeout(leaving));
  box.addEventListener("mouseleave", leave);
  const show = (mark) => {
    clearTimeout(leaving);
    const about = document.getElementById(`about-${mark.dataset.frame}`);
    const facts = ["cue", "lemma", "rule", "who", "sure", "place"]
      .filter((name) => mark.dataset[name])
      .map((name) => make("p", { className: "fact" }, mark.dataset[name]));
    box.replaceChildren(...facts, ...(about ? [about.cloneNode(true)] : []));
    all("[id]", box).forEach((element) => element.removeAttribute("id"));
    box.hidden = false;
    const place = mark.getBoundingClientRect();
    const left = Math.min(Math.max(8, place.left), document.documentElement.clientWidth - box.offsetWidth - 8);
    const below = place.bottom + 8 + box.offsetHeight < window.innerHeight;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${window.scrollY + (below ? place.bottom + 8 : place.top - box.offsetHeight - 8)}px`;
  };
  for (const mark of all("mark[data-frame]")) {
    mark.setAttribute("aria-describedby", "told");
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("mouseleave", leave);
    mark.addEventListener("blur", hide);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

// --- tables: a click on a heading sorts, a second one turns the order round

function addSorting(table) {
  const body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  all("thead th", table).forEach((heading, column) => {
    if (!heading.textContent.trim()) return;
    const button = make("button", { type: "button", className: "sort" }, ...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      all("th", table).forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const text = (row) => row.cells[column].textContent.trim();
      const rows = [...body.rows].sort((a, b) => collator.compare(text(a), text(b)) * (down ? -1 : 1));
      body.append(...rows);
    });
  });
}

function addCopying(tools) {
  const table = tools.previousElementSibling;
  if (!table.rows) return;
  const button = make("button", { type: "button" }, tools.dataset.copy);
  tools.append(button);
  button.addEventListener("click", async () => {
    const rows = [...table.rows].filter((row) => !row.classList.contains("off"));
    const cells = (row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " "));
    await navigator.clipboard.writeText(rows.map((row) => cells(row).join("\t")).join("\n"));
    button.textContent = tools.dataset.copied;
    setTimeout(() => { button.textContent = tools.dataset.copy; }, 2000);
  });
}

// --- a link into something folded opens it first

function openTarget() {
  // Names of places are quoted as addresses are: the hash is such a name as it stands.
  const target = location.hash && document.getElementById(location.hash.slice(1));
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  if (target) {
    target.scrollIntoView({ block: "center" });
    if (target.matches("mark")) target.focus({ preventScroll: true });
  }
}

all("ul.key").forEach(addFilters);
addExplanations();
all("table.evidence, table.attributions").forEach(addSorting);
all(".tools").forEach(addCopying);
window.addEventListener("hashchange", openTarget);
openTarget();
