// The builder without a mouse, and with one: keys press the page's own buttons, dragging posts a move.
// Everything here has a button or a link on the page; without scripts those serve alone.

let focused = "";
const field = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const button = (name) => document.querySelector(`#work [data-key="${name}"]:not([disabled])`);

const press = (event, name) => {
  const found = button(name);
  if (!found) return;
  event.preventDefault();
  found.click();
};

const step = (event, by) => {
  const links = [...document.querySelectorAll("#outline .rows a")];
  const at = links.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(at + by, 0), links.length - 1)].focus();
};

document.addEventListener("keydown", (event) => {
  if (!document.getElementById("work")) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "d") return press(event, "duplicate");
  if (event.altKey && key === "arrowup") return press(event, "up");
  if (event.altKey && key === "arrowdown") return press(event, "down");
  if (key === "f2") {
    event.preventDefault();
    document.getElementById("in-place")?.select();
    return;
  }
  if (event.target.id === "in-place" && key === "enter" && !event.shiftKey) {
    event.preventDefault();
    event.target.blur();
    return;
  }
  if (field(event.target)) return;
  if (command && key === "z") return press(event, event.shiftKey ? "redo" : "undo");
  if (command && key === "y") return press(event, "redo");
  if (key === "delete") return press(event, "delete");
  if (key === "n" && !command && !event.altKey) {
    event.preventDefault();
    document.getElementById("what")?.focus();
    return;
  }
  if (key === "arrowdown") step(event, 1);
  if (key === "arrowup") step(event, -1);
});

// On a narrow screen one pane stands at a time: the tabs choose, and so does what one taps.
const show = (pane) => {
  document.body.dataset.pane = pane;
};
document.addEventListener("click", (event) => {
  const tab = event.target.closest?.(".pane-tabs a");
  if (tab) {
    event.preventDefault();
    show(tab.hash.slice(1));
    return;
  }
  const to = event.target.closest?.("[data-to]");
  if (to) show(to.dataset.to);
});
if (document.getElementById("work")) show(new URLSearchParams(location.search).get("at") ? "panel" : "canvas");

// What is selected already need not be fetched again: a double click is not torn apart by its answer.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (!elt.matches?.(".pick")) return;
  if (elt.closest(".piece").dataset.at === document.getElementById("work").dataset.at) event.preventDefault();
});

// A double click on an item goes straight to its words.
document.addEventListener("dblclick", (event) => {
  if (!event.target.closest?.(".piece")) return;
  focused = "#in-place";
  document.getElementById("in-place")?.select();
});

// While somebody types, others' changes wait: the next gesture brings them in.
document.addEventListener("htmx:beforeRequest", (event) => {
  const cause = event.detail.requestConfig.triggeringEvent;
  if (cause?.type === "design-moved" && field(document.activeElement)) event.preventDefault();
});

// The focus stays with what one works at: the button pressed, the property, or the selected part, wherever
// a gesture has brought it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "work") return;
  const active = document.activeElement;
  if (active?.closest("#outline .rows, .piece")) {
    focused = active.closest(".piece") ? "#canvas .pick[aria-current]" : "#outline a[aria-current]";
  } else if (active?.dataset.key) {
    focused = `[data-key="${active.dataset.key}"]`;
  } else {
    focused = active?.id ? `#${CSS.escape(active.id)}` : "";
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "work") return;
  drag();
  if (focused) document.querySelector(focused)?.focus();
});

const moved = ({ item, from, to, oldIndex, newIndex }) => {
  if (from === to && oldIndex === newIndex) return;
  const work = document.getElementById("work");
  window.htmx.ajax("POST", `/designs/${work.dataset.design}/edit`, {
    source: work, // whose extension swaps
    target: "#work",
    swap: "morph:outerHTML",
    values: {
      gesture: "move",
      place: item.dataset.at,
      into: to.dataset.list,
      index: newIndex,
      seen: work.dataset.revision,
      at: work.dataset.at,
    },
  });
};

const drag = () => {
  if (!window.Sortable) return;
  for (const list of document.querySelectorAll("#work .pieces")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, {
      group: "items",
      handle: ".handle",
      animation: 120,
      swapThreshold: 0.65, // the rest of a group's height lets things into it
      emptyInsertThreshold: 12,
      onEnd: moved,
    });
  }
};

drag();
