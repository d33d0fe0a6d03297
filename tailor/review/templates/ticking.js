"use strict";
(() => {
  const box = document.getElementById("decisions");
  const decisions = () => [...document.querySelectorAll("article[data-id]")].flatMap((card) => {
    const ticked = card.querySelector("input:checked");
    const made = card.dataset.decision ? JSON.parse(card.dataset.decision) : null;
    if (made && (!ticked || ticked.value === made.action)) return [made];
    if (!ticked || !ticked.value) return [];
    return [{ change_id: card.dataset.id, digest: card.dataset.digest, action: ticked.value }];
  });
  const show = () => { box.value = JSON.stringify(decisions(), null, 1); };
  document.addEventListener("change", show);
  document.getElementById("copy-decisions").addEventListener("click", async () => {
    const said = document.getElementById("copied");
    show();
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected. Copy it with your keyboard.";
    }
  });
})();
