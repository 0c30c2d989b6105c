/* Saves each change at once, one after the other, so that every change names the right revision.
   What could not be sent stays in the queue and on the page, and is sent again. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  const saved = document.getElementById("saved");
  if (!form || !saved || !window.htmx || form.classList.contains("reading")) return;

  const ASIDE = "tianbao:unsent";
  const queue = [];
  const typing = new Set();
  const early = new Set();
  let sending = null;
  let failures = 0;
  let timer = 0;
  let leaving = false;

  const field = (name) => form.elements.namedItem(name);
  const unsaved = () => sending !== null || queue.length > 0 || typing.size > 0;
  const waiting = (name) => typing.has(name) || queue.some((task) => task.key === name);

  function tell(kind) {
    saved.className = kind ? `saved ${kind}` : "saved";
    if (!kind) return;
    saved.textContent = saved.dataset[kind];
    if (kind !== "failed") return;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = saved.dataset.retry;
    again.addEventListener("click", () => next());
    saved.append(" ", again);
  }

  /* key: two waiting changes of one key are one; values: what is sent besides revision and sheet;
     source: the element that asks, where it is not the line that says what is saved. */
  function enqueue(task) {
    const at = queue.findIndex((other) => other.key === task.key);
    if (at >= 0 && task.key) queue.splice(at, 1, task);
    else queue.push(task);
    if (failures === 0) next();
  }

  async function post(task) {
    const values = {
      revision: saved.dataset.revision,
      sheet: form.dataset.sheet,
      missing: field("missing")?.value ?? "",
      earlier: field("earlier")?.value ?? "",
      ...task.values,
    };
    let status = 0;
    const source = task.source ?? saved;
    const hear = (event) => { status = event.detail.xhr.status; };
    source.addEventListener("htmx:afterRequest", hear, { once: true });
    try {
      await window.htmx.ajax("POST", task.url, { source, target: saved, swap: "none", values });
    } catch {
      status = 0;
    }
    source.removeEventListener("htmx:afterRequest", hear);
    return status;
  }

  async function next() {
    window.clearTimeout(timer);
    if (sending !== null || queue.length === 0) return;
    sending = queue.shift();
    tell("saving");
    const status = await post(sending);
    const task = sending;
    sending = null;
    if (status === 0 || status >= 500) return later(task);
    failures = 0;
    after(task, status);
    if (queue.length > 0) next();
  }

  function later(task) {
    if (!queue.some((other) => other.key === task.key)) queue.unshift(task);
    failures += 1;
    tell("failed");
    timer = window.setTimeout(next, Math.min(30000, 1000 * 2 ** failures));
  }

  function after(task, status) {
    field("revision").value = saved.dataset.revision;
    if (status >= 400) tell("refused");
    else if (queue.length === 0) tell("");
    task.done?.(status);
    if (status === 409) document.querySelector("[data-conflict]")?.focus();
    form.dispatchEvent(new CustomEvent("sheet:updated", { bubbles: true, detail: { status } }));
  }

  function valuesOf(name) {
    const found = new FormData(form).getAll(name);
    const many = form.querySelector(`input[type="checkbox"][name="${CSS.escape(name)}"]`);
    const kept = many ? found.filter((value) => value !== "") : found;
    return kept.length > 0 ? kept : [""];
  }

  function alone(box) {
    if (!box.checked) return;
    for (const other of form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(box.name)}"]`)) {
      const clash = "exclusive" in box.dataset || "exclusive" in other.dataset;
      if (other !== box && clash) other.checked = false;
    }
  }

  function explain(box) {
    const check = box.dataset.check;
    const text = field(`explain.${check}`)?.value ?? "";
    const reason = field(`reason.${check}`)?.value ?? "";
    enqueue({ key: `explain.${check}`, url: form.dataset.explain, values: { check, text, reason } });
  }

  function change(name) {
    enqueue({ key: name, url: form.dataset.change, values: { path: name, value: valuesOf(name) } });
  }

  form.addEventListener("input", (event) => {
    if (event.target.name && event.target.type !== "file") typing.add(event.target.name);
  });

  form.addEventListener("change", (event) => {
    const control = event.target;
    if (!control.name || control.type === "file") return;
    typing.delete(control.name);
    early.delete(control.name);
    if (control.type === "checkbox") alone(control);
    if (control.dataset.check !== undefined) explain(control);
    else change(control.name);
  });

  form.addEventListener("focusout", (event) => {
    typing.delete(event.target.name);
    if (early.delete(event.target.name)) change(event.target.name);
  });

  function differs(control) {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.tagName !== "SELECT") return control.value !== control.defaultValue;
    const all = [...control.options];
    return (all.find((option) => option.defaultSelected) ?? all[0]) !== all[control.selectedIndex];
  }

  /* On a slow line one types before this script listens: that is saved like everything else, what is
     still being typed when its field is left. */
  function catchUp() {
    for (const control of form.elements) {
      if (!control.name || ["hidden", "file", "submit", "button"].includes(control.type)) continue;
      if (!differs(control)) continue;
      if (control !== document.activeElement || control.type === "radio" || control.type === "checkbox") {
        control.dispatchEvent(new Event("change", { bubbles: true }));
      } else {
        typing.add(control.name);
        early.add(control.name);
      }
    }
  }

  form.addEventListener("keydown", (event) => {
    const control = event.target;
    if (control.type === "radio" && (event.key === "Delete" || event.key === "Backspace") && control.checked) {
      control.checked = false;
      enqueue({ key: control.name, url: form.dataset.change, values: { path: control.name, value: "" } });
    }
    const line = control.matches("input:not([type=radio], [type=checkbox], [type=file])");
    if (event.key === "Enter" && line && !event.defaultPrevented && !control.closest("[data-grid]")) {
      event.preventDefault();
      const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
      all[all.indexOf(control) + 1]?.focus();
    }
  });

  function keep(button) {
    const panel = button.closest("[data-conflict]");
    const path = panel.dataset.conflict;
    const mine = [...panel.querySelectorAll('[name^="mine."]')].map((input) => input.value);
    panel.remove();
    /* First the page learns what others changed, here and elsewhere; then one's own is a change of that. */
    enqueue({ key: "", url: form.dataset.change, values: { path, value: "", keep: "theirs" } });
    if (button.value.startsWith("mine")) enqueue({ key: path, url: form.dataset.change, values: { path, value: mine } });
  }

  /* The filer has read what a change clears: it is sent once more, and done. */
  function confirm(button) {
    const panel = button.closest("[data-conflict]");
    const path = panel.dataset.conflict;
    const value = [...panel.querySelectorAll('[name^="mine."]')].map((input) => input.value);
    panel.remove();
    enqueue({ key: path, url: form.dataset.change, values: { path, value, confirm: "1" } });
  }

  /* A session that ended loses nothing: what is not saved waits in this tab for the same person. */
  function putAside() {
    const revision = saved.dataset.revision;
    const typed = [...typing].map((path) => ({ key: path, url: form.dataset.change, values: { path, value: valuesOf(path) } }));
    const tasks = [sending, ...queue, ...typed].filter((task) => task && !task.source)
      .map(({ key, url, values }) => ({ key, url, values: values.path ? { revision, ...values } : values }));
    const kept = { who: form.dataset.who, change: form.dataset.change, tasks };
    if (tasks.length > 0) window.sessionStorage.setItem(ASIDE, JSON.stringify(kept));
    leaving = true;
  }

  function takeUp() {
    const kept = JSON.parse(window.sessionStorage.getItem(ASIDE) ?? "null");
    if (!kept) return;
    if (kept.who === form.dataset.who && kept.change !== form.dataset.change) return;
    window.sessionStorage.removeItem(ASIDE);
    if (kept.who !== form.dataset.who) return;
    const told = document.createElement("p");
    told.className = "notice";
    told.setAttribute("role", "status");
    told.textContent = saved.dataset.restored.replace("0", String(kept.tasks.length));
    form.prepend(told);
    kept.tasks.forEach(enqueue);
  }

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if ([401, 403].includes(event.detail.xhr.status)) putAside();
  });

  async function why(button) {
    const panel = document.getElementById("why");
    const url = new URL(form.dataset.why, window.location.href);
    url.searchParams.set("path", button.value);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    panel.innerHTML = await answer.text();
    panel.querySelector("[data-close]")?.addEventListener("click", (event) => {
      event.preventDefault(); // without scripts it is a link back to the sheet
      panel.replaceChildren();
      button.focus();
    });
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name]");
    const answers = { why, keep, confirm };
    if (!Object.hasOwn(answers, button?.name ?? "")) return;
    event.preventDefault();
    answers[button.name](button);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("#why [data-close]")?.click();
  });

  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("online", () => next());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved() && !leaving) event.preventDefault();
  });

  /* A swap must not overwrite what is being typed or is still waiting to be sent. */
  if (window.Idiomorph) {
    window.Idiomorph.defaults.callbacks.beforeNodeMorphed = (old) => !(old.name && waiting(old.name));
  }

  window.sheet = { form, enqueue, saved };
  takeUp();
  catchUp();
})();
