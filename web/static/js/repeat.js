/* Rows of a list: added, moved, removed, and put back. Focus goes where the row went. */
(() => {
  "use strict";
  const sheet = window.sheet;
  if (!sheet?.enqueue) return; // a page only read: the browser itself calls the form window.sheet

  function first(row) {
    return row?.querySelector("input:not([type=hidden]):not(:disabled), select, textarea") ?? null;
  }

  function follow(verb, repeat, index) {
    const rows = document.querySelectorAll(`[data-repeat="${CSS.escape(repeat)}"] .entry`);
    const at = { add: rows.length - 1, up: index - 1, down: index + 1, remove: Math.min(index, rows.length - 1), restore: index };
    const row = rows[at[verb]];
    if (verb === "add" || verb === "restore") return first(row)?.focus();
    const same = row?.querySelector(`button[value^="${verb}:"]:not(:disabled)`);
    const add = document.querySelector(`button[value="add:${CSS.escape(repeat)}"]`);
    return (same ?? first(row) ?? add)?.focus();
  }

  const undo = document.createElement("p");
  undo.className = "undo";
  undo.setAttribute("role", "status");
  sheet.form.querySelector(".actions")?.prepend(undo);

  /* A row that is gone can be put back until another row comes or goes. */
  function offer(repeat, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sheet.saved.dataset.undo;
    button.addEventListener("click", () => change("restore", repeat, index));
    undo.replaceChildren(sheet.saved.dataset.removed.replace("0", String(index + 1)), " ", button);
  }

  function change(verb, repeat, index, sure = "") {
    undo.replaceChildren();
    sheet.enqueue({
      key: "",
      url: sheet.form.dataset.rows,
      values: { row: verb === "add" ? `add:${repeat}` : `${verb}:${repeat}:${index}${sure}` },
      done: (status) => {
        if (status >= 400) return;
        follow(verb, repeat, index);
        if (verb === "remove") offer(repeat, index);
      },
    });
  }

  sheet.form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="row"]');
    if (!button) return;
    event.preventDefault();
    const [verb, repeat, index, sure] = button.value.split(":");
    button.closest("[data-conflict]")?.remove();
    change(verb, repeat, Number(index), sure ? `:${sure}` : "");
  });
})();
