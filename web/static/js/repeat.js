/* Rows of a list: added, moved, and removed after a second press. Focus goes where the row went. */
(() => {
  "use strict";
  const sheet = window.sheet;
  if (!sheet?.enqueue) return; // a page only read: the browser itself calls the form window.sheet
  const ASK_MS = 4000;

  function first(row) {
    return row?.querySelector("input:not([type=hidden]):not(:disabled), select, textarea") ?? null;
  }

  function follow(verb, repeat, index) {
    const rows = document.querySelectorAll(`[data-repeat="${CSS.escape(repeat)}"] .entry`);
    const at = { add: rows.length - 1, up: index - 1, down: index + 1, remove: Math.min(index, rows.length - 1) };
    const row = rows[at[verb]];
    if (verb === "add") return first(row)?.focus();
    const same = row?.querySelector(`button[value^="${verb}:"]:not(:disabled)`);
    const add = document.querySelector(`button[value="add:${CSS.escape(repeat)}"]`);
    return (same ?? first(row) ?? add)?.focus();
  }

  function sure(button) {
    if (button.dataset.asked) return true;
    const words = button.textContent;
    button.dataset.asked = "1";
    button.textContent = button.dataset.confirm;
    window.setTimeout(() => {
      button.textContent = words;
      delete button.dataset.asked;
    }, ASK_MS);
    return false;
  }

  function empty(button) {
    const controls = button.closest(".entry").querySelectorAll("input:not([type=hidden]), select, textarea");
    return [...controls].every((one) => (one.matches("[type=radio], [type=checkbox]") ? !one.checked : one.value === ""));
  }

  sheet.form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="row"]');
    if (!button) return;
    event.preventDefault();
    const [verb, repeat, index] = button.value.split(":");
    if (verb === "remove" && !empty(button) && !sure(button)) return;
    sheet.enqueue({
      key: "",
      url: sheet.form.dataset.rows,
      values: { row: button.value },
      done: () => follow(verb, repeat, Number(index)),
    });
  });
})();
