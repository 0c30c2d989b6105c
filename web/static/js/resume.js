/* Whose session has ended signs in again and comes back to this page: what was not saved is sent then,
   naming the revision it was typed over, so that what others changed meanwhile is not lost either. */
(() => {
  "use strict";
  const sheet = window.sheet;
  if (!sheet?.enqueue) return;
  const place = `unsaved ${window.location.pathname}`;
  const kept = JSON.parse(window.sessionStorage.getItem(place) ?? "[]");
  window.sessionStorage.removeItem(place);

  const lost = [];
  sheet.saved.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status !== 401) return;
    const values = {};
    for (const name of detail.requestConfig.formData.keys()) {
      if (name !== "csrf") values[name] = detail.requestConfig.formData.getAll(name);
    }
    lost.push({ key: values.path?.[0] ?? "", url: detail.requestConfig.path, values });
    window.sessionStorage.setItem(place, JSON.stringify(lost));
  });

  for (const task of kept) sheet.enqueue(task);
})();
