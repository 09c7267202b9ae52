"use strict";
/* Samen schrijven: een tekstvak met data-shared-text (het nummer van het onderdeel) is van iedereen die erin mag. */
(() => {
  const { main, boxes } = zaz;
  if (!main || "past" in main.dataset || !zaz.socket) return;
  const incident = Number(main.dataset.incident);
  const PACE = 250; /* milliseconden tussen twee keer versturen */
  const MOST = 24 * 1024; /* bytes in één bericht */
  const LONGEST = 20000;
  const sessions = new Map();
  const { yjs } = document.currentScript.dataset;
  let loading = null;
  const to64 = (bytes) => { let text = ""; for (const byte of bytes) text += String.fromCharCode(byte); return btoa(text); };
  const from64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  const SENTENCES = {
    lost: "Geen verbinding. Wat u typt blijft hier staan en gaat straks mee.",
    tooLong: "De tekst is te lang. Maak hem korter; tot dan zien anderen uw laatste woorden niet.",
    over: "U kunt hier niet meer samen schrijven. Wat u typte staat er nog.",
  };

  const open = (thing) => {
    let Y, doc, text, bound, epoch, agreed;
    let pending = [], waiting = [], people = [];
    let joined = false, sending = false, over = false, tooLong = false, turn = 0, told = -1, base = 0;
    const lines = {};

    const ask = (event, more) => zaz.socket.timeout(8000).emitWithAck(event, { incident, thing, ...more });
    const box = () => bound?.box || lines.box;
    const caret = () => (document.activeElement === box() ? { at: box().selectionEnd } : {});

    /* Wat er boven het vak staat. */
    const show = () => {
      if (!lines.people) return;
      const lineOf = (at) => text.toString().slice(0, at).split("\n").length;
      const names = text ? people.map(({ name, at }) => `${name} (regel ${lineOf(at)})`).join(", ") : "";
      const now = over ? SENTENCES.over : tooLong ? SENTENCES.tooLong : doc && !joined ? SENTENCES.lost : "";
      const here = !joined ? "" : names ? `Ook in deze tekst: ${names}.` : "Alleen u bent in deze tekst.";
      if (lines.people.textContent !== here) lines.people.textContent = here;
      if (lines.state.textContent !== now) lines.state.textContent = now;
      lines.state.hidden = !now;
      lines.people.hidden = !here;
      box().dataset.shared = over ? "over" : !joined ? "lost" : pending.length ? "busy" : "ok";
    };
    const changed = (delta) => {
      people = people.map((one) => ({ ...one, at: boxes.moved(one.at, delta) }));
      show();
    };

    const take = (update) => {
      if (bound?.composing) waiting.push(update); else Y.applyUpdate(doc, update, "ander");
    };
    const release = () => { for (const update of waiting.splice(0)) take(update); };

    /** Begin met het document van de server; wat hier al getypt was komt erin. */
    const begin = (update) => {
      const typed = box().value;
      const before = !doc ? box().defaultValue : pending.length ? agreed : typed;
      bound?.release();
      pending = [];
      waiting = [];
      doc = new Y.Doc();
      text = doc.getText("text");
      Y.applyUpdate(doc, update, "ander");
      doc.on("update", (made, origin) => { if (origin !== "ander") { pending.push(made); send(); } });
      agreed = text.toString();
      const wanted = boxes.rebase(before, typed, agreed);
      bound = boxes.bind(box(), text, Y, changed);
      bound.put(wanted);
    };

    const join = async () => {
      if (over || !lines.box || !zaz.socket.connected) return;
      const mine = ++turn;
      joined = false;
      try {
        Y = await (loading ||= import(yjs).catch((problem) => { loading = null; throw problem; }));
        const known = doc ? { epoch, vector: to64(Y.encodeStateVector(doc)) } : {};
        const answer = await ask("join_text", known);
        if (mine !== turn) return;
        if (!answer.ok) { if (doc) { over = true; show(); } return; }
        const update = from64(answer.update);
        if (answer.epoch === epoch) catchUp(update, from64(answer.vector)); else begin(update);
        epoch = answer.epoch;
        joined = true;
        told = -1;
        see(answer.base);
        send();
      } catch {
        if (mine === turn) setTimeout(join, 2000);
      }
      show();
    };
    const catchUp = (update, vector) => {
      take(update);
      if (waiting.length) return; /* het vak wordt straks bijgewerkt; wat op verzending wacht, wacht al */
      const lacking = Y.encodeStateAsUpdate(doc, vector);
      if (lacking.length <= MOST) pending = [lacking];
    };

    /** Eén bericht tegelijk; pas als de server het bewaard heeft is het verstuurd. */
    const send = async () => {
      if (sending || !joined || !pending.length || over) return show();
      sending = true;
      show();
      let count = 1;
      for (let size = pending[0].length; count < pending.length && (size += pending[count].length) <= MOST;) count++;
      const update = count > 1 ? Y.mergeUpdates(pending.slice(0, count)) : pending[0];
      const mine = turn;
      let answer;
      try {
        answer = await ask("send_words", { epoch, update: to64(update), ...caret() });
      } catch {
        answer = { code: "refused" };
      }
      sending = false;
      if (mine !== turn) return send(); /* intussen opnieuw begonnen */
      tooLong = answer.code === "tooLong";
      if (answer.ok) {
        pending.splice(0, count);
        if (!pending.length) agreed = text.toString();
      } else if (tooLong) {
        pending = [Y.mergeUpdates(pending)]; /* gaat mee met de volgende verandering */
        return show();
      } else if (answer.code === "unreadable") {
        over = true;
      } else if (answer.code !== "refused") {
        return join();
      }
      await pause(answer.ok ? PACE : 2000);
      send();
    };

    /** Alles wat tot en met deze regel is opgeslagen zit in de tekst: dat heeft men dus gezien. */
    const see = (seq) => {
      base = Math.max(base, seq);
      const seen = box()?.form?.querySelector("[data-shared-seen]");
      if (seen) seen.value = base;
    };
    const moveCaret = () => {
      const { at } = caret();
      if (at === undefined || at === told || !joined || sending) return;
      told = at;
      ask("move_caret", { at }).catch(() => {});
    };

    return {
      join,
      tick: moveCaret,
      attach: (fresh) => {
        const line = (role) => {
          const made = document.createElement("p");
          made.className = "hint";
          made.hidden = true;
          if (role) made.setAttribute("role", role);
          fresh.before(made);
          return made;
        };
        Object.assign(lines, { box: fresh, people: line(), state: line("status") });
        fresh.maxLength = LONGEST;
        fresh.addEventListener("composed", release);
        if (!doc) return join();
        bound.release();
        bound = boxes.bind(fresh, text, Y, changed);
        see(base);
        show();
      },
      lost: () => { joined = false; turn++; show(); },
      words: (message) => {
        if (!joined) return;
        if (message.epoch !== epoch) { join(); return; }
        if (message.update) take(from64(message.update));
        if (!pending.length) agreed = text.toString();
        see(message.base);
        people = message.people;
        show();
      },
      writers: (message) => { people = message.people; show(); },
      end: () => { over = true; joined = false; show(); },
      leave: () => { if (joined) ask("leave_text").catch(() => {}); joined = false; },
      saved: (form, seq) => { if (form.contains(box())) ask("saved_text", { seq }).catch(() => {}); },
      get box() { return lines.box; },
      get unsent() { return pending.length > 0 && !over; },
      get text() { return text?.toString(); },
    };
  };

  /** Deel elk vak dat gedeeld hoort te zijn. */
  zaz.share = (root) => {
    for (const box of root.querySelectorAll("textarea[data-shared-text]")) {
      const thing = Number(box.dataset.sharedText);
      if (!sessions.has(thing)) sessions.set(thing, open(thing));
      if (sessions.get(thing).box !== box) sessions.get(thing).attach(box);
    }
  };
  zaz.shared = sessions;

  const { socket } = zaz;
  const about = (then) => (message) => { if (message.incident === incident) sessions.get(message.thing)?.[then](message); };
  socket.on("words", about("words"));
  socket.on("writers", about("writers"));
  socket.on("text_over", about("end"));
  socket.on("ended", () => sessions.forEach((one) => one.end()));
  socket.on("disconnect", () => sessions.forEach((one) => one.lost()));
  document.addEventListener("watching", () => sessions.forEach((one) => one.join()));
  document.addEventListener("saved", ({ target, detail }) => sessions.forEach((one) => one.saved(target, detail.last)));
  const dialog = document.getElementById("dialog");
  dialog.addEventListener("shown", () => zaz.share(dialog));
  /* Een vak dat weg is, is van niemand meer; wat nog niet verstuurd is gaat eerst. */
  setInterval(() => {
    zaz.share(document);
    for (const [thing, one] of sessions) {
      if (one.box.isConnected || one.unsent) one.tick(); else { one.leave(); sessions.delete(thing); }
    }
  }, 1000);
  addEventListener("beforeunload", (event) => { if ([...sessions.values()].some((one) => one.unsent)) event.preventDefault(); });
  zaz.share(document);
})();
