(() => {
  "use strict";
  const table = document.getElementById("reports");
  const body = table.tBodies[0];
  const form = document.getElementById("filter");
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const choices = [...form.querySelectorAll("select")];
  const lines = [...body.rows].map((row) => {
    const cells = [...row.cells].map((cell) => cell.textContent.trim());
    return { row, cells, text: cells.join(" ").toLowerCase() };
  });
  const order = new Intl.Collator("en-GB", { numeric: true }).compare;

  const chosen = (cell, wanted) =>
    wanted.startsWith("!") ? cell !== "" && cell !== wanted.slice(1) : wanted === "" || cell === wanted;

  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const { row, cells, text } of lines) {
      const fits = words.every((word) => text.includes(word))
        && choices.every((choice) => chosen(cells[choice.dataset.column], choice.value));
      if (row.hidden === fits) row.hidden = !fits;
      number += fits;
    }
    shown.textContent = `${number} of ${lines.length} reports`;
  };

  const sort = (head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const way = down ? -1 : 1;
    // What has nothing to sort by comes last, either way.
    lines.sort(({ cells: { [column]: one } }, { cells: { [column]: other } }) =>
      (one === "") - (other === "") || way * order(one, other));
    body.append(...lines.map((line) => line.row));
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
