"use strict";
/* Formulieren: in één gedeeld venster of ter plaatse. Wat geweigerd wordt komt terug met de tekst er nog in. */
(() => {
  const { $, parsePage, morph, mark, main } = zaz;
  const dialog = $("dialog");
  let opener = null;
  let origin = null; /* het formulier op de pagina dat in het venster verder gaat */

  const page = async (url, init) => {
    const response = await fetch(url, { headers: { Accept: "text/html" }, ...init });
    return { response, page: parsePage(await response.text()) };
  };

  /** Toon een stuk van een andere pagina in het venster. */
  const show = (found) => {
    const part = found.querySelector("#thing") || found.querySelector("main");
    if (!part) return;
    $("dialog-title").textContent = part.dataset.title || "Formulier";
    $("dialog-body").replaceChildren(document.adoptNode(part));
    if (!dialog.open) dialog.showModal();
    mark(dialog);
    keepTyped(dialog);
    const first = dialog.querySelector(".error-summary, [aria-invalid], form input:not([type=hidden]), form select, form textarea");
    (first || $("dialog-close")).focus();
    dialog.dispatchEvent(new CustomEvent("shown"));
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!dialog.open) opener = link.id || null;
    try {
      show((await page(link.href)).page);
    } catch {
      location.href = link.href;
    }
  });
  $("dialog-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    $("dialog-body").replaceChildren();
    origin = null;
    dialog.dispatchEvent(new CustomEvent("left"));
    warn("");
    if (opener && $(opener)) goTo($(opener));
    if (document.activeElement === document.body) main?.focus({ preventScroll: true });
  });

  /* Staat het in iets dat dicht is, dan naar het kopje daarvan. */
  const goTo = (target) => {
    let closed = null;
    for (let one = target; (one = one.parentElement?.closest("details"));) if (!one.open) closed = one;
    (closed?.querySelector("summary") || target).focus();
  };
  const warn = (sentence) => { $("dialog-note").textContent = sentence; };
  dialog.addEventListener("cancel", (event) => {
    const typed = [...dialog.querySelectorAll("[data-dirty]")].some((field) => field.value.trim());
    if (typed && !$("dialog-note").textContent) {
      event.preventDefault();
      warn("U hebt nog niet opgeslagen. Druk nog eens op Escape om te sluiten.");
    }
  });
  dialog.addEventListener("input", () => warn(""));

  /* Wat geweigerd is staat nog nergens anders dan hier. */
  const keepTyped = (root) => {
    for (const field of root.querySelectorAll("[data-refused] :is(input:not([type=hidden]), select, textarea)")) field.dataset.dirty = "1";
  };

  /** Zet wat geweigerd is terug op het scherm, met wat er mis is. */
  const refuse = (form, html) => {
    const found = parsePage(html);
    if (form.id === "act-form" && main.contains(form) && found.querySelector("#act-form")) {
      $("thing").replaceWith(document.adoptNode(found.querySelector("#thing")));
      keepTyped(main);
      fitKind($("act-form"));
      main.querySelector(".error-summary").focus();
      return;
    }
    if (dialog.contains(form) || !found.querySelector("#act-form")) {
      show(found);
      return;
    }
    opener = form.querySelector("textarea, input:not([type=hidden])")?.id || null;
    origin = form;
    show(found);
  };

  /* Alleen wat verstuurd is gaat weg; wat iemand intussen verder typte blijft staan. */
  const clear = (form, sent) => {
    const field = form.querySelector("textarea");
    const more = field && sent ? field.value.slice(field.value.startsWith(sent) ? sent.length : 0) : "";
    const once = form.querySelector("[name=once]");
    const key = more ? once.value : zaz.newKey();
    form.reset();
    if (once) once.value = key;
    delete form.dataset.sending;
    form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
    if (!more) return;
    field.value = more;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  /* Een andere tekst is een andere regel, ook als de vorige nog onderweg is. */
  document.addEventListener("input", ({ target: { form } }) => {
    if (!form?.dataset.sending) return;
    delete form.dataset.sending;
    form.elements.once.value = zaz.newKey();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-act]") || !main) return;
    event.preventDefault();
    const button = event.submitter;
    const action = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    /* Een andere knop is een andere handeling, ook als de vorige nog onderweg is. */
    if (form.dataset.sending && form.dataset.sending !== action) form.elements.once.value = zaz.newKey();
    const data = new URLSearchParams(new FormData(form, button));
    if (form.id === "act") data.set("once", zaz.newKey());
    if (button) button.setAttribute("aria-busy", "true");
    if (data.get("once") && form.id !== "act") form.dataset.sending = action;
    const outcome = await zaz.send({ action, body: data.toString(), label: labelOf(form, button) });
    if (button) button.removeAttribute("aria-busy");
    if (outcome.refused != null) {
      refuse(form, outcome.refused);
      return;
    }
    if (outcome.last) form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: outcome }));
    if (form.id !== "act") clear(form, form.id === "quick" ? data.get("text") : "");
    if (!dialog.contains(form)) return;
    if (origin?.getAttribute("action") === action) clear(origin);
    dialog.close();
  });

  const labelOf = (form, button) => {
    const text = form.querySelector("textarea, input[name=title]");
    return (text && text.value.trim()) || (button && button.textContent.trim()) || "wijziging";
  };

  /* Velden die maar bij één soort regel horen. */
  const fitKind = (form) => {
    const kind = form.querySelector("[name=kind]");
    if (!kind) return;
    for (const field of form.querySelectorAll("[data-for]")) {
      field.hidden = field.dataset.for !== kind.value && !field.querySelector("[aria-invalid]");
    }
  };
  document.addEventListener("change", (event) => { if (event.target.name === "kind") fitKind(event.target.form); });
  dialog.addEventListener("shown", () => dialog.querySelectorAll("form").forEach(fitKind));
  document.querySelectorAll("#act-form").forEach(fitKind);

  /* Enter legt vast; Shift+Enter maakt een nieuwe regel. */
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && field.matches?.(".one-line")) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });

  zaz.showPage = show;
  zaz.refuse = refuse;
  zaz.morphPage = async (url) => {
    const { response, page: found } = await page(url);
    if (response.status === 404 && !main.querySelector("[data-refused]")) { location.replace(url); return false; }
    const fresh = found.querySelector("main[data-incident]");
    if (!response.ok || !fresh) return false;
    for (const id of ["heading", "asof"]) morph($(id), found.getElementById(id));
    if (main.querySelector("#act-form")) main.dataset.seq = fresh.dataset.seq; /* een formulier blijft bij wat men zag */
    else morph(main, fresh);
    mark(document);
    return true;
  };
})();
