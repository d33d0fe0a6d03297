"use strict";
// The page works without this: each button is a form. Here forms are sent without a reload, and
// keys press the buttons.
(() => {
  const content = () => document.getElementById("content");
  const cards = () => [...content().querySelectorAll("article.card")];
  const say = (text) => { document.getElementById("said").textContent = text; };
  let current = null;

  const focusOn = (card) => {
    if (!card) return;
    current = card.id;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const currentCard = () =>
    document.activeElement.closest("article.card") || document.getElementById(current) || cards()[0];
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(currentCard());
    focusOn(document.activeElement.closest("article.card") || current ? all[at + by] : all[0]);
  };

  const next = (id, order) => {
    const following = order.slice(order.indexOf(id) + 1);
    const open = following.find((other) => document.getElementById(other)?.dataset.state === "undecided");
    return document.getElementById(open ?? id);
  };

  const take = (html, form) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const order = cards().map((card) => card.id);
    const scrolled = document.querySelector(".sheet").scrollTop;
    const view = document.querySelector("input[name=view]:checked").id;
    const shortcuts = document.getElementById("shortcuts").checked;
    content().replaceWith(fresh.getElementById("content"));
    document.getElementById("progress").replaceWith(fresh.getElementById("progress"));
    document.querySelector(".sheet").scrollTop = scrolled;
    document.getElementById(view).checked = true;
    document.getElementById("shortcuts").checked = shortcuts;
    const id = form.elements.id?.value;
    const refused = content().querySelector("[role=alert]");
    if (refused) {
      (refused.closest("form")?.querySelector("textarea") ?? refused).focus();
      refused.scrollIntoView({ block: "nearest" });
      return;
    }
    if (id) focusOn(next(id, order));
    const card = document.getElementById(id);
    const now = document.getElementById("progress").textContent.trim();
    say(card ? `${card.getAttribute("aria-label")}. ${now}` : now);
  };

  const send = async (form, submitter) => {
    const body = new URLSearchParams(new FormData(form, submitter));
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      const html = await answer.text();
      if ((answer.headers.get("content-type") ?? "").startsWith("text/html")) take(html, form);
      else say(html);
    } catch {
      say("The review is not running any more. Start it again: tailor review --web");
    }
  };

  let sending = Promise.resolve();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "plain" in form.dataset) return;
    event.preventDefault();
    sending = send(form, event.submitter);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".filters select")) event.target.form.requestSubmit();
  });

  const press = (selector) => currentCard()?.querySelector(selector)?.click();
  const edit = () => {
    const details = currentCard()?.querySelector("details.edit");
    if (!details) return;
    details.open = true;
    details.querySelector("textarea").focus();
  };
  const keys = {
    a: () => press("[value=accept]"),
    r: () => press("[value=reject]"),
    w: () => press("[name=reword]"),
    e: edit,
    n: () => step(1),
    p: () => step(-1),
    u: () => document.getElementById("undo")?.click(),
  };
  // A key waits for the answer to the one before: until then the card it means is not the focused one.
  let pressed = Promise.resolve();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches("input, select, textarea")) return;
    if (!document.getElementById("shortcuts").checked || !(event.key in keys)) return;
    event.preventDefault();
    pressed = pressed.then(() => { keys[event.key](); return sending; });
  });
})();
