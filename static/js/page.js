"use strict";
/* Wat elke pagina doet: onderdelen inpassen zonder te storen, tijd bijhouden, delen van het bord op de telefoon. */
window.zaz = (() => {
  const $ = (id) => document.getElementById(id);
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("parts", { createHTML: (html) => html })
    : { createHTML: (html) => html };

  /** Maak van HTML van onze eigen server een element. */
  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = policy.createHTML(html);
    return template.content.firstElementChild;
  };
  const parsePage = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

  const keeping = (change) => {
    const before = document.activeElement;
    const id = before && before.id;
    const card = before?.closest(".task")?.id;
    let start, end;
    try { start = before.selectionStart; end = before.selectionEnd; } catch { /* geen tekstveld */ }
    change();
    const now = (id && $(id)) || (card && $(card)?.querySelector(".what a")); /* een knop die weg is: de titel van zijn kaart */
    if (!now || document.activeElement === now) return;
    now.focus({ preventScroll: true });
    if (start != null) try { now.setSelectionRange(start, end); } catch { /* geen tekstveld */ }
  };
  /* Niet `ignoreActiveValue`: dat slaat alles over wat in het element met de focus staat, ook heel main. */
  const typing = (node) => node.nodeType === 1 && node.matches("input, textarea, select")
    && (node.dataset.dirty || node.dataset.shared || node === document.activeElement);
  const options = {
    callbacks: {
      beforeAttributeUpdated: (name, node) =>
        !(name === "open" && (node.tagName === "DETAILS" || node.tagName === "DIALOG")),
      beforeNodeMorphed: (node) => !typing(node),
    },
  };
  const morph = (old, fresh, more) => keeping(() => Idiomorph.morph(old, fresh, { ...options, ...more }));

  document.addEventListener("input", (event) => { event.target.dataset.dirty = "1"; });
  document.addEventListener("reset", (event) => {
    for (const field of event.target.elements) delete field.dataset.dirty;
  });

  /* Wat van mij is staat niet in het onderdeel zelf: dat is voor iedereen gelijk. */
  const me = document.body.dataset.person;
  const roles = (document.body.dataset.roles || "").split(" ").filter(Boolean);
  const mark = (root) => {
    for (const one of root.querySelectorAll("[data-owner]")) {
      one.classList.toggle("mine", Boolean(me) && (one.dataset.owner === me || one.dataset.author === me));
    }
    for (const one of root.querySelectorAll(".want[data-role]:not([data-owner])")) {
      one.classList.toggle("mine", one.dataset.role.split(" ").some((role) => roles.includes(role)));
    }
    for (const one of root.querySelectorAll("[data-copy]")) one.hidden = false; /* werkt alleen met een script */
    late();
    countDown();
    sift();
  };
  const sift = () => {
    const work = $("work");
    if (!work) return;
    const show = work.dataset.show;
    for (const task of work.querySelectorAll(".task")) {
      task.hidden = !task.contains(document.activeElement) && ((show === "mine" && task.dataset.owner !== me)
        || (show === "role" && !roles.includes(task.dataset.role))
        || (show === "late" && task.querySelector(".late-tag:not([hidden])") === null));
    }
    /* Een fase waarin bij dit filter niets te doen is, staat niet in de weg. */
    for (const run of work.querySelectorAll(".run")) {
      run.hidden = show !== "open" && !run.contains(document.activeElement) && !run.querySelector("[id^=open-] .task:not([hidden])");
    }
  };
  /* Een kaart met de focus gaat pas weg als de focus weg is. */
  document.addEventListener("focusout", () => setTimeout(sift));
  const past = Boolean(document.querySelector("main[data-past]"));
  const late = () => {
    if (past) return; /* het verleden blijft zoals het was */
    const now = Date.now();
    for (const task of document.querySelectorAll("[data-due]")) {
      const left = new Date(task.dataset.due) - now;
      const card = task.querySelector(".row");
      const stuck = task.dataset.status === "blocked";
      const set = (name, on) => { const tag = task.querySelector(name); if (tag) tag.hidden = !on; };
      set(".late-tag", left <= 0);
      set(".soon-tag", left > 0 && left <= 15 * 60e3);
      card.classList.toggle("bad", left <= 0 || stuck);
      card.classList.toggle("warn", !stuck && left > 0 && left <= 15 * 60e3);
    }
  };
  /** Hoe lang nog tot het volgende overleg. */
  const countDown = () => {
    for (const one of document.querySelectorAll("[data-countdown]")) {
      const left = Math.round((new Date(one.dataset.countdown) - Date.now()) / 60e3);
      const much = Math.abs(left), rest = much % 60;
      const span = much < 60 ? `${much} min` : `${Math.floor(much / 60)} uur${rest && much < 360 ? ` ${rest} min` : ""}`;
      const text = left > 48 * 60 ? "" : left > 0 ? `(over ${span})` : left === 0 ? "(nu)" : `(${span} geleden)`;
      if (one.textContent !== text) one.textContent = text;
    }
  };

  document.addEventListener("click", (event) => {
    const filter = event.target.closest("[data-show]");
    if (!filter || filter.id === "work" || !$("work")) return;
    event.preventDefault();
    $("work").dataset.show = filter.dataset.show;
    for (const one of document.querySelectorAll("nav [data-show]")) one.removeAttribute("aria-current");
    filter.setAttribute("aria-current", "true");
    sift();
  });

  /* Op de telefoon één deel tegelijk. */
  const showZone = (name) => {
    for (const zone of document.querySelectorAll(".zone")) zone.classList.toggle("shown", zone.id === `zone-${name}`);
    for (const link of document.querySelectorAll("[data-zone]")) {
      link.dataset.zone === name ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-zone]");
    if (!link) return;
    event.preventDefault();
    showZone(link.dataset.zone);
    scrollTo(0, 0);
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
  /* Op een smal scherm schuift de balk zo dat men ziet waar men is. */
  const tabs = document.querySelector(".tabs"), here = tabs?.querySelector("[aria-current]");
  tabs?.addEventListener("focusin", ({ target }) => target.scrollIntoView({ block: "nearest", inline: "nearest" }));
  if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
  /* Tekst om elders te plakken; zonder https mag een pagina alleen op de oude manier kopiëren. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = $(button.dataset.copy), word = button.querySelector("span"), before = word.textContent;
    let done = false;
    try { await navigator.clipboard.writeText(text.value); done = true; } catch { text.select(); done = document.execCommand("copy"); button.focus(); }
    word.textContent = done ? "Gekopieerd" : "Kopiëren lukt niet: selecteer de tekst zelf";
    if (done) say("De tekst is gekopieerd");
    setTimeout(() => { word.textContent = before; }, 8000);
  });

  const travel = document.querySelector("[data-travel]");
  if (travel) {
    travel.addEventListener("input", () => { $("at-shown").value = travel.value; });
    travel.addEventListener("change", () => travel.form.requestSubmit());
  }

  let said = [];
  /** Zeg het rustig, ook voor wie het scherm niet ziet. */
  const say = (sentence) => {
    said.push(sentence);
    if (said.length > 1) return;
    setTimeout(() => {
      $("status").textContent = said.length > 3 ? `${said.length} wijzigingen op het bord` : said.join(". ");
      said = [];
    }, 1500);
  };

  if (document.querySelector(".zone")) {
    document.documentElement.classList.add("scripted");
    const wanted = location.hash.match(/^#(line|log)/) ? "log" : location.hash.match(/^#(item|work)/) ? "work" : "now";
    showZone(wanted);
  }
  /* Een vaste verwijzing naar een regel in een dichte groep opent die; niet elke browser doet dat zelf. */
  const reveal = () => {
    const target = $(location.hash.slice(1));
    const fold = target?.closest("details:not([open])");
    if (fold) { fold.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();
  mark(document);
  setInterval(() => { late(); countDown(); }, 20e3);
  countDown();
  return { $, parse, parsePage, morph, mark, say, me, main: document.querySelector("main[data-incident]") };
})();
