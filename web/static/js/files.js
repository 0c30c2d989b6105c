/* Files: sent one by one through the queue of changes, with their progress; removed after a second
   press; signatures drawn with a finger, a pen or a mouse. */
(() => {
  "use strict";
  const sheet = window.sheet;
  if (!sheet?.enqueue) return;
  const ASK_MS = 4000;
  const LINE = 3;
  let number = 0;

  /* htmx sends what the source's own attributes say: outside the form, so that nothing else goes along. */
  const carrier = document.createElement("div");
  carrier.setAttribute("hx-encoding", "multipart/form-data");
  carrier.hidden = true;
  document.body.append(carrier);

  const boxOf = (path) => sheet.form.querySelector(`[data-files="${CSS.escape(path)}"]`);

  function tell(path, text) {
    const line = boxOf(path)?.querySelector(".file-progress");
    if (line) line.textContent = text;
  }

  function send(path, file) {
    const box = boxOf(path);
    if (file.size > Number(box.dataset.most)) return tell(path, `${file.name}: ${box.dataset.large}`);
    const told = (share) => tell(path, `${box.dataset.uploading} ${file.name} ${share}`);
    const hear = (event) => {
      const { loaded, total, lengthComputable } = event.detail;
      if (lengthComputable && total > 0) told(`${Math.floor((100 * loaded) / total)}%`);
    };
    told("");
    carrier.addEventListener("htmx:xhr:progress", hear);
    number += 1;
    sheet.enqueue({
      key: `${path} ${number}`,
      url: sheet.form.dataset.attach,
      source: carrier,
      values: { path, file },
      done: () => {
        carrier.removeEventListener("htmx:xhr:progress", hear);
        tell(path, "");
      },
    });
    return undefined;
  }

  function sendChosen(input) {
    const { files } = input.closest("[data-files]").dataset;
    tell(files, "");
    for (const file of input.files) send(files, file);
    input.value = "";
  }

  sheet.form.addEventListener("change", (event) => {
    if (event.target.type === "file") sendChosen(event.target);
  });

  /* What was chosen while this script was still on its way. */
  for (const input of sheet.form.querySelectorAll('[data-files] input[type="file"]')) {
    if (input.files.length > 0) sendChosen(input);
  }

  for (const name of ["dragover", "drop"]) {
    sheet.form.addEventListener(name, (event) => {
      const box = event.target.closest("[data-files]");
      if (!box || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (name === "drop") for (const file of event.dataTransfer.files) send(box.dataset.files, file);
    });
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

  sheet.form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="detach"]');
    if (!button) return;
    event.preventDefault();
    if (!sure(button)) return;
    const [path, id] = button.value.split(" ");
    sheet.enqueue({
      key: button.value,
      url: `${sheet.form.dataset.attach}/${id}/remove`,
      values: { path },
      done: () => boxOf(path)?.focus(),
    });
  });

  /* --- signatures ------------------------------------------------------------------------------ */

  function place(canvas, event) {
    const shown = canvas.getBoundingClientRect();
    return [
      ((event.clientX - shown.left) * canvas.width) / shown.width,
      ((event.clientY - shown.top) * canvas.height) / shown.height,
    ];
  }

  function wipe(canvas) {
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    delete canvas.dataset.drawn;
  }

  function stroke(canvas, event) {
    const brush = canvas.getContext("2d");
    if (event.type === "pointerdown") {
      canvas.setPointerCapture(event.pointerId);
      brush.beginPath();
      brush.moveTo(...place(canvas, event));
    }
    Object.assign(brush, { lineWidth: LINE, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    brush.lineTo(...place(canvas, event));
    brush.stroke();
    canvas.dataset.drawn = "1";
  }

  for (const name of ["pointerdown", "pointermove"]) {
    sheet.form.addEventListener(name, (event) => {
      if (!event.target.matches("[data-pad] canvas") || event.buttons !== 1) return;
      event.preventDefault();
      stroke(event.target, event);
    });
  }

  sheet.form.addEventListener("click", (event) => {
    const canvas = event.target.closest("[data-pad]")?.querySelector("canvas");
    if (!canvas) return;
    if (event.target.matches("[data-pad-clear]")) wipe(canvas);
    if (!event.target.matches("[data-pad-use]") || !canvas.dataset.drawn) return;
    const { files } = canvas.closest("[data-files]").dataset;
    canvas.toBlob((blob) => {
      send(files, new File([blob], "signature.png", { type: "image/png" }));
      wipe(canvas);
    }, "image/png");
  });
})();
