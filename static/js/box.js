"use strict";
/* Een gewoon tekstvak voor een gedeelde tekst: wat hier getypt wordt gaat erin, wat een ander schrijft komt erbij. */
(() => {
  /* Stukken waarin een grote geplakte tekst gaat: elk past in één bericht. */
  const PIECE = 4000;
  const isSecondHalf = (text, at) => at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  const clean = (text) => text.replace(/[\0-\x08\x0b-\x1f\x7f]/g, "");

  /** Waar twee teksten verschillen. De cursor staat achter wat getypt is: dat wijst bij ‘aa’ de goede a aan. */
  const difference = (before, after, caret = after.length) => {
    const most = Math.min(before.length, after.length);
    const alike = (end) => before[before.length - 1 - end] === after[after.length - 1 - end];
    let start = 0, end = 0;
    while (end < Math.min(most, after.length - caret) && alike(end)) end++;
    while (start < most - end && before[start] === after[start]) start++;
    while (end < most - start && alike(end)) end++;
    /* Een emoji is twee tekens: nooit de helft ervan. */
    if (isSecondHalf(before, start) || isSecondHalf(after, start)) start--;
    if (isSecondHalf(before, before.length - end) || isSecondHalf(after, after.length - end)) end--;
    return { start, gone: before.length - end - start, added: after.slice(start, after.length - end) };
  };

  /** Waar een plek in de tekst blijft als de tekst verandert. */
  const moved = (at, delta) => {
    let index = 0;
    for (const { retain, insert, delete: gone } of delta) {
      if (retain) index += retain;
      if (insert) {
        if (index < at) at += insert.length;
        index += insert.length;
      }
      if (gone) at -= Math.min(gone, Math.max(0, at - index));
    }
    return at;
  };
  const endOf = (delta) => delta.reduce((at, { retain = 0, insert = "" }) => at + retain + insert.length, 0);

  /** Wat hier getypt is op een tekst die intussen een andere werd: de woorden blijven, zo dicht mogelijk bij hun plek. */
  const rebase = (before, mine, theirs) => {
    const { start, gone, added } = difference(before, mine);
    if (before === mine || mine === theirs) return theirs;
    let at = before.slice(0, start) === theirs.slice(0, start) ? start : theirs.length - (before.length - start);
    at = Math.max(0, Math.min(theirs.length, at));
    if (isSecondHalf(theirs, at)) at--;
    const same = theirs.slice(at, at + gone) === before.slice(start, start + gone);
    return theirs.slice(0, at) + added + theirs.slice(at + (same ? gone : 0));
  };

  /** Verbind een tekstvak met een tekst; `typing()` zegt of er nu niets bij mag komen. */
  const bind = (box, text, Y, changed) => {
    const here = {}; /* wat in dit vak getypt is */
    const undo = new Y.UndoManager(text, { trackedOrigins: new Set([here]) });
    let composing = false;

    const take = () => {
      const value = clean(box.value);
      const { start, gone, added } = difference(text.toString(), value, Math.min(box.selectionEnd, value.length));
      for (let from = 0, to; from === 0 || from < added.length; from = to) {
        to = Math.min(added.length, from + PIECE) || 1;
        if (isSecondHalf(added, to)) to--;
        text.doc.transact(() => {
          if (gone && !from) text.delete(start, gone);
          if (added) text.insert(start + from, added.slice(from, to));
        }, here);
      }
      if (value !== box.value) show([]);
    };
    const show = (delta, caret) => {
      const { selectionStart: start, selectionEnd: end, selectionDirection: way, scrollTop } = box;
      const value = text.toString();
      if (box.value !== value) box.value = value;
      if (document.activeElement === box) {
        box.setSelectionRange(caret ?? moved(start, delta), caret ?? moved(end, delta), way);
        box.scrollTop = scrollTop;
      }
    };
    const observe = (event, transaction) => {
      if (transaction.origin !== here) show(event.delta, transaction.origin === undo ? endOf(event.delta) : undefined);
      changed(event.delta);
    };
    text.observe(observe);

    const back = (event, redo) => { event.preventDefault(); redo ? undo.redo() : undo.undo(); };
    const listeners = {
      input: take,
      compositionstart: () => { composing = true; },
      compositionend: () => { composing = false; take(); box.dispatchEvent(new Event("composed")); },
      beforeinput: (event) => { if (event.inputType.startsWith("history")) back(event, event.inputType === "historyRedo"); },
      keydown: (event) => {
        const key = event.key.toLowerCase();
        if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key)) return;
        back(event, key === "y" || event.shiftKey);
      },
    };
    for (const [name, listener] of Object.entries(listeners)) box.addEventListener(name, listener);
    const onReset = (event) => { if (event.target === box.form) setTimeout(() => show([])); };
    document.addEventListener("reset", onReset);
    show([]);
    return {
      box,
      /* Tijdens een samengesteld teken (IME) mag niets het vak veranderen. */
      get composing() { return composing; },
      /** Zet een hele tekst in het vak, als getypt. */
      put: (value) => { if (value !== text.toString()) { box.value = value; take(); } },
      release: () => {
        text.unobserve(observe);
        undo.destroy();
        document.removeEventListener("reset", onReset);
        for (const [name, listener] of Object.entries(listeners)) box.removeEventListener(name, listener);
      },
    };
  };

  zaz.boxes = { bind, difference, moved, rebase };
})();
