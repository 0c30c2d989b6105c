// A try-out with scripts: what is changed or pressed is posted at once, and the page takes what came of it.
// Without them the sheet's own buttons post the same.

const trial = () => document.getElementById("trial");
const sheet = () => document.getElementById("sheet");
let last = 0;
let pressed = Promise.resolve(); // until what a button asked for is on the page: it may fill in every field

async function send(button) {
  const form = sheet();
  if (!form) return;
  const values = new FormData(form, button ?? null);
  last += 1;
  const mine = last;
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: values,
    headers: { "HX-Request": "true", "X-CSRF-Token": values.get("csrf") },
  });
  if (mine !== last) return;
  const to = answer.headers.get("HX-Redirect");
  if (to) window.location.assign(to);
  else window.Idiomorph.morph(trial(), await answer.text(), { morphStyle: "outerHTML", ignoreActiveValue: true });
}

function post(button) {
  const waited = pressed.then(() => send(button));
  if (button) pressed = waited.catch(() => {}); // one that failed holds nobody up; its fault is told by `waited`
}

document.addEventListener("change", (event) => {
  if (event.target.form === sheet() && event.target.type !== "file") post();
});

document.addEventListener("submit", (event) => {
  if (event.target !== sheet()) return;
  event.preventDefault();
  post(event.submitter);
});
