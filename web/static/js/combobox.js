/* A code out of a tree: type a name or a code, or walk down level by level. The list comes from the
   server. Without this script the box simply takes the code. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  if (!form) return;
  const list = document.createElement("ul");
  list.id = "choices-list";
  list.className = "choices-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  form.append(list);
  let box = null;
  let active = null;
  let timer = 0;
  let turn = 0;

  const options = () => [...list.querySelectorAll("[role=option]:not(.none)")];

  function point(option) {
    active?.setAttribute("aria-selected", "false");
    active = option ?? null;
    if (!active) return box?.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    active.scrollIntoView({ block: "nearest" });
    return box.setAttribute("aria-activedescendant", active.id);
  }

  function place() {
    const at = box.getBoundingClientRect();
    const base = form.getBoundingClientRect();
    list.style.left = `${at.left - base.left}px`;
    list.style.top = `${at.bottom - base.top}px`;
    list.style.minWidth = `${at.width}px`;
    list.style.maxWidth = `${Math.max(at.width, base.right - at.left)}px`;
  }

  function close() {
    list.hidden = true;
    box?.setAttribute("aria-expanded", "false");
    point(null);
  }

  async function open(text, under) {
    const mine = ++turn;
    const url = new URL(form.dataset.search, window.location.href);
    url.searchParams.set("path", box.name);
    url.searchParams.set("q", text);
    url.searchParams.set("under", under);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || mine !== turn || !box) return;
    list.innerHTML = await answer.text();
    place();
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    point(text ? options()[0] : null);
  }

  function choose(option) {
    if (!option) return;
    if ("step" in option.dataset || option.classList.contains("up")) {
      open("", option.dataset.under);
      return;
    }
    box.value = option.dataset.code;
    close();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* A swap takes the role away again: without scripts the box is an ordinary one. */
  function dress() {
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  form.addEventListener("sheet:updated", () => { if (box === document.activeElement) dress(); });

  function adopt(control) {
    if (!control?.matches("[data-combobox] input")) return false;
    box = control;
    dress();
    return true;
  }

  form.addEventListener("focusin", (event) => {
    if (!adopt(event.target)) return;
    box.select();
    if (box.value === "") open("", "");
  });

  form.addEventListener("click", (event) => {
    if (event.target === box && list.hidden) open("", "");
  });

  form.addEventListener("focusout", (event) => {
    if (event.target !== box) return;
    close();
    turn += 1;
  });

  form.addEventListener("input", (event) => {
    if (event.target !== box) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => open(box.value, ""), 150);
  });

  form.addEventListener("keydown", (event) => {
    if (event.target !== box) return;
    const all = options();
    const at = all.indexOf(active);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open("", "");
      else if (event.key === "ArrowDown") point(all[(at + 1) % all.length]);
      else point(all[(Math.max(at, 0) + all.length - 1) % all.length]);
    } else if (event.key === "ArrowRight" && active?.dataset.under !== undefined) {
      event.preventDefault();
      open("", active.dataset.under);
    } else if (event.key === "ArrowLeft" && list.querySelector(".up") && !list.hidden) {
      event.preventDefault();
      open("", list.querySelector(".up").dataset.under);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  }, true);

  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]:not(.none)");
    if (event.target.closest(".into")) open("", option.dataset.under);
    else choose(option);
  });

  /* Who began to type before this script was there finds the list all the same. */
  if (adopt(document.activeElement) && box.value !== box.defaultValue) open(box.value, "");
})();
