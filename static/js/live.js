// Any <form method="get" data-live="#results"> searches while the reader types; without this file it is a plain form.
for (const form of document.querySelectorAll('form[method="get"][data-live]')) {
  const results = document.querySelector(form.dataset.live);
  if (!results) continue;
  let timer, running, stepped = false;

  // The filters come anew with every answer: their numbers belong to it. What is open and where one is stays.
  const showFilters = (fresh) => {
    const filters = form.querySelector('[data-filters]');
    if (!fresh || !filters) return;
    const open = [...filters.querySelectorAll('details[open]')].map((one) => one.dataset.facet);
    const here = filters.contains(document.activeElement) && document.activeElement;
    filters.replaceChildren(fresh.content);
    for (const one of filters.querySelectorAll('details')) one.open ||= open.includes(one.dataset.facet);
    if (here) [...filters.querySelectorAll('input')].find((one) => one.name === here.name && one.value === here.value)?.focus();
  };

  const refresh = async (word) => {
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = form.action + (fields.size ? '?' + fields : '');
    running?.abort();
    running = new AbortController();
    results.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { headers: { 'X-Partial': '1' }, signal: running.signal });
      if (!answer.ok) throw new Error(answer.status);
      results.innerHTML = await answer.text();
      const filters = results.querySelector('template[data-filters]');
      filters?.remove();
      showFilters(filters);
      const status = document.querySelector('[data-status]');
      if (status) status.textContent = results.querySelector('[data-said]')?.textContent ?? '';
      // One step back for one question: the letters of a word are not steps of their own.
      if (address !== location.href) history[word && stepped ? 'replaceState' : 'pushState'](null, '', address);
      stepped = word;
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      form.submit();
    }
    results.removeAttribute('aria-busy');
  };

  document.addEventListener('input', (event) => {
    if (event.target.form !== form) return;
    const word = event.target.type === 'search';
    clearTimeout(timer);
    timer = setTimeout(refresh, word ? 250 : 0, word);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh(false);
  });
  addEventListener('popstate', () => location.reload());
}

// A menu that was opened closes when one goes elsewhere or presses Escape; without this file, when it is pressed again.
for (const menu of document.querySelectorAll('details[data-closes]')) {
  const close = () => { menu.open = false; };
  document.addEventListener('click', (event) => menu.contains(event.target) || close());
  menu.addEventListener('focusout', (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.preventDefault();
    close();
    menu.querySelector('summary').focus();
  });
}
