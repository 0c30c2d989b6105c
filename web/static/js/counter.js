/* How many characters of a long text are used. Said aloud only near the end. */
(() => {
  "use strict";
  const NEAR = 20;

  function count(area) {
    let told = area.nextElementSibling;
    if (!told?.classList.contains("counter")) {
      told = document.createElement("span");
      told.className = "counter";
      area.after(told);
    }
    const left = area.maxLength - area.value.length;
    told.setAttribute("aria-live", left <= NEAR ? "polite" : "off");
    told.textContent = `${area.value.length} / ${area.maxLength}`;
  }

  const all = () => document.querySelectorAll("textarea[data-counter]").forEach(count);
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-counter]")) count(event.target);
  });
  document.addEventListener("sheet:updated", all);
  all();
})();
