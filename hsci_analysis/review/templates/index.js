(() => {
  "use strict";
  const AT_ONCE = 40; // A browser lays out a table row by row: more would keep who types waiting.
  const table = document.getElementById("reports");
  const body = table.tBodies[0];
  const form = document.getElementById("filter");
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  const choices = [...form.querySelectorAll("select")];
  const lines = [...body.rows].map((row) => {
    const cells = [...row.cells].map((cell) => cell.textContent.trim());
    return { row, cells, text: cells.join(" ").toLowerCase() };
  });
  const order = new Intl.Collator("en-GB", { numeric: true }).compare;
  const number = new Intl.NumberFormat("en-GB").format;

  const chosen = (cell, wanted) =>
    wanted.startsWith("!") ? cell !== "" && cell !== wanted.slice(1) : wanted === "" || cell === wanted;

  const show = (most = AT_ONCE) => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = lines.filter(({ cells, text }) => words.every((word) => text.includes(word))
      && choices.every((choice) => chosen(cells[choice.dataset.column], choice.value)));
    body.replaceChildren(...fitting.slice(0, most).map((line) => line.row));
    more.hidden = fitting.length <= most;
    const first = more.hidden ? "" : `, the first ${number(most)} shown`;
    shown.textContent = `${number(fitting.length)} of ${number(lines.length)} reports${first}`;
  };

  const sort = (head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const way = down ? -1 : 1;
    // What has nothing to sort by comes last, either way.
    lines.sort(({ cells: { [column]: one } }, { cells: { [column]: other } }) =>
      (one === "") - (other === "") || way * order(one, other));
    show();
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  });
  form.addEventListener("input", () => show());
  form.addEventListener("submit", (event) => event.preventDefault());
  more.querySelector("button").addEventListener("click", () => {
    show(Infinity);
    shown.focus();
  });
  window.addEventListener("beforeprint", () => show(Infinity));
  form.hidden = false;
  show();
})();
