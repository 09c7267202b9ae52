"use strict";
/* Versturen, ook zonder verbinding: wat nog niet weg is staat zichtbaar te wachten en gaat precies één keer. */
(() => {
  const { $, main, parsePage, say } = zaz;
  if (!main) return;
  const incident = main.dataset.incident;
  const shelf = `wachtrij-${zaz.me}-${incident}`;
  const drafts = `concept-${zaz.me}-${incident}`;
  let busy = false;
  let underway = Promise.resolve();

  zaz.newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const waiting = () => { try { return JSON.parse(localStorage.getItem(shelf)) || []; } catch { return []; } };
  const keep = (list) => {
    list.length ? localStorage.setItem(shelf, JSON.stringify(list)) : localStorage.removeItem(shelf);
    showWaiting(list);
  };
  zaz.waitingCount = () => waiting().length;

  const post = (item) => fetch(item.action, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    body: `${item.body}&since=${main.dataset.seq}`,
    signal: AbortSignal.timeout(10e3),
  });

  /** Verstuur nu, na wat nog onderweg is; lukt dat niet door de verbinding, dan wacht het en gaat het later. */
  zaz.send = (item) => {
    if (!new URLSearchParams(item.body).get("once")) item.body += `&once=${zaz.newKey()}`;
    const sent = underway.then(() => send(item));
    underway = sent.catch(() => {});
    return sent;
  };
  const send = async (item) => {
    if (waiting().length) { keep([...waiting(), item]); flush(); return {}; }
    try {
      return await settle(await post(item));
    } catch {
      keep([...waiting(), { ...item, at: Date.now() }]);
      zaz.lost?.();
      return {};
    }
  };

  const settle = async (response) => {
    if (response.status === 401) throw new Error("aanmelden");
    if (response.status >= 500 || response.status === 429) throw new Error("later");
    if (!response.ok) return { refused: await response.text() };
    const answer = await response.json();
    zaz.arrived?.(answer);
    return { last: answer.last };
  };

  const flush = async () => {
    if (busy) return;
    busy = true;
    try {
      await (navigator.locks ? navigator.locks.request(shelf, drain) : drain());
    } finally {
      busy = false;
    }
  };
  const drain = async () => {
    for (let list = waiting(); list.length; list = waiting()) {
      if (list[0].refused) return;
      let outcome;
      try { outcome = await settle(await post(list[0])); } catch { return; }
      if (outcome.refused != null) {
        keep([{ ...list[0], refused: sentenceOf(outcome.refused) }, ...list.slice(1)]); /* niet de pagina: daar staat meer op */
        return;
      }
      keep(waiting().slice(1));
    }
    say("Alles is verstuurd");
  };
  zaz.flush = () => { if (waiting().length) flush(); };
  const sentenceOf = (html) => parsePage(html).querySelector(".error-summary li, #error-sentence")?.textContent || "Niet opgeslagen.";

  /* Wat wacht is te zien, ook wat geweigerd is: de tekst gaat nooit verloren. */
  const showWaiting = (list) => {
    let box = $("waiting");
    if (!list.length) { box?.remove(); return; }
    if (!box) {
      box = document.createElement("section");
      box.id = "waiting";
      box.className = "waiting-list no-print";
      box.setAttribute("aria-label", "Nog niet verstuurd");
      main.before(box);
    }
    box.replaceChildren(...list.map((item, index) => {
      const row = document.createElement("p");
      row.textContent = item.refused ? `Niet opgeslagen: ‘${item.label}’. ${item.refused} ` : `Wacht op verzending: ‘${item.label}’ `;
      if (item.refused) {
        row.append(button("Aanpassen", () => adjust(item, index)));
        row.append(button("Weggooien", () => drop(index)));
      }
      return row;
    }));
  };
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  /** Vraag het formulier opnieuw op: de server weigert nog eens en zegt waarom, of het lukt nu wel. */
  const adjust = async (item, index) => {
    let outcome;
    try { outcome = await settle(await post(item)); } catch { say("Geen verbinding. Probeer het straks opnieuw."); return; }
    if (outcome.refused != null) zaz.showPage(parsePage(outcome.refused));
    drop(index);
  };
  const drop = (index) => { keep(waiting().filter((_, at) => at !== index)); flush(); };

  /* Het concept van een logregel blijft in deze browser tot hij verstuurd is. */
  const quick = $("quick-text");
  if (quick) {
    quick.value ||= localStorage.getItem(drafts) || "";
    if (quick.value) quick.dataset.dirty = "1"; /* zodat bijwerken van de pagina het laat staan */
    quick.addEventListener("input", () => localStorage.setItem(drafts, quick.value));
    $("quick").addEventListener("sent", () => { localStorage.removeItem(drafts); quick.focus(); });
  }
  showWaiting(waiting());
  addEventListener("online", () => zaz.flush());
})();
