"use strict";
// Choosers show one of what they name; sortable heads sort; marks of figures say what they are.

for (const chooser of document.querySelectorAll("select.chooser")) {
  const shown = [...chooser.options].map((option) => document.getElementById(option.value));
  const show = () => shown.forEach((part) => (part.hidden = part.id !== chooser.value));
  chooser.addEventListener("change", show);
  show();
}

const value = (cell) => (cell.dataset.by === undefined ? cell.textContent.trim() : Number(cell.dataset.by));
const missing = (cell) => cell.textContent.trim() === "–";
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) =>
    head.firstElementChild.addEventListener("click", () => {
      const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...table.tBodies[0].rows].sort((one, other) => {
        const [a, b] = [one.cells[column], other.cells[column]];
        // what is not known comes last either way
        return missing(a) - missing(b) || sign * compare(value(a), value(b));
      });
      table.tBodies[0].append(...rows);
    }),
  );
}

const bubble = document.getElementById("bubble");
const tell = (event) => {
  const mark = event.target.closest?.(".drawing [aria-roledescription]:not([aria-roledescription$='container'])");
  bubble.hidden = !mark || mark.getAttribute("aria-roledescription") === "axis" || mark.getAttribute("aria-roledescription") === "legend";
  if (bubble.hidden) return;
  bubble.textContent = mark.getAttribute("aria-label");
  const { left, right, top } = mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth - bubble.offsetWidth - 8;
  const place = Math.max(8, Math.min(room, (left + right - bubble.offsetWidth) / 2));
  bubble.style.transform = `translate(${place}px, ${Math.max(8, top - bubble.offsetHeight - 8)}px)`;
};
document.addEventListener("pointerover", tell);
document.addEventListener("pointerdown", tell);
document.addEventListener("scroll", () => (bubble.hidden = true), { passive: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && (bubble.hidden = true));
