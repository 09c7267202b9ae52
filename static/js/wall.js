// The screen on the wall: asks every ten seconds where we are, says how old the picture is, and keeps the screen awake.
"use strict";
(() => {
  const wall = document.getElementById("wall");
  const age = document.getElementById("wall-age");
  const clock = document.getElementById("wall-clock");
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("parts", { createHTML: (html) => html })
    : { createHTML: (html) => html };
  const EVERY = 10_000;
  let etag = "";
  let seen = Date.now();

  const time = (moment) => new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });

  async function ask() {
    try {
      const answer = await fetch(wall.dataset.stand, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
      if (answer.status === 404) { window.location.reload(); return; }
      if (answer.status !== 200 && answer.status !== 304) return;
      seen = Date.now();
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") || "";
        wall.innerHTML = policy.createHTML(await answer.text());
      }
    } catch { /* the age says it */ }
  }

  function tell() {
    const stale = Date.now() - seen > 3 * EVERY;
    clock.textContent = time(Date.now());
    const words = stale ? `Geen verbinding. Dit is de stand van ${time(seen)}` : `Stand van ${time(seen)}`;
    if (age.textContent !== words) age.textContent = words;
    age.parentElement.classList.toggle("stale", stale);
  }

  async function stayAwake() {
    try { await navigator.wakeLock?.request("screen"); } catch { /* a screen that may sleep is still a screen */ }
  }

  setInterval(ask, EVERY);
  setInterval(tell, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { stayAwake(); ask(); } });
  stayAwake();
  ask();
})();
