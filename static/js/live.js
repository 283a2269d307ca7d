// Any <form method="get" data-live="#results"> searches while the reader types; without this file it is a plain form.
for (const form of document.querySelectorAll('form[method="get"][data-live]')) {
  let timer, running;
  const refresh = async () => {
    const results = document.querySelector(form.dataset.live);
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = form.action + (fields.size ? '?' + fields : '');
    running?.abort();
    running = new AbortController();
    results.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { headers: { 'X-Partial': '1' }, signal: running.signal });
      if (!answer.ok) throw new Error(answer.status);
      results.innerHTML = await answer.text();
      const status = document.querySelector('[data-status]');
      if (status) status.textContent = results.querySelector('[data-said]')?.textContent ?? '';
      history.replaceState(null, '', address);
      form.dataset.stale = ''; // the numbers beside the filters belong to the earlier question
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      form.submit();
    }
    results.removeAttribute('aria-busy');
  };
  document.addEventListener('input', (event) => {
    if (event.target.form !== form) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, event.target.type === 'search' ? 250 : 0);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh();
  });
}
