/* Moving about in a grid: arrow keys, Enter and Shift+Enter; the whole figure is selected on arrival;
   figures show their thousands while nobody types in them. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  if (!form) return;
  const FIGURE = /^-?\d{4,}(\.\d+)?$/;
  const figures = ".figures input[type=text]";

  function group(input) {
    if (input === document.activeElement || !FIGURE.test(input.value)) return;
    const [whole, rest] = input.value.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    input.value = rest === undefined ? grouped : `${grouped}.${rest}`;
  }

  const groupAll = () => form.querySelectorAll(figures).forEach(group);

  function control(cell) {
    return cell?.querySelector("input:not([type=hidden]):not(:disabled), select:not(:disabled)") ?? null;
  }

  /* The next control in a direction, over cells that hold none. */
  function beyond(cell, down, right) {
    const rows = [...cell.closest("tbody").rows].filter((row) => !row.hidden);
    let row = rows.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    for (;;) {
      row += down;
      column += right;
      const there = rows[row]?.cells[column];
      if (!there) return null;
      const found = control(there);
      if (found) return found;
    }
  }

  /* From the last row on: the top of the next column, and after the last column what follows the grid. */
  function onward(cell) {
    const rows = [...cell.closest("tbody").rows].filter((row) => !row.hidden);
    for (let column = cell.cellIndex + 1; column < cell.parentElement.cells.length; column += 1) {
      const found = rows.map((row) => control(row.cells[column])).find(Boolean);
      if (found) return found;
    }
    const grid = cell.closest("[data-grid]");
    return [...form.querySelectorAll("input:not([type=hidden]), select, textarea, .actions .primary")]
      .find((one) => grid.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !grid.contains(one)) ?? null;
  }

  function atEdge(input, key) {
    if (input.selectionStart === null) return true;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (whole) return true;
    const caret = input.selectionStart === input.selectionEnd;
    return caret && input.selectionStart === (key === "ArrowLeft" ? 0 : input.value.length);
  }

  function step(event) {
    const typed = event.target.matches("input:not([type=radio], [type=checkbox])");
    if (event.key === "Enter") return [event.shiftKey ? -1 : 1, 0];
    if (!typed || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
    if (event.key === "ArrowDown") return [1, 0];
    if (event.key === "ArrowUp") return [-1, 0];
    if (event.key === "ArrowLeft" && atEdge(event.target, event.key)) return [0, -1];
    if (event.key === "ArrowRight" && atEdge(event.target, event.key)) return [0, 1];
    return null;
  }

  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-grid] td");
    if (!cell || event.defaultPrevented || event.isComposing || !event.target.matches("input, select")) return;
    const date = event.target.matches("[type=date], [type=month], [type=datetime-local]");
    if (event.target.getAttribute("aria-expanded") === "true" || (date && event.key !== "Enter")) return;
    const move = step(event);
    if (!move) return;
    event.preventDefault();
    const there = beyond(cell, ...move) ?? (event.key === "Enter" && !event.shiftKey ? onward(cell) : null);
    if (there) there.focus();
    else event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* Esc takes back what was typed since one came here. */
  const arrived = new WeakMap();
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[type=text], textarea")) arrived.set(event.target, event.target.value);
  });
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    const was = arrived.get(input);
    if (event.key !== "Escape" || event.defaultPrevented || was === undefined || was === input.value) return;
    event.preventDefault();
    input.value = input.matches(figures) ? was.replace(/,(?=\d{3})/g, "") : was;
    input.select();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

  form.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!input.matches(".figures input[type=text], [data-grid] input[type=text]")) return;
    if (input.matches(figures) && !input.readOnly) input.value = input.value.replace(/,(?=\d{3})/g, "");
    input.select();
  });

  form.addEventListener("focusout", (event) => {
    const input = event.target;
    if (input.matches(figures)) window.setTimeout(() => group(input));
  });

  form.addEventListener("sheet:updated", groupAll);
  groupAll();
})();
