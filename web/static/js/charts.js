// Left and right (or k and j) go from question to question; another period shows as soon as it is chosen.
// Without this script the links of each card and the filter's button do the same.
'use strict';

(() => {
  const cards = [...document.querySelectorAll('.chart-card')];
  const steps = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 };

  const current = () => {
    const focused = cards.findIndex((card) => card.contains(document.activeElement));
    if (focused >= 0) return focused;
    return cards.findIndex((card) => `#${card.id}` === location.hash);
  };

  document.addEventListener('keydown', (event) => {
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea');
    if (busy || !(event.key in steps) || !cards.length) return;
    const next = cards[Math.min(Math.max(current() + steps[event.key], 0), cards.length - 1)];
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'start' });
  });

  const period = document.getElementById('period');
  if (period) period.addEventListener('change', () => period.form.requestSubmit());
})();
