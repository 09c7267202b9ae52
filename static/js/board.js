"use strict";
/* Het bord bijwerken: elk onderdeel op zijn plaats, nooit een ouder over een nieuwer heen. */
(() => {
  const { $, parse, morph, mark, say, main, me } = zaz;
  if (!main) return;
  const live = main.matches(".board, .status") && !("past" in main.dataset);

  const apply = (part) => {
    const old = $(part.id);
    if (old && Number(old.dataset.v) > part.v) return;
    if (part.html == null) { old?.remove(); return; }
    const fresh = parse(part.html);
    const list = part.into && $(part.into);
    const next = part.before && $(part.before)?.closest(`#${part.into} > *`) || null; /* een logregel kan in een groep staan */
    if (!old) {
      if (part.only || !list) return;
      for (const line of fresh.querySelectorAll(".line")) $(line.id)?.remove(); /* stond nog los */
      list.insertBefore(fresh, part.before || part.into !== "log" ? next : list.firstChild);
      fresh.classList.add("fresh");
      return;
    }
    if (list && part.into !== "log" && (old.parentNode !== list || next !== old.nextElementSibling)) {
      list.moveBefore ? list.moveBefore(old, next) : list.insertBefore(old, next);
    }
    morph(old, fresh);
  };

  /** Verwerk een bericht van de server; geeft false als er iets tussen ontbreekt. */
  zaz.apply = (message) => {
    const seq = Number(main.dataset.seq);
    if (message.reload) { zaz.reload(); return true; }
    if (message.since > seq) return false;
    if (message.seq <= seq && !message.parts.length) return true;
    if (live) {
      message.parts.forEach(apply);
      mark(main);
      announce(message);
    } else if (message.seq > seq && !("past" in main.dataset)) {
      refresh();
    }
    main.dataset.seq = Math.max(seq, message.seq);
    const at = $("asof-seq");
    if (at && message.seq >= seq) { at.textContent = message.seq; $("asof-time").textContent = message.at; }
    return true;
  };

  /* Alleen wat een ander deed wordt gemeld. */
  const announce = (message) => {
    for (const part of message.parts) {
      if (!part.into || part.into !== "log" || part.v <= Number(main.dataset.seq)) continue;
      const line = $(part.id);
      if (line && line.dataset.by !== me) say(`#${part.v}: ${line.querySelector(".said")?.textContent.trim().slice(0, 120)}`);
    }
  };

  let planned = null;
  const refresh = () => {
    clearTimeout(planned);
    planned = setTimeout(() => zaz.morphPage(location.href).catch(() => {}), 300);
  };

  /** Laad opnieuw; maar zolang iemand in een formulier typt alleen wat eromheen staat, en de rest daarna. */
  zaz.reload = () => {
    if (!document.querySelector("#dialog [data-dirty], #act-form [data-dirty]")) { location.reload(); return; }
    refresh();
    $("dialog").addEventListener("left", () => location.reload(), { once: true });
  };
})();
