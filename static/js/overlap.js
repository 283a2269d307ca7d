// Keeps the overlap panel in step with the form <form data-overlap="address">; without this file a button does it.
const form = document.querySelector('form[data-overlap]');
let timer, running;
const waiting = new Map(); // the newest answer of each part in which somebody still reads

const put = (fresh, id) => {
  const old = document.getElementById(id), now = fresh.getElementById(id);
  if (!old || !now) return;
  const more = now.querySelector('details');
  if (more) more.open = old.querySelector('details')?.open ?? false;
  if (old.contains(document.activeElement)) waiting.set(id, now);
  else {
    waiting.delete(id);
    old.replaceWith(now);
  }
};

// Whoever reads in the panel keeps their place in it until they leave it, though not when they look into another window.
document.addEventListener('focusout', (event) => {
  for (const [id, now] of waiting) {
    const old = document.getElementById(id);
    if (old?.contains(event.relatedTarget ?? document.activeElement)) continue;
    waiting.delete(id);
    old?.replaceWith(now);
  }
});

const refresh = async () => {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(form.dataset.overlap, { method: 'POST', body: new FormData(form), signal: running.signal });
    if (!answer.ok) return; // the button still works
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    put(fresh, 'overlap');
    put(fresh, 'overlap-brief');
    const said = fresh.getElementById('overlap-said')?.textContent ?? '';
    const status = document.getElementById('overlap-said');
    if (status && status.textContent !== said) status.textContent = said;
  } catch (problem) {
    if (problem.name !== 'AbortError') console.warn(problem);
  }
};

form?.addEventListener('input', (event) => {
  if (!event.target.name || event.target.type === 'textarea') return;
  clearTimeout(timer);
  timer = setTimeout(refresh, event.target.type === 'checkbox' ? 150 : 500);
});
