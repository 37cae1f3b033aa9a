// What a page can do better with a script. Every page works without it.
(() => {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const clock = (time) => {
    const at = new Date(time), two = (number) => String(number).padStart(2, "0");
    return `${two(at.getHours())}:${two(at.getMinutes())} ngày ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  };

  // ---- Errors: the summary at the top gets the focus, so that it is read first.
  const focusErrors = (root = document) => {
    const summary = root.querySelector(".error-summary");
    if (summary) summary.focus();
    return summary;
  };

  // ---- Tables: one that fits needs no scroll frame; its head may then stick to the page.
  const fitTables = () => {
    for (const frame of all(".table-frame")) {
      frame.classList.remove("fits");
      const fits = frame.scrollWidth <= frame.clientWidth + 1;
      frame.classList.toggle("fits", fits);
      if (fits) frame.removeAttribute("tabindex"); else frame.tabIndex = 0;
    }
  };

  // ---- Drafts: what was typed stays on this machine until the server has confirmed it.
  const prefix = "bang-vang-draft:";
  const typed = "textarea, input[type=text], input[type=search], input[type=email]";
  const forms = new WeakMap();

  // Storage can be full or switched off; the page must go on.
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(prefix + key)); } catch { return null; } },
    set(key, draft) { try { localStorage.setItem(prefix + key, JSON.stringify(draft)); } catch { /* nothing to do */ } },
    remove(key) { try { localStorage.removeItem(prefix + key); } catch { /* nothing to do */ } },
    keys() {
      try { return Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => k.slice(prefix.length)); }
      catch { return []; }
    },
  };

  const texts = (form) => {
    const found = {};
    for (const field of all(typed, form)) if (field.name) found[field.name] = field.value;
    return found;
  };
  // Everything that would be sent, to know whether leaving loses something; files by name and size.
  const snapshot = (form) => JSON.stringify(Array.from(new FormData(form), ([name, value]) =>
    [name, value instanceof File ? `${value.name} ${value.size}` : value]));

  // Server texts come back with \r\n in some places and \n in others; that is no difference.
  const plain = (text) => (text ?? "").replace(/\r\n?/g, "\n");
  const differing = (fields, now) =>
    Object.keys(fields).filter((name) => name in now && plain(fields[name]) !== plain(now[name]));

  const isDirty = (form) => {
    const state = forms.get(form);
    return state && !state.leaving && snapshot(form) !== state.confirmed;
  };

  const keep = (form) => {
    const state = forms.get(form);
    const now = texts(form);
    const changed = {};
    for (const name of differing(now, state.server)) changed[name] = now[name];
    const fields = { ...state.offered, ...changed };
    if (Object.keys(fields).length) store.set(form.dataset.draftKey, { at: Date.now(), fields });
    else store.remove(form.dataset.draftKey);
  };

  const closeOffer = (form) => {
    const state = forms.get(form);
    if (state.notice?.contains(document.activeElement)) form.querySelector(typed)?.focus();
    state.notice?.remove();
    state.notice = null;
    state.offered = {};
  };

  const offer = (form, draft, names) => {
    const state = forms.get(form);
    state.offered = Object.fromEntries(names.map((name) => [name, draft.fields[name]]));
    const notice = document.createElement("div");
    notice.className = "draft-offer";
    notice.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = `Máy này còn giữ phần đã gõ lúc ${clock(draft.at)} mà chưa lưu được. Anh/chị có muốn đưa lại không?`;
    const row = document.createElement("div");
    row.className = "actions";
    const button = (label, look, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `button ${look}`;
      made.textContent = label;
      made.addEventListener("click", act);
      row.append(made);
    };
    button("Đưa lại phần đã gõ", "primary", () => {
      const fields = state.offered;
      closeOffer(form);
      let last = null;
      for (const field of all(typed, form)) {
        if (!(field.name in fields)) continue;
        field.value = fields[field.name];
        last = field;
      }
      // Autosave listens to these two as if a person had typed.
      last?.dispatchEvent(new Event("input", { bubbles: true }));
      last?.dispatchEvent(new Event("change", { bubbles: true }));
      last?.focus();
      keep(form);
    });
    button("Bỏ phần đó", "secondary", () => { closeOffer(form); keep(form); });
    notice.append(words, row);
    state.notice = notice;
    form.prepend(notice);
  };

  const watch = (form) => {
    if (forms.has(form)) return;
    const state = { confirmed: snapshot(form), server: texts(form), offered: {}, notice: null, leaving: false };
    forms.set(form, state);
    const draft = store.get(form.dataset.draftKey);
    if (!draft?.fields) return;
    const names = differing(draft.fields, state.server);
    if (names.length) offer(form, draft, names); else store.remove(form.dataset.draftKey);
  };

  // What left with which request, and how the save line looked then: typing goes on while the server answers.
  const requests = new WeakMap();
  const confirmSaved = (xhr) => {
    const sent = requests.get(xhr);
    const line = saveState();
    if (!sent || !line?.dataset.savedAt) return;
    if (line === sent.line && line.dataset.savedAt === sent.savedAt) return;
    requests.delete(xhr);
    const state = forms.get(sent.form);
    state.confirmed = sent.all;
    state.server = sent.texts;
    keep(sent.form);
  };

  const saveState = () => document.getElementById("save-state");
  const saySaveFailed = (words) => {
    const line = saveState();
    if (!line) return;
    line.classList.add("bad");
    line.removeAttribute("data-saved-at");
    line.textContent = words;
  };

  // A form that was sent may still have failed (a session that was over): its draft goes only when the next page is
  // neither the form again nor the sign-in page.
  const sweepDrafts = () => {
    if (document.querySelector("input[type=password]")) return;
    const present = all("form[data-draft-key]").map((form) => form.dataset.draftKey);
    for (const key of store.keys()) if (store.get(key)?.submitted && !present.includes(key)) store.remove(key);
  };

  // ---- Start, and again for every piece htmx brings.
  const dress = () => {
    all("form[data-draft-key]").forEach(watch);
    fitTables();
  };

  addEventListener("DOMContentLoaded", () => {
    dress();
    sweepDrafts();
    focusErrors();
    // The menu scrolls by itself: show where we are in it.
    const here = document.querySelector(".side nav [aria-current]");
    const menu = here?.closest("nav");
    const below = menu ? here.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom : 0;
    if (below > 0) menu.scrollTop += below + menu.clientHeight / 3;
  });
  addEventListener("resize", fitTables);
  addEventListener("load", fitTables);

  let pause = 0;
  addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !forms.has(form)) return;
    clearTimeout(pause);
    pause = setTimeout(() => keep(form), 300);
  });

  addEventListener("beforeunload", (event) => {
    const dirty = all("form[data-draft-key]").filter(isDirty);
    dirty.forEach(keep);
    if (dirty.length) event.preventDefault();
  });

  // ---- Sending: the second click of a double click is dropped; the button stays where it is and keeps the focus.
  const quiet = 2000;
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const button = event.submitter;
    if (button?.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (button) {
      button.setAttribute("aria-disabled", "true");
      setTimeout(() => button.removeAttribute("aria-disabled"), quiet);
    }
    if ("signOut" in form.dataset) return;
    const state = forms.get(form);
    if (!state) return;
    clearTimeout(pause);
    keep(form);
    const draft = store.get(form.dataset.draftKey);
    if (draft) store.set(form.dataset.draftKey, { ...draft, submitted: true });
    // htmx sends in the background and cancels the event; only a real departure stops the warning.
    setTimeout(() => { if (!event.defaultPrevented) state.leaving = true; });
  }, true);
  // Back from the next page by the browser's own memory: the buttons work again, and leaving warns again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("button[type=submit][aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    all("form[data-draft-key]").forEach((form) => { if (forms.has(form)) forms.get(form).leaving = false; });
  });
  // Who signs out on a shared machine leaves nothing behind.
  addEventListener("submit", (event) => {
    if ("signOut" in event.target.dataset) store.keys().forEach(store.remove);
  });

  // ---- htmx: remember what was sent, see whether it was confirmed, keep focus and open folds.
  let focused = null;
  let openFolds = [];

  addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("form[data-draft-key]");
    if (!form || !forms.has(form) || event.detail.requestConfig?.verb === "get") return;
    const line = saveState();
    requests.set(event.detail.xhr,
      { form, all: snapshot(form), texts: texts(form), line, savedAt: line?.dataset.savedAt });
  });
  addEventListener("htmx:afterRequest", (event) => confirmSaved(event.detail.xhr));
  addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    focused = active && active !== document.body ? { id: active.id, name: active.name, node: active } : null;
    openFolds = all("details[id][open]").map((fold) => fold.id);
  });
  addEventListener("htmx:afterSettle", (event) => {
    for (const id of openFolds) document.getElementById(id)?.setAttribute("open", "");
    dress();
    if (event.detail.xhr) confirmSaved(event.detail.xhr);
    const trigger = event.detail.requestConfig?.triggeringEvent;
    if (trigger?.type === "submit" && focusErrors(event.target)) return;
    if (!focused || focused.node.isConnected || document.activeElement !== document.body) return;
    const again = (focused.id && document.getElementById(focused.id)) ||
      (focused.name && document.querySelector(`[name="${CSS.escape(focused.name)}"]`)) || event.target;
    if (again === event.target && again.tabIndex < 0) again.tabIndex = -1;
    again.focus({ preventScroll: true });
  });
  const kept = " Phần đã gõ vẫn được giữ trên máy này.";
  const ofDraft = (event) => event.target.closest?.("form[data-draft-key]");
  addEventListener("htmx:sendError", (event) => { if (ofDraft(event)) saySaveFailed("Chưa lưu được: mất kết nối." + kept); });
  addEventListener("htmx:responseError", (event) => {
    if (ofDraft(event)) saySaveFailed("Chưa lưu được. Hãy bấm nút lưu để thử lại." + kept);
  });
})();
