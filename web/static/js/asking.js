/* What is shown on demand: last period's values, and what rules hide on this sheet. Both also work
   without this script, by a link and a button of the form. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  if (!form) return;
  const REMEMBERED = "tianbao:earlier";
  const toggle = document.getElementById("earlier");
  const wanted = form.elements.namedItem("earlier");
  let here = wanted?.value === "1";

  const ask = (address) => {
    const url = new URL(address, window.location.href);
    url.searchParams.set("sheet", form.dataset.sheet);
    return url;
  };

  async function fetchEarlier() {
    here = true;
    await window.htmx?.ajax("GET", ask(form.dataset.earlier).href, { source: toggle, target: toggle, swap: "none" });
  }

  async function show(on) {
    wanted.value = on ? "1" : "";
    toggle.setAttribute("aria-pressed", String(on));
    form.classList.toggle("without-earlier", !on);
    window.sessionStorage.setItem(REMEMBERED, on ? "1" : "");
    if (on && !here) await fetchEarlier();
  }

  if (toggle) {
    toggle.addEventListener("click", (event) => {
      event.preventDefault();
      show(wanted.value !== "1");
    });
    toggle.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle.click();
    });
    if (!here && window.sessionStorage.getItem(REMEMBERED)) show(true);
  }

  /* The list of hidden things is made when it is opened; a change closes it again. */
  form.addEventListener("toggle", async (event) => {
    const details = event.target;
    if (details.id !== "unseen" || !details.open || details.querySelector("ul")) return;
    const answer = await fetch(ask(form.dataset.unseen), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) details.querySelector(".unseen-body").innerHTML = await answer.text();
  }, true);

  /* On a phone the sheets stand in a row that scrolls: the one shown comes into view. */
  document.querySelector(".sheets [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
})();
