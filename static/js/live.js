"use strict";
/* De verbinding: meekijken, inhalen wat gemist is, en eerlijk zeggen hoe oud het beeld is. */
(() => {
  const { $, main, say } = zaz;
  if (!main || "past" in main.dataset || !window.io) return;
  const incident = Number(main.dataset.incident);
  let state = "connecting";
  let asof = new Date();
  let catching = null;

  const clock = (when) => when.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });
  const show = () => {
    const count = zaz.waitingCount();
    const wait = count ? ` ${count === 1 ? "1 wijziging wacht" : `${count} wijzigingen wachten`} op verzending.` : "";
    const text = state === "ended" ? "U bent afgemeld. Meld u opnieuw aan; wat u typte blijft staan."
      : state === "removed" ? "U hebt geen toegang meer tot dit incident."
      : `Geen verbinding: u ziet de stand van ${clock(asof)}.${wait}`;
    $("connection").hidden = state === "ok" || state === "connecting";
    if ($("connection-text").textContent !== text) $("connection-text").textContent = text;
    $("connection-login").hidden = state !== "ended";
    document.documentElement.dataset.connection = state;
  };
  const set = (next) => {
    if (state === "ended" || state === "removed") return;
    if (next === "ok") asof = new Date();
    state = next;
    show();
  };

  const catchUp = () => catching ||= (async () => {
    try {
      const response = await fetch(`/incidents/${incident}/changes?since=${main.dataset.seq}`, { headers: { Accept: "application/json" } });
      if (response.status === 401) { state = "ended"; show(); return; }
      if (response.status === 404) { state = "removed"; show(); return; }
      if (!response.ok) throw new Error(response.status);
      zaz.apply(await response.json());
      set("ok");
      zaz.flush();
    } catch {
      set("lost");
      setTimeout(() => socket.connected && catchUp(), 2000);
    } finally {
      catching = null;
    }
  })();
  zaz.arrived = (message) => { if (!zaz.apply(message)) catchUp(); };
  zaz.lost = () => { if (state === "ok") set("lost"); };

  const socket = io({ reconnectionDelay: 500, reconnectionDelayMax: 5000, timeout: 8000 });
  zaz.socket = socket;
  let beat = Date.now();
  const heard = () => { beat = Date.now(); };
  socket.on("connect", () => socket.emit("watch", { incident }, (answer) => {
    heard();
    if (answer.ok) { catchUp(); document.dispatchEvent(new Event("watching")); } else { state = "removed"; show(); }
  }));
  socket.on("disconnect", () => set("lost"));
  socket.io.on("reconnect_attempt", () => set("lost"));
  socket.on("connect_error", () => { set("lost"); });
  socket.on("parts", (message) => {
    heard();
    if (message.incident !== incident) return;
    if (!zaz.apply(message)) catchUp(); else set("ok");
  });
  socket.on("beat", (message) => {
    heard();
    if (message.incident === incident && message.seq > Number(main.dataset.seq)) catchUp();
    else if (message.seq < Number(main.dataset.seq)) say("Het logboek op de server is ouder dan dit scherm. Bel functioneel beheer.");
    else set("ok");
  });
  socket.on("audience", () => zaz.reload());
  socket.on("ended", (message) => { state = message.why === "removed" ? "removed" : "ended"; show(); });
  socket.on("presence", (message) => {
    if (message.incident !== incident || !$("presence")) return;
    const myName = document.querySelector(".account span")?.textContent; /* wie ik zelf ben weet ik al */
    $("presence").replaceChildren(...message.people.filter((person) => person.name !== myName).map((person) => {
      const mark = document.createElement("span");
      mark.textContent = person.name;
      if (person.editing) mark.dataset.editing = person.editing;
      return mark;
    }));
    const open = document.querySelector("#dialog [data-act] [name=task], #dialog [data-act] [name=note]");
    const others = message.people.filter((person) => open && String(person.editing) === open.value && person.name !== myName);
    let note = $("edited-by");
    if (!open || !others.length) { note?.remove(); return; }
    if (!note) { note = document.createElement("p"); note.id = "edited-by"; note.className = "notice info edited-by"; open.form.prepend(note); }
    note.textContent = `${others.map((person) => person.name).join(", ")} schrijft hier ook aan.`;
  });

  /* Wie schrijft waaraan. */
  const dialog = $("dialog");
  dialog.addEventListener("shown", () => {
    const subject = dialog.querySelector("[data-act] [name=task], [data-act] [name=note]");
    socket.emit(subject && dialog.querySelector("#act-form") ? "editing" : "idle", { thing: subject ? Number(subject.value) : null });
  });
  dialog.addEventListener("left", () => socket.emit("idle", {}));

  /* Stilte is ook een teken: zonder hartslag is het beeld oud. */
  setInterval(() => {
    if (state === "ok" && Date.now() - beat > 25e3) set("lost");
    show();
  }, 5000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && socket.connected) catchUp(); });
  addEventListener("offline", () => set("lost"));
  addEventListener("online", () => socket.connect());

  /* Tot hier gelezen, voor ‘sinds u laatst keek’. */
  const seen = () => navigator.sendBeacon?.(`/incidents/${incident}/seen`, new URLSearchParams({ seq: main.dataset.seq }));
  document.addEventListener("visibilitychange", () => { if (document.hidden) seen(); });
  addEventListener("pagehide", seen);
  setTimeout(seen, 30e3);
})();
