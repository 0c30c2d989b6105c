/* One question at a time: the sheet is whole, all but one step of it are out of sight. Without this script
   it is simply shown. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  const bar = form?.querySelector("[data-stepping]");
  if (!bar) return;
  const kept = `step:${window.location.pathname}`;
  const where = bar.querySelector(".where");
  let current = window.sessionStorage.getItem(kept) ?? "";

  /* A group's questions are steps of their own; what is hidden by a condition is none. */
  function steps() {
    const found = [];
    for (const item of form.querySelectorAll(".items > *")) {
      const inside = item.matches(".group") ? [...item.querySelectorAll(":scope > .fields > *")] : [item];
      found.push(...inside.filter((one) => !one.hidden && !item.hidden && one.childElementCount > 0));
    }
    return found;
  }

  function show(all, place) {
    const step = all[place];
    current = step?.id ?? "";
    window.sessionStorage.setItem(kept, current);
    for (const one of all) one.classList.toggle("out-of-step", one !== step);
    for (const group of form.querySelectorAll(".items > .group")) {
      group.classList.toggle("out-of-step", !group.contains(step));
    }
    where.textContent = bar.dataset.told.replace("{n}", place + 1).replace("{m}", all.length);
    bar.hidden = all.length < 2;
    bar.querySelector('[data-step="-1"]').disabled = place <= 0;
    bar.querySelector('[data-step="1"]').hidden = place >= all.length - 1;
    form.classList.toggle("mid-step", place < all.length - 1);
  }

  function refresh() {
    const all = steps();
    const place = all.findIndex((one) => one.id === current);
    show(all, Math.max(0, place));
  }

  function go(by) {
    const all = steps();
    const place = Math.min(all.length - 1, Math.max(0, all.findIndex((one) => one.id === current) + by));
    show(all, place);
    const control = all[place]?.querySelector("input:not([type=hidden]), select, textarea, button");
    (control ?? bar).focus({ preventScroll: true });
    all[place]?.scrollIntoView({ block: "nearest" });
  }

  /* A link to a problem, or whatever else brings the focus into a step out of sight, shows that step. */
  function reveal(target) {
    const all = steps();
    const place = all.findIndex((one) => one.contains(target));
    if (place >= 0 && all[place].id !== current) show(all, place);
  }

  bar.addEventListener("click", (event) => {
    const by = Number(event.target.closest("[data-step]")?.dataset.step ?? 0);
    if (by) go(by);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) reveal(target);
  }, true);
  form.addEventListener("focusin", (event) => reveal(event.target));
  form.addEventListener("sheet:updated", refresh);
  refresh();
  if (window.location.hash) {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (target) reveal(target);
  }
})();
