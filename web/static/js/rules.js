// A rule as text: colours behind what is typed, and names to complete it with. The page's own table of names
// is what is offered, so nothing is known here that is not there.

const TOKEN = /('(?:[^']|'')*'?)|(\b\d+(?:\.\d+)?\b)|\b(and|or|not|in|if|else|true|false|null)\b|([\p{L}_][\p{L}\p{N}_.]*)(?=\s*\()|([\p{L}_][\p{L}\p{N}_.]*)|([^\s])/gu;
const CLASSES = ["", "text", "number", "word", "call", "name", "sign"];
const MOST = 12;

const area = () => document.getElementById("rule-text");
const list = () => document.getElementById("completions");

const paint = () => {
  const written = area();
  const behind = written?.parentElement.querySelector("pre");
  if (!behind) return;
  const made = document.createDocumentFragment();
  const text = written.value;
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    made.append(text.slice(end, found.index));
    const mark = document.createElement("span");
    mark.className = `t-${CLASSES[found.findIndex((one, at) => at > 0 && one !== undefined)]}`;
    mark.textContent = found[0];
    made.append(mark);
    end = found.index + found[0].length;
  }
  made.append(text.slice(end), "\n");
  behind.replaceChildren(made);
  behind.scrollTop = written.scrollTop;
};

const known = () =>
  [...document.querySelectorAll(".names tr[data-name]")].map((row) => ({
    name: row.dataset.name,
    words: row.dataset.words,
    call: row.dataset.call === "yes",
  }));

const begun = (written) => /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(written.value.slice(0, written.selectionStart))?.[0] ?? "";

const close = () => {
  const offers = list();
  if (!offers) return;
  offers.hidden = true;
  offers.replaceChildren();
  area()?.removeAttribute("aria-activedescendant");
};

const fits = (one, word) => one.name.toLowerCase().includes(word) || one.words.toLowerCase().includes(word);

const offer = () => {
  const written = area();
  const word = begun(written).toLowerCase();
  if (!word) return close();
  const found = known().filter((one) => fits(one, word) && one.name !== begun(written));
  found.sort((one, other) => other.name.toLowerCase().startsWith(word) - one.name.toLowerCase().startsWith(word));
  const offers = list();
  offers.replaceChildren(
    ...found.slice(0, MOST).map((one, number) => {
      const item = document.createElement("li");
      item.id = `completion-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", number === 0 ? "true" : "false");
      item.dataset.name = one.call ? `${one.name.split("(")[0]}(` : one.name;
      const code = document.createElement("code");
      code.textContent = one.name;
      item.append(code, ` ${one.words}`);
      return item;
    }),
  );
  offers.hidden = found.length === 0;
  if (found.length > 0) written.setAttribute("aria-activedescendant", "completion-0");
};

const take = (item) => {
  const written = area();
  const word = begun(written);
  const at = written.selectionStart;
  written.setRangeText(item.dataset.name, at - word.length, at, "end");
  close();
  written.focus();
  written.dispatchEvent(new Event("input", { bubbles: true }));
  close();
};

const move = (by) => {
  const items = [...list().children];
  const at = items.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const to = (at + by + items.length) % items.length;
  items.forEach((one, number) => one.setAttribute("aria-selected", number === to ? "true" : "false"));
  items[to].scrollIntoView({ block: "nearest" });
  area().setAttribute("aria-activedescendant", items[to].id);
};

document.addEventListener("input", (event) => {
  if (event.target !== area()) return;
  paint();
  offer();
});

document.addEventListener("keydown", (event) => {
  if (event.target !== area() || list().hidden) return;
  const chosen = list().querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Escape") close();
  else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
  else return;
  event.preventDefault();
});

document.addEventListener("mousedown", (event) => {
  const item = event.target.closest?.("#completions li");
  if (!item) return;
  event.preventDefault();
  take(item);
});

document.addEventListener("focusout", (event) => {
  if (event.target === area()) close();
});
document.addEventListener("scroll", (event) => {
  if (event.target === area()) area().parentElement.querySelector("pre").scrollTop = area().scrollTop;
}, true);
document.addEventListener("htmx:afterSettle", paint);
paint();
