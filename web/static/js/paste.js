/* A block of cells from a spreadsheet: shown first, what fits and what does not, then filled. */
(() => {
  "use strict";
  const sheet = window.sheet;
  const dialog = document.getElementById("paste");
  if (!sheet?.enqueue || !dialog) return;
  const preview = document.getElementById("paste-preview");
  const fill = dialog.querySelector("[data-fill]");
  let block = null;

  async function show() {
    preview.replaceChildren();
    fill.disabled = true;
    dialog.showModal();
    const values = { ...block, preview: "1", revision: sheet.saved.dataset.revision, sheet: sheet.form.dataset.sheet };
    await window.htmx.ajax("POST", sheet.form.dataset.paste, {
      source: preview, target: preview, swap: "innerHTML", values,
    }).catch(() => dialog.close());
    fill.disabled = !preview.querySelector("table");
    (fill.disabled ? dialog.querySelector("[data-cancel]") : fill).focus();
  }

  sheet.form.addEventListener("paste", (event) => {
    const control = event.target.closest("[data-grid] input, [data-grid] select");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const several = /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
    if (!control?.name || !several) return;
    event.preventDefault();
    block = { at: control.name, text };
    show();
  });

  fill.addEventListener("click", () => {
    const at = block.at;
    sheet.enqueue({ key: "", url: sheet.form.dataset.paste, values: { ...block, preview: "" } });
    dialog.close();
    sheet.form.elements.namedItem(at)?.focus();
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
})();
