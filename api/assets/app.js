// What plain forms cannot do: keep a draft on this computer, and count the time that a ticket was in sight.
"use strict";

(() => {
  const form = document.querySelector("form[data-draft]");
  const errors = document.getElementById("problems");
  if (errors) errors.focus();
  // Somebody else may sign in next: what was typed stays with whoever typed it.
  if (document.querySelector('form[action="/sign-in"]')) {
    Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
  }
  if (!form) return;
  const place = "draft:" + form.dataset.draft;
  const kept = (field) => field.name && field.name !== "key" && field.type !== "password" && field.type !== "file";
  const read = () => { try { return JSON.parse(localStorage.getItem(place)); } catch { return null; } };

  const restore = (draft) => {
    for (const field of form.elements) {
      if (!kept(field) || !(field.name in draft)) continue;
      const values = draft[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.tagName !== "BUTTON") field.value = values[0];
      if (values.some(Boolean)) field.closest("details")?.setAttribute("open", "");
    }
  };
  // What was chosen among the results of a search is not on a fresh page: ask for it again.
  const again = (draft, box, name, source) => {
    const chosen = draft[name]?.[0];
    const results = document.getElementById(box);
    if (!chosen || !results || results.querySelector(`[value="${CSS.escape(chosen)}"]`)) return;
    results.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: chosen }));
    addEventListener("load", () => document.getElementById(source)?.dispatchEvent(new Event("change")));
  };
  const offer = () => {
    const note = document.createElement("div");
    const drop = document.createElement("button");
    note.className = "note";
    note.setAttribute("role", "status");
    note.append(Object.assign(document.createElement("div"), { textContent: form.dataset.draftKept }), drop);
    drop.type = "button";
    drop.className = "small";
    drop.textContent = form.dataset.draftDrop;
    drop.addEventListener("click", () => { localStorage.removeItem(place); location.replace(location.pathname); });
    form.before(note);
  };

  const draft = read();
  // A page that came back with errors holds what was typed already.
  if (draft && !errors) {
    restore(draft);
    again(draft, "properties", "property", "module");
    again(draft, "contractors", "contractor", "trade");
    offer();
  }

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const values = {};
      for (const field of form.elements) {
        if (!kept(field) || field.tagName === "BUTTON") continue;
        values[field.name] ??= [];
        if (!["checkbox", "radio"].includes(field.type) || field.checked) values[field.name].push(field.value);
      }
      localStorage.setItem(place, JSON.stringify(values));
    }, 300);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "open") localStorage.removeItem(place);
  });
})();

(() => {
  const address = document.body.dataset.timeSpent;
  if (!address) return;
  let since = document.hidden ? 0 : Date.now();
  const send = () => {
    const seconds = since ? Math.round((Date.now() - since) / 1000) : 0;
    since = 0;
    if (seconds > 4) navigator.sendBeacon(address, new URLSearchParams({ seconds }));
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) send(); else since = Date.now();
  });
  addEventListener("pagehide", send);
})();
