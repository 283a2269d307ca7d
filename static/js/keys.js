// One key for each step of moderation, for those who turn it on; never while somebody types, never with a modifier.
const panel = document.getElementById('keys'), box = document.getElementById('keys-on');
const typing = (at) => at.closest('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])');

const go = (at) => {
  if (at.tagName !== 'DETAILS') return at.click();
  at.open = true;
  at.querySelector('textarea, select, input:not([type=hidden]), button')?.focus();
};

if (panel && box) {
  panel.hidden = false;
  try { box.checked = localStorage.getItem('keys') === 'on'; } catch { /* private windows remember nothing */ }
  box.addEventListener('change', () => {
    try { localStorage.setItem('keys', box.checked ? 'on' : 'off'); } catch { /* it holds for this page */ }
  });
  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const at = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!at) return;
    event.preventDefault();
    go(at);
  });
}
